"""Category visits: a week's visits for one category and what came of them, and all of them put together."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.domain.ledger_entries import STAGES
from simulator.domain.people.utility_term import PURCHASE_REASONS
from simulator.market.customers.choice import Intentions, together
from simulator.market.state.choice_tables import NONE, ShoppingOutcome
from simulator.market.state.experienced import Experienced

CONSIDERING, BUYING, BOUGHT = map(STAGES.index, ("considering", "buying", "bought"))
OUT_OF_STOCK = PURCHASE_REASONS.index("out_of_stock")

type Booked = Counter[tuple[int, int, int, int, int]]
type Sums = dict[tuple[int, int], tuple[int, int, int]]


@dataclass(frozen=True)
class CategoryVisits:
    """What came of a week's visits for one category: one row a customer that looked."""

    intentions: Intentions
    onset: Integers
    """Week in which each need arose."""
    overtook: Integers
    """Week in which the need arose whose place it took, or 0."""
    got: Integers
    waits: Integers
    asks_anew: Flags
    advised_anew: Flags
    stays_open: Flags
    reasons: Integers
    """[C, 4] needs given up, by what kept customers from buying."""


def furthest_stage(intentions: Intentions, is_met: Flags) -> Integers:
    """Return how far each visit came, as a place in `STAGES`; what is met was wanted, known and seen."""
    seen = np.where(intentions.sees, CONSIDERING, intentions.knows.astype(np.int64))
    return np.where(is_met, BOUGHT, np.where(intentions.wanted != NONE, BUYING, seen))


def taken_at_home(intentions: Intentions, got: Integers) -> Floats:
    """Return what was taken is worth at home, or what was ordered where nothing was taken [rows, 3]."""
    first, second, waits = intentions.at_home
    taken = np.where((got == intentions.first)[:, None], first, second)
    return np.where((got == NONE)[:, None], waits, taken)


def gathered(
    visits: list[CategoryVisits],
    counts: tuple[Integers, Integers],
    booked: Booked,
    sums: Sums,
    new_owners: Integers,
    experienced: Experienced,
) -> ShoppingOutcome:
    """Put the week together, category after category; *counts* are the flows and the stages of needs."""
    every = together([one.intentions for one in visits])

    def joined(name: str) -> Any:
        return np.concatenate([getattr(one, name) for one in visits])

    got, waits, rows = joined("got"), joined("waits"), [len(one.got) for one in visits]
    as_hoped = (got != NONE) & (every.first == got) & (every.wanted == got)
    as_hoped |= (waits != NONE) & (every.first == NONE) & (every.wanted == waits)
    taken = np.where(got == every.first, every.first_promotion, every.second_promotion)
    return ShoppingOutcome(
        customer=every.customer,
        category=np.repeat(np.arange(len(rows)), rows),
        **{name: joined(name) for name in ("onset", "overtook", "asks_anew", "stays_open", "advised_anew")},
        wanted=every.wanted,
        got=got,
        waits=waits,
        promotion=np.where(got != NONE, taken, np.where(waits != NONE, every.waits_promotion, NONE)),
        adviser=every.adviser,
        considered=every.considered,
        tipped=np.where(as_hoped, every.tipped, OUT_OF_STOCK),
        needs=counts[0],
        stages=counts[1],
        held_back=np.stack([one.reasons for one in visits]),
        harm={key: amount for key, amount in booked.items() if amount},
        surplus=sums,
        experienced=experienced,
        at_home=taken_at_home(every, got),
        alternatives=every.alternatives,
        chosen=np.where(every.first == NONE, every.waits, every.first),
        new_owners=new_owners,
    )
