"""Presence: by which issue, and by which rule broken, an offer harms an outlet by being there at all.

Several issues may speak of the same offer. The first one of their list has the harm, so that each lost cent
falls to one issue; a rule is broken if any of them says so, whichever has it.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.mechanisms.conflict.considered import Meetings

type Integers = NDArray[np.int64]
type Flags = NDArray[np.bool_]

NONE = -1


class Presence(NamedTuple):
    """An issue by which offers harm by being there."""

    issue: int
    """Number of the issue."""
    harms: Callable[[Meetings], Flags]
    """Says in which meetings the offer harms the group's outlet by being there."""
    breaks: Callable[[Meetings], Flags]
    """Says in which meetings its being there breaks a rule."""


def presence_of(met: Meetings, issues: Sequence[Presence]) -> tuple[Integers, Flags]:
    """Return the issue by which each offer met harms by being there, or NONE, and if it breaks a rule."""
    found = np.full(len(met.pair), NONE, dtype=np.int64)
    breaks = np.zeros(len(met.pair), dtype=bool)
    for one in issues:
        found[one.harms(met) & (found == NONE)] = one.issue
        breaks |= one.breaks(met)
    return found, breaks


def no_rule(met: Meetings) -> Flags:
    """Say of no meeting that a rule is broken."""
    return np.zeros(len(met.pair), dtype=bool)


def direct(met: Meetings) -> Flags:
    """Say which offers are the own ones of a manufacturer that the group's outlet sells for."""
    seen, makers = met.seen, count(met.seen.maker)
    is_direct: Flags = seen.owner == seen.maker
    if not is_direct.any():
        return no_rule(met)
    sells = np.zeros(met.groups * makers, dtype=bool)
    sells[met.group_of * makers + seen.maker] = True
    return is_direct.take(met.pair) & sells.take(met.group * makers + seen.maker.take(met.pair))


def riding(met: Meetings) -> Flags:
    """Say which offers are of others than the customer's adviser, of a maker that the adviser sells for."""
    seen, makers = met.seen, count(met.seen.maker)
    if seen.adviser is None:
        return no_rule(met)
    sells = np.zeros(met.groups * makers, dtype=bool)
    sells[met.group_of * makers + seen.maker] = True
    advised = seen.adviser.take(met.group_row) == met.group_outlet
    elsewhere = met.group_outlet.take(met.group) != seen.outlet.take(met.pair)
    found: Flags = advised.take(met.group) & elsewhere
    return found & sells.take(met.group * makers + seen.maker.take(met.pair))


def diverted(met: Meetings) -> Flags:
    """Say which offers came by a way less meant for the customer's region than the group's same product."""
    seen, products = met.seen, count(met.seen.product)
    if seen.standing is None:
        return no_rule(met)
    mine = np.full(met.groups * products, NONE, dtype=np.int64)
    mine[met.group_of * products + seen.product] = seen.standing
    found: Flags = seen.standing.take(met.pair) < mine.take(
        met.group * products + seen.product.take(met.pair)
    )
    return found


def intruding(met: Meetings) -> Flags:
    """Say which offers are of products for which the group's outlet, and not theirs, holds the territory."""
    seen, products = met.seen, count(met.seen.product)
    if not seen.territory.any():
        return no_rule(met)
    holds = np.zeros(met.groups * products, dtype=bool)
    holds[met.group_of * products + seen.product] = seen.territory
    return holds.take(met.group * products + seen.product.take(met.pair)) & ~seen.territory.take(met.pair)


def intruding_indirectly(met: Meetings) -> Flags:
    """Say which of these are not the own offers of the product's manufacturer."""
    is_direct = met.seen.owner == met.seen.maker
    found: Flags = intruding(met) & ~is_direct.take(met.pair)
    return found


def count(codes: Integers) -> int:
    """Return how many codes there are at most."""
    return int(codes.max(initial=-1)) + 1
