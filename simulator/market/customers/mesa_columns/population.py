"""Population: how Mesa lists a million agents without a million objects.

All rows of some columns, as one agent set. The arrays are the caller's own and are not copied: what a
kernel writes the handles read, and the other way round.
"""

from typing import Never

import numpy as np
from mesa import Agent, Model

from simulator.market.customers.mesa_columns.row_agent import Array, Columns
from simulator.market.customers.mesa_columns.row_agent_set import Rows
from simulator.market.customers.mesa_columns.row_registry import RowNumbers, RowRegistry


class Population(Rows):
    """The register of all rows: a row removed from it has left the model."""

    def __init__(self, model: Model, handle_type: type[Agent], columns: Columns, n: int) -> None:
        super().__init__(RowRegistry(model, handle_type, columns, n), np.empty(0, dtype=np.int64))

    @property
    def columns(self) -> Columns:
        """The columns themselves, rows that have left among them (see `rows`)."""
        return self.roster.columns

    @property
    def handle_type(self) -> type[Agent]:
        """The class of the handles."""
        return self.roster.handle_type

    @property
    def rows(self) -> RowNumbers:
        """The numbers of the living rows, ascending."""
        return np.flatnonzero(self.roster.alive)

    def column(self, name: str) -> Array:
        """Return a column over the living rows, read-only; a view, not a copy, until someone leaves."""
        if not self.roster.alive.all():
            return super().column(name)
        values = self.columns[name].view()
        values.flags.writeable = False
        return values

    def __len__(self) -> int:
        return int(np.count_nonzero(self.roster.alive))

    def __contains__(self, agent: object) -> bool:
        return self.roster.row_of(agent) is not None

    def add(self, agent: Agent) -> Never:
        """Refuse: a population has the rows it was made with."""
        raise TypeError(f"{agent!r} cannot join a population: its rows are those of its columns")

    def remove(self, agent: Agent) -> None:
        """Strike an agent off; `agent.remove()` comes here."""
        if agent not in self:
            raise KeyError(agent)
        self.roster.strike(agent._row)

    def clear(self) -> None:
        """Strike everybody off."""
        self.roster.strike_all()

    def _keep(self, _rows: RowNumbers) -> Never:
        raise TypeError("a population is not changed in place: work on its .copy()")
