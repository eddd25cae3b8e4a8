"""Extent: whether a quantity grows with the size of the market (extensive) or does not (intensive).

Half of a market has half of its customers, budgets, stocks, capacities and running costs, at the same
prices, shares and lead times, through as many outlets. The unit at the end of a field's description, and in
the line Unit of a metric, says which it is:

    [currency per week]             extensive     as its first noun is
    [currency per unit]             intensive     per one of what is extensive itself
    [share], [weeks], [dealers]     intensive     customers are sampled, members of the channel are not

A field of which the unit says something else bears the mark itself, ``Annotated[float, Extent.INTENSIVE]``.
There is no default: a number with a unit of neither list is undecided, and the contract test fails
(`tests/contracts/test_extents.py`). A mark on each of six hundred fields would mostly say again what the unit
says, and nobody would see the one that contradicts it.

Source: extensive and intensive properties, Tolman (1917), Physical Review 9(3).
"""

import re
from enum import IntEnum
from functools import cache

from simulator.base.record import Record


class Extent(IntEnum):
    """The power of the size of the market that a quantity is proportional to."""

    INTENSIVE = 0
    EXTENSIVE = 1
    SQUARED = 2


GROWS = {
    *("currency", "units", "steps", "quantity", "customers", "contacts", "hours", "needs", "visits"),
    *("reviews", "questions"),
}
"""First nouns of extensive units; `quantity` is of quantity steps."""
STAYS = {
    *("share", "shares", "multiple", "utils", "week", "weeks", "number", "λ", "0", "−1", "log", "log-odds"),
    *("standard", "per", "weight", "exponent", "power", "satisfaction", "unit", "times", "index", "ratio"),
    *("coefficient", "grievance", "parts", "products", "outlets", "members", "dealers", "sellers", "lines"),
    *("resellers", "retailers", "wholesalers", "shops", "stores", "representatives", "relations"),
    *("disputes", "complaints"),
}
"""First nouns of intensive units."""
EACH = {
    *("unit", "customer", "person", "owner", "contact", "visit", "need", "sale", "return", "hour"),
    "currency",
}
"""What is extensive itself, so that a quantity per each is not."""
_UNIT = re.compile(r"\[([^\]]+)\]")


@cache
def extent_of(record: type[Record], name: str) -> Extent | None:
    """Return the extent of a field by its own mark, else by its unit; none if neither decides."""
    field = record.model_fields[name]
    by_unit = extent_of_unit(unit_of(field.description))
    return next((mark for mark in field.metadata if isinstance(mark, Extent)), by_unit)


def unit_of(description: str | None) -> str:
    """Return the unit at the end of a field's description; empty if there is none.

    >>> unit_of("What is spent on it in a week [currency per week].")
    'currency per week'
    """
    found = _UNIT.findall(description or "")
    return found[-1] if found else ""


def extent_of_unit(unit: str) -> Extent | None:
    """Return the extent of quantities of a unit; none for a unit that is in neither list.

    >>> [extent_of_unit(unit).name for unit in ("currency per week", "currency per unit", "units squared")]
    ['EXTENSIVE', 'INTENSIVE', 'SQUARED']
    >>> extent_of_unit("bushels") is None
    True
    """
    above, *below = re.split(r"\bper\b", unit) if not unit.startswith("per ") else [unit]
    first, *rest = re.findall(r"[^\s,()]+", above) or [""]
    if first not in GROWS:
        return Extent.INTENSIVE if first in STAYS else None
    if EACH & {word for part in below for word in re.findall(r"\w+", part)}:
        return Extent.INTENSIVE
    return Extent.SQUARED if rest[:1] == ["squared"] else Extent.EXTENSIVE
