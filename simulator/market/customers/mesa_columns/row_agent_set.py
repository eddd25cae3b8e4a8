"""Rows: what an agent set is when its agents are rows of columns.

An ordered choice of row numbers that answers everything Mesa asks of an agent set. What names a column is
answered by NumPy; what needs an agent (a method, a lambda) meets the handles one by one. The answers are
those plain agents would give, the shuffles included. A row that leaves the model leaves every such set.
"""

import operator
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from random import Random
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from mesa import Agent
from mesa.agentset import AbstractAgentSet, AgentSet, GroupBy

from simulator.market.customers.mesa_columns.row_agent import Array, as_python, write
from simulator.market.customers.mesa_columns.row_registry import RowNumbers, RowRegistry
from simulator.market.customers.mesa_columns.sorting import aggregate, count_off, grouped, ranked


class Groups(GroupBy):  # type: ignore[misc]
    """Mesa's groups, aggregated by the column instead of by the agent."""

    def agg(self, attr_name: str, func: Callable[[Any], Any]) -> dict[Any, Any]:
        """Aggregate an attribute within each group."""
        return {name: group.agg(attr_name, func) for name, group in self.groups.items()}


class Rows(AbstractAgentSet):  # type: ignore[misc]
    """Some rows of a population, in some order."""

    def __init__(self, roster: RowRegistry, picked: RowNumbers) -> None:
        self.roster = roster
        self._picked = picked

    # -- by the column ------------------------------------------------------------------------------

    @property
    def rows(self) -> RowNumbers:
        """The numbers of the living rows of this set, in its order."""
        return self._picked[self.roster.alive[self._picked]]

    def column(self, name: str) -> Array:
        """Return the values of a column over this set's rows, read-only: write with `set`."""
        values = self.roster.columns[name][self.rows]
        values.flags.writeable = False
        return values

    def where(self, mask: npt.ArrayLike) -> "Rows":
        """Keep the rows for which a mask over this set is true: the fast `select`."""
        keep, rows = np.asarray(mask), self.rows
        if keep.dtype != np.bool_ or keep.shape != rows.shape:
            raise ValueError(
                f"where takes {len(rows)} truth values, one a row; this is {keep.dtype}{keep.shape}"
            )
        return Rows(self.roster, rows[keep])

    def get(self, attr_names: Any, handle_missing: str = "error", default_value: Any = None) -> list[Any]:
        """List an attribute, or a list of attributes, of every agent."""
        if handle_missing not in ("error", "default"):
            raise ValueError(f"handle_missing is 'error' or 'default', not {handle_missing!r}")
        otherwise = () if handle_missing == "error" else (default_value,)
        if isinstance(attr_names, str):
            return self._values(attr_names, otherwise)
        listed = [self._values(name, otherwise) for name in attr_names]
        return [list(values) for values in zip(*listed, strict=True)]

    def _values(self, name: str, otherwise: tuple[Any, ...]) -> list[Any]:
        if name in self.roster.declared:
            return as_python(self.column(name))
        if name == "unique_id":
            return as_python(self.rows + self.roster.first_id)
        return [getattr(agent, name, *otherwise) for agent in self]

    def set(self, attr_name: str, value: Any) -> Self:
        """Set an attribute of every agent; a column also takes an array with a value for each."""
        if attr_name in self.roster.declared:
            write(attr_name, self.roster.columns[attr_name], self.rows, value)
            return self
        for agent in self:
            setattr(agent, attr_name, value)
        return self

    def agg(self, attribute: str, func: Any) -> Any:
        """Aggregate an attribute with one function, or with several."""
        if self.roster.vector(attribute) is None:
            return super().agg(attribute, func)
        values = self.column(attribute)
        return aggregate(values, func) if callable(func) else [aggregate(values, each) for each in func]

    def groupby(self, by: Any, result_type: str = "agentset") -> GroupBy:
        """Group the rows by an attribute or by the answer of a callable."""
        rows = self.rows
        if result_type == "agentset" and isinstance(by, str) and self.roster.vector(by) is not None:
            return Groups({key: Rows(self.roster, rows[at]) for key, at in grouped(self.column(by)).items()})
        ask = operator.attrgetter(by) if isinstance(by, str) else by
        groups: dict[Any, list[Agent]] = {}
        for agent in self:
            groups.setdefault(ask(agent), []).append(agent)
        if result_type == "list":
            return GroupBy(groups)
        return Groups({key: Rows(self.roster, self._numbers(agents)) for key, agents in groups.items()})

    # -- another choice, another order --------------------------------------------------------------

    def select(
        self,
        filter_func: Callable[[Agent], bool] | None = None,
        at_most: float = float("inf"),
        inplace: bool = False,
        agent_type: type[Agent] | None = None,
    ) -> "Rows":
        """Choose rows by a question to their handles, by type or by number; `where` is faster."""
        rows = self.rows
        limit = count_off(at_most, len(rows))
        if agent_type and not issubclass(self.roster.handle_type, agent_type):
            limit = 0
        if filter_func is None:
            return self._result(rows[:limit], inplace)
        return self._result(self._numbers(islice(filter(filter_func, self), limit)), inplace)

    def shuffle(self, inplace: bool = False) -> "Rows":
        """Shuffle as Mesa would: the same draws of the model's random give the same order."""
        rows = self.rows.tolist()
        self.random.shuffle(rows)
        return self._result(np.array(rows, dtype=np.int64), inplace)

    def sort(self, key: Any, ascending: bool = False, inplace: bool = False) -> "Rows":
        """Sort by an attribute or a callable, the largest first unless told otherwise."""
        if isinstance(key, str) and self.roster.vector(key) is not None:
            return self._result(self.rows[ranked(self.column(key), ascending=ascending)], inplace)
        ask = operator.attrgetter(key) if isinstance(key, str) else key
        return self._result(self._numbers(sorted(self, key=ask, reverse=not ascending)), inplace)

    def copy(self) -> "Rows":
        """Copy the choice of rows; the agents are the same."""
        return Rows(self.roster, self.rows)

    __copy__ = copy

    def _result(self, rows: RowNumbers, inplace: bool) -> "Rows":
        return self._keep(rows) if inplace else Rows(self.roster, rows)

    def _keep(self, rows: RowNumbers) -> Self:
        self._picked = rows
        return self

    def _update(self, agents: Iterable[Agent]) -> Self:
        return self._keep(self._numbers(dict.fromkeys(agents)))

    def _numbers(self, agents: Iterable[Agent]) -> RowNumbers:
        return np.fromiter((agent._row for agent in agents), dtype=np.int64)

    @classmethod
    def _from_iterable(cls, agents: Iterable[Agent]) -> AgentSet:
        return AgentSet(agents)  # unions may mix populations; the roster keeps the handles alive

    # -- one by one ---------------------------------------------------------------------------------

    @property
    def random(self) -> Random:
        """The model's own random, as in every agent set."""
        return self.roster.model.random  # type: ignore[no-any-return]

    def do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Have every agent that is still there do something, in order."""
        act = acting(method, *args, **kwargs)
        for agent in self:
            act(agent)
        return self

    def shuffle_do(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Self:
        """Have every agent do something, in a random order."""
        self.shuffle().do(method, *args, **kwargs)
        return self

    def map(self, method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Have every agent do something and list what came of it."""
        act = acting(method, *args, **kwargs)
        return [act(agent) for agent in self]

    def to_list(self) -> list[Agent]:
        """List the agents."""
        return list(self)

    # -- as a set -----------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Agent]:
        alive, handle = self.roster.alive, self.roster.handle
        for row in self.rows.tolist():
            if alive.item(row):
                yield handle(row)

    def __contains__(self, agent: object) -> bool:
        row = self.roster.row_of(agent)
        return row is not None and bool((self._picked == row).any())

    def add(self, agent: Agent) -> None:
        """Add an agent of the same population."""
        row = self.roster.row_of(agent)
        if row is None:
            raise TypeError(f"{agent!r} is not of this population; for a mixed set use mesa's AgentSet")
        if agent not in self:
            self._keep(np.append(self._picked, row))

    def discard(self, agent: Agent) -> None:
        """Drop an agent from this set, not from the model, if it is in it."""
        if agent in self:
            self.remove(agent)

    def remove(self, agent: Agent) -> None:
        """Drop an agent from this set, not from the model."""
        if agent not in self:
            raise KeyError(agent)
        self._keep(self._picked[self._picked != agent._row])

    def clear(self) -> None:
        """Drop every agent from this set, not from the model."""
        self._keep(self._picked[:0])


def acting(method: str | Callable[..., Any], *args: Any, **kwargs: Any) -> Callable[[Agent], Any]:
    """Turn a method's name, or a function of an agent, into one call with the agent alone."""
    if isinstance(method, str):
        return operator.methodcaller(method, *args, **kwargs)
    return lambda agent: method(agent, *args, **kwargs)
