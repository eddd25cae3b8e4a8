"""Handles: how one row of many columns is one Mesa agent.

A handle is an agent whose declared attributes live in NumPy columns. Any subclass of any agent class
can be one; it only has to say which of its attributes are columns:

    class CustomerRow(Customer):
        price_sensitivity: float = column()

Reading gives plain Python: a number for a one-dimensional column, a tuple for a two-dimensional one (a
value, not a window: assign a whole tuple to change it). Whatever is not declared is an ordinary attribute.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
from mesa import Agent, Model

type Array = npt.NDArray[Any]
type Columns = dict[str, Array]


class Column:
    """An attribute kept in the column of its name; knowing nothing else, it is shared by models safely."""

    name: str

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, agent: Any, kind: type | None = None) -> Any:
        if agent is None:
            return self
        values = agent._columns[self.name]
        if values.ndim == 1:
            return values.item(agent._row)
        return tuple(values[agent._row].tolist())

    def __set__(self, agent: Any, value: Any) -> None:
        write(self.name, agent._columns[self.name], agent._row, value)


def column() -> Any:
    """Declare that an attribute of a handle type lives in a column."""
    return Column()


def declared(handle_type: type) -> frozenset[str]:
    """Name the attributes of a handle type that live in columns."""
    found: dict[str, Any] = {}
    for kind in reversed(handle_type.__mro__):
        found |= vars(kind)
    return frozenset(name for name, value in found.items() if isinstance(value, Column))


def make_handle(handle_type: Any, model: Model, unique_id: int, columns: Columns, row: int) -> Agent:
    """Make the agent that stands for one row."""
    agent = handle_type.__new__(handle_type)  # Agent.__init__ would register it, and the row already is
    agent.model, agent.unique_id, agent.pos = model, unique_id, None
    agent._columns, agent._row = columns, row
    return agent


def write(name: str, values: Array, rows: Any, value: Any) -> None:
    """Write a value into some rows, refusing what NumPy would silently cut to a whole number."""
    if values.dtype.kind in "biu" and not isinstance(value, int):
        given = np.asarray(value)
        if given.dtype.kind == "f" and not np.all(np.isfinite(given) & (given == np.trunc(given))):
            raise TypeError(f"{name} holds {values.dtype} and cannot hold {value!r}: give whole numbers")
    values[rows] = value


def as_python(values: Array) -> list[Any]:
    """Give the values of a column as the handles would.

    >>> as_python(np.array([[1, 2], [3, 4]]))
    [(1, 2), (3, 4)]
    """
    listed: list[Any] = values.tolist()
    return listed if values.ndim == 1 else [tuple(row) for row in listed]
