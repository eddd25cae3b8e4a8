"""Roster: which rows are still with us, and which of them have a handle.

Rows are numbered from 0 and never renumbered; one that leaves is only struck off. A handle is made when
first asked for and then kept as long as its row stays: so identity, attributes of its own, weakly held
events and weak agent sets all work as with any other agent.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from mesa import Agent, Model

from simulator.market.customers.mesa_columns.row_agent import Array, Columns, declared, make_handle

type RowNumbers = npt.NDArray[np.int64]


class RowRegistry:
    """The columns of a population, its living rows and the handles given out so far."""

    def __init__(self, model: Model, handle_type: type[Agent], columns: Columns, n: int) -> None:
        self.model = model
        self.handle_type = handle_type
        self.columns = dict(columns)
        self.declared = declared(handle_type)
        _check(self.columns, self.declared, handle_type.__name__, n)
        self.first_id: int = model.agent_id_counter
        model.agent_id_counter += n
        self.alive = np.ones(n, dtype=np.bool_)
        self.handles: dict[int, Agent] = {}

    def handle(self, row: int) -> Agent:
        """Return the handle of a row, the same one every time."""
        agent = self.handles.get(row)
        if agent is None:
            agent = make_handle(self.handle_type, self.model, self.first_id + row, self.columns, row)
            self.handles[row] = agent
        return agent

    def row_of(self, agent: object) -> int | None:
        """Return the row an agent stands for, or None if it stands for no living row here."""
        row = getattr(agent, "_row", None)
        return row if row is not None and self.handles.get(row) is agent else None

    def strike(self, row: int) -> None:
        """Take one row off the registry; its values stay readable through a handle that is still held."""
        self.alive[row] = False
        self.handles.pop(row, None)

    def strike_all(self) -> None:
        """Take every row off the roster."""
        self.alive[:] = False
        self.handles.clear()

    def vector(self, name: str) -> Array | None:
        """Return the one-dimensional column behind an attribute, or None if it has none NumPy can order."""
        values = self.columns[name] if name in self.declared else None
        return values if values is not None and values.ndim == 1 and values.dtype.kind != "O" else None


def _check(columns: dict[str, Any], declared_names: frozenset[str], kind: str, n: int) -> None:
    for name in sorted(declared_names - columns.keys()):
        raise ValueError(f"{kind}.{name} is declared as a column, but there is no column called {name!r}")
    for name, values in columns.items():
        if not isinstance(values, np.ndarray) or values.ndim not in (1, 2) or len(values) != n:
            wanted = f"a population of {n} takes an array of {n} rows, in 1 or 2 dimensions"
            raise ValueError(f"column {name!r} is {_described(values)}: {wanted}")


def _described(values: Any) -> str:
    return f"of shape {values.shape}" if isinstance(values, np.ndarray) else f"a {type(values).__name__}"
