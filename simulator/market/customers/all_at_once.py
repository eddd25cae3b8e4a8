"""All at once: customers as columns, the same week as `one_by_one` in the same arithmetic.

Customers are taken in blocks that fit the cache. Of a block, only those with a need are looked at, and
of what they have at hand only what they know and what is carried.
"""

from collections import Counter

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.base.keyed_random import KeyedRandom
from simulator.domain.conflict.issues import CONDUCTS, ISSUES
from simulator.market.customers.choice import Intentions, Surplus, together, wishes_of
from simulator.market.customers.consideration import Columns, ConsiderationSet
from simulator.market.customers.crowd import empty_stages, nobody_held_back
from simulator.market.customers.population_draw import People
from simulator.market.state.choice_tables import NONE, TIPS, RunTables, ShoppingOutcome, WeekTables
from simulator.mechanisms.choice.rationing import ration
from simulator.mechanisms.conflict.harm import Booked as Harm

BLOCK = 32_768
OUT_OF_STOCK = TIPS.index("out_of_stock")

type Booked = Counter[tuple[int, int, int, int, int]]
type Sums = dict[tuple[int, int], tuple[int, int]]


class AllAtOnce:
    """Customers as columns: who they are, and what they have and remember."""

    def __init__(self, run_tables: RunTables, people: People, dice: KeyedRandom) -> None:
        self.run_tables = run_tables
        self.columns = Columns(
            run_tables,
            people,
            dice,
            experience=np.zeros((len(people.key), len(run_tables.products)), dtype=bool),
            last_outlet=np.full(len(people.key), NONE, dtype=np.int64),
            waiting=np.zeros((len(people.key), len(run_tables.categories)), dtype=bool),
        )

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""
        booked: Booked = Counter()
        sums: Sums = {}
        stages, held_back = empty_stages(self.run_tables), nobody_held_back(self.run_tables)
        all_wishes, all_got, all_waits = [], [], []
        for category in range(len(self.run_tables.categories)):
            wishes = self.wishes(week_tables, category, booked, sums)
            errand = ConsiderationSet(self.columns, week_tables, category, wishes.customer)
            arrival = errand.luck("arrival")
            got = ration(wishes.first, wishes.second, arrival, week_tables.stock.ravel())
            waits = np.where(got == NONE, wishes.waits, NONE)
            self.columns.waiting[wishes.customer[waits != NONE], category] = True
            self.count(stages[category], wishes, (got != NONE) | (waits != NONE))
            self.count_held_back(held_back[category], wishes)
            all_wishes.append(wishes)
            all_got.append(got)
            all_waits.append(waits)
        new_owners = self.take_home(all_wishes, all_got)
        return gathered(all_wishes, (all_got, all_waits), stages, held_back, booked, sums, new_owners)

    def wishes(self, week_tables: WeekTables, category: int, booked: Booked, sums: Sums) -> Intentions:
        """Return what everybody with a need in a category wants, block by block; book harm and surplus."""
        blocks, people = [], len(self.columns.people.key)
        for start in range(0, max(1, people), BLOCK):  # where nobody lives, a block of nobody
            everyone = np.arange(start, min(start + BLOCK, people))
            wishes, harm, surplus = wishes_of(
                ConsiderationSet(self.columns, week_tables, category, everyone).needing()
            )
            blocks.append(wishes)
            book(booked, harm, self.run_tables)
            add_up(sums, category, surplus)
        return together(blocks)

    def count(self, stages: Integers, wishes: Intentions, is_met: Flags) -> None:
        """Count how far each need came [C, 5]."""
        cell = self.columns.people.cell[wishes.customer]
        everybody = np.ones(len(cell), dtype=bool)
        came_to = (everybody, wishes.knows, wishes.sees, wishes.wanted != NONE, is_met)
        for stage, reached in enumerate(came_to):
            stages[:, stage] += np.bincount(cell[reached], minlength=len(stages))

    def count_held_back(self, counts: Integers, wishes: Intentions) -> None:
        """Count what held back those who went without [C, 4]."""
        rows = np.flatnonzero(wishes.held_back != NONE)
        cell = self.columns.people.cell[wishes.customer.take(rows)]
        np.add.at(counts, (cell, wishes.held_back.take(rows)), 1)

    def take_home(self, all_wishes: list[Intentions], all_got: list[Integers]) -> Integers:
        """Remember what everybody took, category by category; return first-time owners [C, P]."""
        new_owners = np.zeros((len(self.run_tables.cells), len(self.run_tables.products)), dtype=np.int64)
        for wishes, got in zip(all_wishes, all_got, strict=True):
            new_owners += self.take(wishes.customer[got != NONE], got[got != NONE])
        return new_owners

    def take(self, who: Integers, offer: Integers) -> Integers:
        """Remember what customers took, in order, nobody the same twice; return first-time owners [C, P]."""
        products, columns = len(self.run_tables.products), self.columns
        new_owners = np.zeros((len(self.run_tables.cells), products), dtype=np.int64)
        product = offer % products
        is_new = ~columns.experience[who, product]
        np.add.at(new_owners, (columns.people.cell[who[is_new]], product[is_new]), 1)
        columns.experience[who, product] = True
        columns.last_outlet[who] = offer // products
        return new_owners

    def hand_over(self, who: Integers, category: Integers, offer: Integers) -> Integers:
        """Let customers take home what they had waited for, in order; return first-time owners [C, P]."""
        self.release(who, category)
        return self.take(who, offer)

    def release(self, who: Integers, category: Integers) -> None:
        """Let customers wait no longer."""
        self.columns.waiting[who, category] = False


def book(booked: Booked, harm: Harm, run_tables: RunTables) -> None:
    """Add harm to what is booked; sums are of whole numbers, so their order is free."""
    aggrieved, source, product, issue, conduct, amount = harm
    if len(amount):
        shape = (
            len(run_tables.outlets),
            len(run_tables.outlets),
            len(run_tables.products),
            len(ISSUES),
            len(CONDUCTS),
        )
        numbers = np.ravel_multi_index((aggrieved, source, product, issue, conduct), shape)
        found, at = np.unique(numbers, return_inverse=True)
        sums = np.bincount(at, weights=amount)  # exact below 2^53
        keys = zip(*(codes.tolist() for codes in np.unravel_index(found, shape)), strict=True)
        for key, total in zip(keys, sums.tolist(), strict=True):
            booked[key] += int(total)


def add_up(sums: Sums, category: int, surplus: Surplus) -> None:
    """Add the needs of each cell, and their surplus, to what is added up."""
    for cell, (needs, amount) in enumerate(surplus):
        if needs:
            before = sums.get((category, cell), (0, 0))
            sums[category, cell] = (before[0] + needs, before[1] + amount)


def gathered(
    all_wishes: list[Intentions],
    ends: tuple[list[Integers], list[Integers]],
    stages: Integers,
    held_back: Integers,
    booked: Booked,
    sums: Sums,
    new_owners: Integers,
) -> ShoppingOutcome:
    """Put the week together, category after category; *ends* are what was got and what is waited for."""
    rows = [len(got) for got in ends[0]]
    before = np.cumsum([0, *rows])[:-1]
    got, waits = (np.concatenate(offers) for offers in ends)

    def joined(name: str) -> Integers:
        return np.concatenate([getattr(wishes, name) for wishes in all_wishes])

    first, wanted = joined("first"), joined("wanted")
    as_hoped = (got != NONE) & (first == got) & (wanted == got)
    as_hoped |= (waits != NONE) & (first == NONE) & (wanted == waits)
    got_tariff = np.where(got == first, joined("first_tariff"), joined("second_tariff"))
    return ShoppingOutcome(
        customer=joined("customer"),
        category=np.repeat(np.arange(len(rows)), rows),
        wanted=wanted,
        got=got,
        waits=waits,
        tariff=np.where(got != NONE, got_tariff, np.where(waits != NONE, joined("waits_tariff"), NONE)),
        adviser=joined("adviser"),
        considered=joined("considered"),
        tipped=np.where(as_hoped, joined("tipped"), OUT_OF_STOCK),
        stages=stages,
        held_back=held_back,
        harm={key: amount for key, amount in booked.items() if amount},
        surplus=sums,
        choice_sets=(
            np.concatenate([w.set_row + at for w, at in zip(all_wishes, before, strict=True)]),
            joined("set_offer"),
        ),
        new_owners=new_owners,
    )
