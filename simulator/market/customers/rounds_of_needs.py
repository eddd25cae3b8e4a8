"""Rounds of needs: needs of a category that customers look for, one of each customer at a time.

As they arise; beside them, once the first have looked, the needs behind those that a record has just found
something for, one after another, and then, by themselves, the needs that join one.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.market.customers.category_visits import CategoryVisits
from simulator.market.customers.needs_adding_up import NeedsAddingUp
from simulator.market.customers.needs_arising import Arising
from simulator.market.state.choice_tables import NONE


def adding_up(
    needs: NeedsAddingUp,
    category: int,
    arisings: Iterator[Arising],
    visits: list[CategoryVisits],
    ends: Callable[[Integers], Flags],
) -> Iterator[Arising]:
    """Yield needs that arise and, beside them, needs that join or stand behind others in a record.

    *visits* has what came of each before the next is asked for; *ends* says of customers whether the oldest
    of their needs waits no longer than this week.
    """
    together = needs.together.get(category)
    if together is None:
        yield from arisings
        return
    for arising in arisings:
        beside = arising.arises & needs.adds_up_with_open(category)
        yield arising
        if not arising.is_further:
            yield from _behind(needs, category, visits, ends)
        joins = beside & (needs.onset[category] > 0)
        if joins.any():
            yield replace(arising, arises=joins, is_further=True, joins=True)
        if (beside & ~joins).any():
            yield replace(arising, arises=beside & ~joins, is_further=True)


def _behind(
    needs: NeedsAddingUp, category: int, visits: list[CategoryVisits], ends: Callable[[Integers], Flags]
) -> Iterator[Arising]:
    """Yield the needs behind a record's need that is met, ordered for or over, one after another."""
    together = needs.together[category]
    while True:
        last = visits[-1]
        closed = np.flatnonzero(~last.stays_open)
        closed = closed[together.has(last.intentions.customer[closed])]
        who = last.intentions.customer[closed]
        finds: Flags = (last.got[closed] != NONE) | (last.waits[closed] != NONE)
        looks = who[finds | ends(who)]
        if not len(looks):
            return
        arises = np.zeros(needs.onset.shape[1], dtype=bool)
        arises[looks] = True
        yield Arising(arises, is_further=True, is_behind=True)
