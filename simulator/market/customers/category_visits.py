"""Category visits: a week's visits for one category and what came of them, and all of them put together."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.domain.ledger_entries import STAGES
from simulator.domain.people.utility_term import PURCHASE_REASONS
from simulator.market.customers.choice import Intentions, together
from simulator.market.state.choice_tables import NONE
from simulator.market.state.experienced import Experienced
from simulator.market.state.shopping_outcome import ShoppingOutcome

CONSIDERING, BUYING, BOUGHT = map(STAGES.index, ("considering", "buying", "bought"))
OUT_OF_STOCK = PURCHASE_REASONS.index("out_of_stock")

AS_VISITED = ("onset", "luck_week", "overtook", "asks_anew", "stays_open", "advised_anew", "source")
"""Columns that are handed on as they are."""

type Booked = Counter[tuple[int, int, int, int, int]]
type Counted = tuple[Integers, Integers, Integers, Integers]
"""Customers that have a product, or have it in use [C, P], that have left a category [Q, C], and members
of communities [C, P]."""
type Sums = dict[tuple[int, int], tuple[int, int, int]]


@dataclass(frozen=True)
class CategoryVisits:
    """What came of a week's visits for one category: one row a customer that looked."""

    intentions: Intentions
    onset: Integers
    """Week in which each need arose."""
    luck_week: Integers
    """Week of the luck that it had, with its number within the week."""
    overtook: Integers
    """Week in which the need that it displaced arose, with its number within its week, or 0."""
    got: Integers
    waits: Integers
    asks_anew: Flags
    advised_anew: Flags
    stays_open: Flags
    source: Integers
    """What brought each need, medium by number, or NONE."""
    category: int


def furthest_stage(intentions: Intentions, is_met: Flags) -> Integers:
    """Return how far each visit came, as a place in `STAGES`; what is met was wanted, known and seen."""
    seen = np.where(intentions.sees, CONSIDERING, intentions.knows.astype(np.int64))
    return np.where(is_met, BOUGHT, np.where(intentions.wanted != NONE, BUYING, seen))


def promotions_taken(every: Intentions, got: Integers, waits: Integers) -> Integers:
    """Return under which promotional price each visit's offer was taken or ordered, or NONE."""
    taken = np.where(got == every.first, every.first_promotion, every.second_promotion)
    return np.where(got != NONE, taken, np.where(waits != NONE, every.waits_promotion, NONE))


def taken_at_home(intentions: Intentions, got: Integers) -> Floats:
    """Return what was taken is worth at home, or what was ordered where nothing was taken [rows, 3]."""
    first, second, waits = intentions.at_home
    taken = np.where((got == intentions.first)[:, None], first, second)
    return np.where((got == NONE)[:, None], waits, taken)


def came_as_hoped(every: Intentions, got: Integers, waits: Integers) -> Flags:
    """Say of each visit whether what was wanted was had, or ordered where nothing else would do."""
    had: Flags = (got != NONE) & (every.first == got) & (every.wanted == got)
    ordered: Flags = (waits != NONE) & (every.first == NONE) & (every.wanted == waits)
    return had | ordered


def gathered(
    visits: list[CategoryVisits],
    counts: Mapping[str, Any],
    booked: Booked,
    sums: Sums,
    people: Counted,
    experienced: Experienced,
) -> ShoppingOutcome:
    """Put the week together, visits in their order; *counts*: what was counted, by name."""
    every = together([one.intentions for one in visits])

    def joined(name: str) -> Any:
        return np.concatenate([getattr(one, name) for one in visits])

    got, waits = joined("got"), joined("waits")
    return ShoppingOutcome(
        customer=every.customer,
        category=np.concatenate([np.full(len(one.got), one.category) for one in visits]),
        **{name: joined(name) for name in AS_VISITED},
        wanted=every.wanted,
        got=got,
        waits=waits,
        promotion=promotions_taken(every, got, waits),
        adviser=every.adviser,
        considered=every.considered,
        tipped=np.where(came_as_hoped(every, got, waits), every.tipped, OUT_OF_STOCK),
        **counts,
        harm={key: amount for key, amount in booked.items() if amount},
        surplus=sums,
        experienced=experienced,
        at_home=taken_at_home(every, got),
        alternatives=every.alternatives,
        chosen=np.where(every.first == NONE, every.waits, every.first),
        having=people[0],
        owners=people[1],
        gone=people[2],
        members=people[3],
    )
