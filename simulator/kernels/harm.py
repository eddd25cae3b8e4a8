"""Harm over columns: `simulator.mechanisms.harm` for every customer and every outlet it considered.

A *group* is one aggrieved outlet before one customer: an independent outlet with offers considered.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.ground.portable import exp_many
from simulator.kernels.ragged import picked_rows, starts_of, summed
from simulator.mechanisms.harm import HARM_STEPS

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Booked = tuple[Integers, Integers, Integers, Integers, Integers]

NONE = -1
ROWS_AT_ONCE = 1024
PAIRED = ("outlet", "product", "maker", "owner", "weight", "price", "floor", "margin")


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
    floor: Floats
    margin: Floats
    sensitivity: Floats
    """[rows] utility that a unit of currency costs the customer."""


def harm(seen: Considered, tolerance: float) -> Booked:
    """Return aggrieved outlet, source outlet, product, issue (0 undercut, 1 cannibal) and counted harm.

    Customers are taken some at a time: every outlet meets every other one before each of them.
    """
    cuts = range(0, seen.rows, ROWS_AT_ONCE)
    parts = [_harm(some(seen, start, min(start + ROWS_AT_ONCE, seen.rows)), tolerance) for start in cuts]
    empty = np.zeros(0, dtype=np.int64)
    columns = zip(*parts, strict=True) if parts else [[empty]] * 5
    aggrieved, source, product, issue, counted = (np.concatenate(column) for column in columns)
    return aggrieved, source, product, issue, counted


def some(seen: Considered, first: int, last: int) -> Considered:
    """Return what the customers of some rows considered."""
    start, end = np.searchsorted(seen.row, (first, last))
    pairs = {name: getattr(seen, name)[start:end] for name in PAIRED}
    return Considered(
        row=seen.row[start:end] - first, rows=last - first, sensitivity=seen.sensitivity[first:last], **pairs
    )


def _harm(seen: Considered, tolerance: float) -> Booked:
    group_of, firsts = _groups(seen)
    group_row, group_outlet = seen.row.take(firsts), seen.outlet.take(firsts)
    own = summed(group_of, seen.margin * seen.weight, len(firsts))
    concerned = np.flatnonzero((own > 0) & (seen.owner.take(firsts) == NONE))
    at, pair = picked_rows(starts_of(seen.row, seen.rows), group_row.take(concerned))
    group = concerned.take(at)
    at_reference, is_direct = _moved(seen, group_of, group, pair, tolerance)
    weight, is_own = seen.weight.take(pair), group_outlet.take(group) == seen.outlet.take(pair)
    at_reference = np.where(is_own, weight, at_reference)  # nobody is a source of harm to itself
    undercut, cannibal = weight - at_reference, np.where(is_direct, at_reference, 0.0)
    rest = 1.0 + summed(group, np.where(is_direct, 0.0, at_reference), len(firsts))
    active = np.flatnonzero((undercut > 0) | (cannibal > 0))
    group, pair = group.take(active), pair.take(active)
    undercut, cannibal = undercut.take(active), cannibal.take(active)
    taken = summed(group, undercut + cannibal, len(firsts))
    loss = own * (taken / (rest * (rest + taken)))
    found = []
    for issue, part in enumerate((undercut, cannibal)):
        counted = np.rint(loss.take(group) * (part / taken.take(group)) * HARM_STEPS).astype(np.int64)
        kept = np.flatnonzero(counted)
        who, whom = group_outlet.take(group.take(kept)), pair.take(kept)
        issues = np.full(len(kept), issue, dtype=np.int64)
        found.append((who, seen.outlet.take(whom), seen.product.take(whom), issues, counted.take(kept)))
    aggrieved, source, product, issues, counted = (np.concatenate(c) for c in zip(*found, strict=True))
    return aggrieved, source, product, issues, counted


def _groups(seen: Considered) -> tuple[Integers, Integers]:
    """Return the group of each pair, and the first pair of each group."""
    opens = np.ones(len(seen.row), dtype=bool)
    opens[1:] = (seen.row[1:] != seen.row[:-1]) | (seen.outlet[1:] != seen.outlet[:-1])
    return np.cumsum(opens) - 1, np.flatnonzero(opens)


def _moved(
    seen: Considered, group_of: Integers, group: Integers, pair: Integers, tolerance: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """Return each source's e^V at the aggrieved outlet's price, and whether it is the manufacturer's own."""
    groups = int(group_of[-1]) + 1 if len(group_of) else 0
    products, makers = (int(column.max(initial=-1)) + 1 for column in (seen.product, seen.maker))
    mine = np.full(groups * products, np.nan)
    mine[group_of * products + seen.product] = seen.price
    my_price = mine.take(group * products + seen.product.take(pair))
    floor, price, weight = seen.floor.take(pair), seen.price.take(pair), seen.weight.take(pair)
    # false where the outlet has no such product: its price is NaN
    lower = np.flatnonzero(price < np.maximum(floor, my_price * (1.0 - tolerance)))
    reference = np.maximum(floor.take(lower), my_price.take(lower))
    sensitivity = seen.sensitivity.take(seen.row.take(pair.take(lower)))
    at_reference = weight.copy()
    at_reference[lower] = weight.take(lower) * exp_many(-(sensitivity * (reference - price.take(lower))))
    sells = np.zeros(groups * makers, dtype=bool)
    sells[group_of * makers + seen.maker] = True
    is_direct = (seen.owner == seen.maker).take(pair)
    return at_reference, is_direct & sells.take(group * makers + seen.maker.take(pair))
