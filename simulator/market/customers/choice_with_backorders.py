"""Planning: what customers take if it is there and what they order if it is not, as `visit.planned`.

Waiting is one more way to have an offer, weighed by the same utility and luck, so no draw is added. An order
is never turned away, so rationing is not affected. What can be ordered is in the choice set of harm and
surplus. While a customer waits it has no other need of the category, and a short supply harms only when it
gives up.
"""

from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.numerics.ragged import highest, picked, two_highest
from simulator.market.customers.consideration import Seen
from simulator.market.state.choice_tables import NONE


@dataclass(frozen=True)
class Plan:
    """What each row means to do, as places of pairs or NONE; and of each pair how it is considered."""

    first: Integers
    second: Integers
    waits: Integers
    """What is ordered by a customer that gets neither."""
    waiting: Floats
    """What having to wait takes away [utils]."""
    value: Floats
    """Utility without luck, with waiting where there is no other way [utils]."""
    total: Floats
    """The same with luck [utils]."""
    if_ordered: Floats
    """With luck and with waiting, even where it is in stock [utils]."""


def ranked(row: Integers, total: Floats, nothing: Floats) -> tuple[Integers, Integers, Floats]:
    """Return each row's first and second choice as places of pairs, and the utility of the first.

    NONE where not buying is better.
    """
    best, most, next_best, next_most = two_highest(row, total, len(nothing))
    first = np.where(most > nothing, best, NONE)
    second = np.where(next_most > nothing, next_best, NONE)
    return first, second, np.maximum(most, nothing)


def if_all_were_there(seen: Seen, total: Floats, nothing: Floats) -> Integers:
    """Return the offer each row would have taken had everything been in stock."""
    best, most = highest(seen.row, total, len(nothing))
    return picked(seen.offer, np.where(most > nothing, best, NONE))


def planned(
    row: Integers, value: Floats, luck: Floats, wait: Floats, in_stock: Flags, nothing: Floats
) -> Plan:
    """Let customers plan where some outlets take orders.

    Pair by pair what it is worth if it is there, this week's luck, what waiting for it costs and whether it
    is in stock; of each row what going without is worth.
    """
    waiting = np.where(in_stock, 0.0, wait)
    considered = value + waiting
    total, if_ordered = considered + luck, (value + wait) + luck
    shelf, gone = np.flatnonzero(in_stock), np.flatnonzero(~in_stock)
    first, second, _ = ranked(row.take(shelf), total.take(shelf), nothing)
    first, second = picked(shelf, first), picked(shelf, second)
    order, most = highest(row.take(gone), total.take(gone), len(nothing))
    order = np.where(most > nothing, picked(gone, order), NONE)
    bar = np.maximum(most, nothing)
    first = np.where(bar > _of(total, first), NONE, first)
    order, bar = _or_ordered(order, bar, first, if_ordered)
    second = np.where(bar > _of(total, second), NONE, second)
    order, _ = _or_ordered(order, bar, second, if_ordered)
    return Plan(first, second, order, waiting, considered, total, if_ordered)


def _or_ordered(order: Integers, bar: Floats, tried: Integers, total: Floats) -> tuple[Integers, Floats]:
    """Return what is ordered by customers that found an offer sold out: there, if that is better."""
    there = _of(total, tried)
    return np.where(there > bar, tried, order), np.maximum(there, bar)


def _of(values: Floats, places: Integers) -> Floats:
    """Return values[places], minus infinity where there is no place."""
    found = np.full(len(places), -np.inf)
    there = np.flatnonzero(places != NONE)
    found[there] = values.take(places.take(there))
    return found
