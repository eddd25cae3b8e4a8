"""Considered: offers that customers with a need consider, and the groups that lose by each other's offers.

A group is all that one outlet offers one customer; a meeting, one offer that the group's customer considers.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.ragged import picked_rows, starts_of, summed

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Flags = NDArray[np.bool_]

NONE = -1
PAIRED = (
    *("outlet", "product", "maker", "owner", "weight", "price", "advertised", "floor", "margin"),
    *("territory", "relief", "offer", "gain"),
)


@dataclass(frozen=True)
class Considered:
    """Everything considered by customers with a need, one pair an offer, in the customers' order."""

    row: Integers
    rows: int
    outlet: Integers
    product: Integers
    maker: Integers
    owner: Integers
    """Manufacturer that the outlet belongs to, or NONE."""
    weight: Floats
    """e^V."""
    price: Floats
    """What the customer would pay, under a promotion too."""
    advertised: Floats
    """What is asked of everybody."""
    floor: Floats
    """The lowest price that may be advertised; 0: any may."""
    margin: Floats
    territory: Flags
    """Whether the outlet was promised the area for the product."""
    sensitivity: Floats
    """[rows] utility that a unit of currency costs the customer."""
    relief: Floats
    """How much of the price is felt [share]."""
    offer: Integers
    """Number of the offer."""
    gain: Floats
    """(V − V_0) / σ [units of luck]."""
    cell: Integers
    """[rows] cell of the customer."""
    adviser: Integers | None = None
    """[rows] outlet that advised the customer, or NONE; none: it was not asked."""
    standing: Integers | None = None
    """How far the goods are meant for the customer's region: the more, the higher; none: it was not asked."""

    def some(self, pairs: Flags) -> "Considered":
        """Return the same customers without the other pairs."""
        kept = {name: getattr(self, name)[pairs] for name in ("row", *PAIRED)}
        return replace(self, **kept, standing=None if self.standing is None else self.standing[pairs])


@dataclass(frozen=True)
class Meetings:
    """Every group that something can be taken from, and every offer that its customer considered."""

    seen: Considered
    group_of: Integers
    """Group of each pair."""
    group_outlet: Integers
    """Outlet of each group."""
    group_row: Integers
    """Customer of each group."""
    own: Floats
    """Σ margin · e^V over each group's own offers."""
    group: Integers
    """[meetings] the group."""
    pair: Integers
    """[meetings] the offer that it meets, its own ones too."""

    @property
    def groups(self) -> int:
        """Return how many groups there are."""
        return len(self.group_outlet)


def rows_of(seen: Considered, first: int, last: int) -> Considered:
    """Return what the customers of some rows considered."""
    start, end = np.searchsorted(seen.row, (first, last))
    pairs = {name: getattr(seen, name)[start:end] for name in PAIRED}
    return Considered(
        row=seen.row[start:end] - first,
        rows=last - first,
        sensitivity=seen.sensitivity[first:last],
        cell=seen.cell[first:last],
        adviser=None if seen.adviser is None else seen.adviser[first:last],
        standing=None if seen.standing is None else seen.standing[start:end],
        **pairs,
    )


def contested(seen: Considered) -> Considered:
    """Return the customers that consider several outlets: nothing can be taken before others."""
    _, firsts = _groups(seen)
    several = np.bincount(seen.row.take(firsts), minlength=seen.rows) > 1
    if several.all():
        return seen
    pairs = np.flatnonzero(several.take(seen.row))
    return Considered(
        row=(np.cumsum(several) - 1).take(seen.row.take(pairs)),
        rows=int(several.sum()),
        sensitivity=seen.sensitivity.compress(several),
        cell=seen.cell.compress(several),
        adviser=None if seen.adviser is None else seen.adviser.compress(several),
        standing=None if seen.standing is None else seen.standing.take(pairs),
        **{name: getattr(seen, name).take(pairs) for name in PAIRED},
    )


def meetings(seen: Considered) -> Meetings:
    """Let every group that may lose meet every offer that its customer considered.

    The manufacturer's own outlets, and groups without a margin, lose nothing.
    """
    group_of, firsts = _groups(seen)
    group_row, group_outlet = seen.row.take(firsts), seen.outlet.take(firsts)
    own = summed(group_of, seen.margin * seen.weight, len(firsts))
    concerned = np.flatnonzero((own > 0) & (seen.owner.take(firsts) == NONE))
    at, pair = picked_rows(starts_of(seen.row, seen.rows), group_row.take(concerned))
    return Meetings(seen, group_of, group_outlet, group_row, own, concerned.take(at), pair)


def _groups(seen: Considered) -> tuple[Integers, Integers]:
    """Return the group of each pair, and the first pair of each group."""
    opens = np.ones(len(seen.row), dtype=bool)
    opens[1:] = (seen.row[1:] != seen.row[:-1]) | (seen.outlet[1:] != seen.outlet[:-1])
    return np.cumsum(opens) - 1, np.flatnonzero(opens)
