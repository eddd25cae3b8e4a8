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

NONE = -1


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


def harm(seen: Considered, tolerance: float) -> tuple[Integers, Integers, Integers, Integers, Integers]:
    """Return aggrieved outlet, source outlet, product, issue (0 undercut, 1 cannibal) and counted harm."""
    group_of, group_row, group_outlet = _groups(seen)
    own = summed(group_of, seen.margin * seen.weight, len(group_row))
    concerned = (own > 0) & (seen.owner[_firsts(group_of)] == NONE)
    group, pair = picked_rows(starts_of(seen.row, seen.rows), group_row)
    wanted = concerned[group] & (group_outlet[group] != seen.outlet[pair])
    group, pair = group[wanted], pair[wanted]
    undercut, cannibal = _weights(seen, group_of, group, pair, tolerance)
    active = np.flatnonzero((undercut > 0) | (cannibal > 0))
    group, pair, undercut, cannibal = group[active], pair[active], undercut[active], cannibal[active]
    taken = summed(group, undercut + cannibal, len(group_row))
    denominator = (1.0 + summed(seen.row, seen.weight, seen.rows))[group_row]
    loss = own * (1.0 / (denominator - taken) - 1.0 / denominator)
    parts = [(0, undercut), (1, cannibal)]
    columns = [_booked(seen, group_outlet, group, pair, loss, taken, issue, part) for issue, part in parts]
    aggrieved, source, product, issue, counted = (np.concatenate(c) for c in zip(*columns, strict=True))
    return aggrieved, source, product, issue, counted


def _groups(seen: Considered) -> tuple[Integers, Integers, Integers]:
    """Return the group of each pair, and the row and outlet of each group."""
    opens = np.ones(len(seen.row), dtype=bool)
    opens[1:] = (seen.row[1:] != seen.row[:-1]) | (seen.outlet[1:] != seen.outlet[:-1])
    group_of = np.cumsum(opens) - 1
    return group_of, seen.row[opens], seen.outlet[opens]


def _firsts(group_of: Integers) -> Integers:
    return np.flatnonzero(np.diff(group_of, prepend=-1))


def _weights(
    seen: Considered, group_of: Integers, group: Integers, pair: Integers, tolerance: float
) -> tuple[Floats, Floats]:
    """Return what each source's price and each source's presence add to the denominator."""
    groups, products = int(group_of[-1]) + 1 if len(group_of) else 0, int(seen.product.max(initial=-1)) + 1
    mine = np.full((groups, products), np.nan)
    mine[group_of, seen.product] = seen.price
    makers = int(seen.maker.max(initial=-1)) + 1
    sells = np.zeros((groups, makers), dtype=bool)
    sells[group_of, seen.maker] = True
    reference = np.maximum(seen.floor[pair], mine[group, seen.product[pair]])
    lowest = np.maximum(seen.floor[pair], mine[group, seen.product[pair]] * (1.0 - tolerance))
    lower = np.flatnonzero(seen.price[pair] < lowest)  # false where the outlet has no such product: NaN
    weight = seen.weight[pair]
    at_reference = weight.copy()
    moved = seen.sensitivity[seen.row[pair[lower]]] * (reference[lower] - seen.price[pair[lower]])
    at_reference[lower] = weight[lower] * exp_many(-moved)
    direct = (seen.owner[pair] == seen.maker[pair]) & sells[group, seen.maker[pair]]
    return weight - at_reference, np.where(direct, at_reference, 0.0)


def _booked(
    seen: Considered,
    group_outlet: Integers,
    group: Integers,
    pair: Integers,
    loss: Floats,
    taken: Floats,
    issue: int,
    part: Floats,
) -> tuple[Integers, ...]:
    counted = np.rint(loss[group] * (part / taken[group]) * HARM_STEPS).astype(np.int64)
    kept = np.flatnonzero(counted)
    pair = pair[kept]
    issues = np.full(len(kept), issue, dtype=np.int64)
    return group_outlet[group[kept]], seen.outlet[pair], seen.product[pair], issues, counted[kept]
