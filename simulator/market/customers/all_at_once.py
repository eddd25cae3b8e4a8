"""All at once: customers as columns, the same week as `one_by_one` in the same arithmetic.

Customers are taken in blocks that fit the cache. Of a block, only those with a need are looked at, and
of what they have at hand only what they know and what is carried.
"""

from collections import Counter

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import KeyedRandom
from simulator.domain.conflict.issues import CONDUCTS, ISSUES
from simulator.domain.people.utility_term import PURCHASE_REASONS
from simulator.market.customers.choice import Intentions, Surplus, intentions_of, together
from simulator.market.customers.consideration import ConsiderationSet, CustomerColumns
from simulator.market.customers.crowd import empty_stages, no_reasons_yet
from simulator.market.customers.population_draw import People, reached_anew
from simulator.market.state.choice_tables import NONE, RunTables, ShoppingOutcome, WeekTables
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.utility_columns import ColumnView
from simulator.market.state.utility_terms import UtilityTerms
from simulator.mechanisms.choice.rationing import ration
from simulator.mechanisms.conflict.harm import Booked as Harm

BLOCK = 32_768
OUT_OF_STOCK = PURCHASE_REASONS.index("out_of_stock")

type Booked = Counter[tuple[int, int, int, int, int]]
type Sums = dict[tuple[int, int], tuple[int, int]]


class AllAtOnce:
    """Customers as columns: their people, what they own, wait for and remember."""

    def __init__(
        self,
        run_tables: RunTables,
        people: People,
        dice: KeyedRandom,
        terms: UtilityTerms,
        traits: OutletTraits,
    ) -> None:
        self.run_tables, self.terms, self.traits = run_tables, terms, traits
        customers = len(people.key)
        self.columns = CustomerColumns(
            run_tables,
            people,
            dice,
            experience=np.zeros((customers, len(run_tables.products)), dtype=bool),
            waiting=np.zeros((customers, len(run_tables.categories)), dtype=bool),
            memory={
                name: np.full(customers, first, dtype=np.float64) for name, first in terms.remembers.items()
            },
        )

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""
        booked: Booked = Counter()
        sums: Sums = {}
        stages, reasons = empty_stages(self.run_tables), no_reasons_yet(self.run_tables)
        all_intentions, all_got, all_waits = [], [], []
        for category in range(len(self.run_tables.categories)):
            intentions = self.intentions(week_tables, category, booked, sums)
            looking = ConsiderationSet(self.columns, week_tables, category, intentions.customer)
            arrival = looking.luck("arrival")
            got = ration(intentions.first, intentions.second, arrival, week_tables.stock.ravel())
            waits = np.where(got == NONE, intentions.waits, NONE)
            self.wait(intentions.customer[waits != NONE], category)
            self.count(stages[category], intentions, (got != NONE) | (waits != NONE))
            self.count_reasons(reasons[category], intentions)
            all_intentions.append(intentions)
            all_got.append(got)
            all_waits.append(waits)
        new_owners = self.take_home(all_intentions, all_got)
        return gathered(all_intentions, (all_got, all_waits), stages, reasons, booked, sums, new_owners)

    def intentions(self, week_tables: WeekTables, category: int, booked: Booked, sums: Sums) -> Intentions:
        """Return what everybody with a need in a category wants, block by block; book harm and surplus."""
        blocks, people = [], len(self.columns.people.key)
        for start in range(0, max(1, people), BLOCK):  # where nobody lives, a block of nobody
            everyone = np.arange(start, min(start + BLOCK, people))
            looking = ConsiderationSet(self.columns, week_tables, category, everyone).needing()
            intentions, harm, surplus = intentions_of(looking)
            blocks.append(intentions)
            book(booked, harm, self.run_tables)
            add_up(sums, category, surplus)
        return together(blocks)

    def count(self, stages: Integers, intentions: Intentions, is_met: Flags) -> None:
        """Count how far each need came [C, 5]."""
        cell = self.columns.people.cell[intentions.customer]
        everybody = np.ones(len(cell), dtype=bool)
        came_to = (everybody, intentions.knows, intentions.sees, intentions.wanted != NONE, is_met)
        for stage, reached in enumerate(came_to):
            stages[:, stage] += np.bincount(cell[reached], minlength=len(stages))

    def count_reasons(self, counts: Integers, intentions: Intentions) -> None:
        """Count what kept customers from buying that went without [C, 4]."""
        rows = np.flatnonzero(intentions.reason_not_to_buy != NONE)
        cell = self.columns.people.cell[intentions.customer.take(rows)]
        np.add.at(counts, (cell, intentions.reason_not_to_buy.take(rows)), 1)

    def take_home(self, all_intentions: list[Intentions], all_got: list[Integers]) -> Integers:
        """Remember what everybody took, category by category; return first-time owners [C, P]."""
        new_owners = np.zeros((len(self.run_tables.cells), len(self.run_tables.products)), dtype=np.int64)
        for intentions, got in zip(all_intentions, all_got, strict=True):
            new_owners += self.take(intentions.customer[got != NONE], got[got != NONE])
        return new_owners

    def take(self, who: Integers, offer: Integers) -> Integers:
        """Let customers take offers home, in order, each customer once; return first-time owners [C, P]."""
        products, columns = len(self.run_tables.products), self.columns
        new_owners = np.zeros((len(self.run_tables.cells), products), dtype=np.int64)
        product = offer % products
        is_new = ~columns.experience[who, product]
        np.add.at(new_owners, (columns.people.cell[who[is_new]], product[is_new]), 1)
        columns.experience[who, product] = True
        self.remember(who, offer)
        return new_owners

    def remember(self, who: Integers, offer: Integers) -> None:
        """Let customers remember the purchase, as terms of utility say."""
        products, columns, memory = len(self.run_tables.products), self.columns, self.columns.memory
        outlet, product = offer // products, offer % products
        cell = columns.people.cell.take(who)
        shopper = ColumnView(
            (memory, lambda column: column.take(who)),
            (self.terms.segment_columns, lambda column: column.take(cell)),
        )
        bought = ColumnView(
            (self.traits.columns, lambda column: column.take(outlet)),
            (self.terms.product_columns, lambda column: column.take(product)),
            outlet=outlet,
            product=product,
        )
        for name, value in self.terms.after_purchase(shopper, bought).items():
            memory[name][who] = value

    def reach_anew(self, reach: Floats) -> None:
        """Let outlets be at hand for other shares of customers from now on."""
        self.columns.people = reached_anew(self.run_tables, self.columns.people, self.columns.dice, reach)
        self.columns.__dict__.pop("at_hand", None)

    def hand_over(self, who: Integers, category: Integers, offer: Integers) -> Integers:
        """Let customers take home what they had waited for, in order; return first-time owners [C, P]."""
        self.release(who, category)
        return self.take(who, offer)

    def wait(self, who: Integers, category: int) -> None:
        """Let customers wait for what they have ordered."""
        self.columns.waiting[who, category] = True

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
    all_intentions: list[Intentions],
    ends: tuple[list[Integers], list[Integers]],
    stages: Integers,
    reasons: Integers,
    booked: Booked,
    sums: Sums,
    new_owners: Integers,
) -> ShoppingOutcome:
    """Put the week together, category after category; *ends* are what was got and what is waited for."""
    every, (got, waits) = together(all_intentions), (np.concatenate(offers) for offers in ends)
    as_hoped = (got != NONE) & (every.first == got) & (every.wanted == got)
    as_hoped |= (waits != NONE) & (every.first == NONE) & (every.wanted == waits)
    taken = np.where(got == every.first, every.first_promotion, every.second_promotion)
    ordered = np.where(waits != NONE, every.waits_promotion, NONE)
    rows = [len(offers) for offers in ends[0]]
    return ShoppingOutcome(
        customer=every.customer,
        category=np.repeat(np.arange(len(rows)), rows),
        wanted=every.wanted,
        got=got,
        waits=waits,
        promotion=np.where(got != NONE, taken, ordered),
        adviser=every.adviser,
        considered=every.considered,
        tipped=np.where(as_hoped, every.tipped, OUT_OF_STOCK),
        stages=stages,
        held_back=reasons,
        harm={key: amount for key, amount in booked.items() if amount},
        surplus=sums,
        alternatives=every.alternatives,
        chosen=np.where(every.first == NONE, every.waits, every.first),
        new_owners=new_owners,
    )
