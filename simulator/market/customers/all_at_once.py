"""All at once: customers as columns, the same week as `one_by_one` in the same arithmetic.

Customers are taken in blocks that fit the cache. Of a block, only those with a need are looked at, and
of what they have at hand only what they know and what is carried.
"""

from collections import Counter
from dataclasses import replace

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import KeyedRandom, happens
from simulator.domain.conflict.issues import CONDUCTS, ISSUES
from simulator.domain.ledger_entries import HELD_BACK
from simulator.market.customers.category_visits import (
    Booked,
    CategoryVisits,
    Sums,
    furthest_stage,
    gathered,
)
from simulator.market.customers.choice import Intentions, intentions_of, together
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.looking_again import LookingAgain
from simulator.market.customers.open_needs import CANCELLED, MET, VISITS, Lookers, OpenNeeds
from simulator.market.customers.own_memory import own_columns
from simulator.market.customers.population_draw import People, reached_anew
from simulator.market.customers.taking_home import TakingHome
from simulator.market.customers.visit_surplus import Surplus
from simulator.market.state.choice_tables import NONE, RunTables, ShoppingOutcome, WeekTables
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.utility_terms import UtilityTerms
from simulator.mechanisms.choice.rationing import ration
from simulator.mechanisms.conflict.harm import Booked as Harm
from simulator.mechanisms.experience.return_decision import is_kept

BLOCK, LOOKERS = 32_768, 8192
"""How many customers are asked at once whether they need something, and how many look at once."""


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
            own=own_columns(terms.of_products, customers, len(run_tables.products)),
            reach=traits.reach,
        )
        self.needs = OpenNeeds(run_tables, people.cell.astype(np.int64))
        self.again = LookingAgain(self.columns, terms)
        self.taking_home = TakingHome(self.columns, run_tables, terms, traits)

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""
        booked: Booked = Counter()
        sums: Sums = {}
        visits: list[CategoryVisits] = []
        self.taking_home.tables = week_tables
        self.again.open_week(week_tables)
        for category in range(len(self.run_tables.categories)):
            lookers = self.lookers(week_tables, category)
            intentions = self.intentions(week_tables, category, lookers, booked, sums)
            visits.append(self.served(week_tables, category, lookers, intentions))
        self.again.bought[:] = False
        new_owners = self.take_home(visits)
        self.needs.count_open(self.columns.waiting)
        counts = self.needs.flows, self.needs.stages
        outcome = gathered(visits, counts, booked, sums, new_owners, self.taking_home.closed())
        self.needs.begin_week()
        return outcome

    def lookers(self, week_tables: WeekTables, category: int) -> Lookers:
        """Return the customers that look for something of a category: a need arises, or one is open."""
        waiting, week = self.columns.waiting[:, category], week_tables.week
        looking = ConsiderationSet(self.columns, week_tables, category, np.arange(len(waiting)))
        renewed = np.zeros(len(waiting), dtype=bool)
        if self.needs.lasts(category):
            chance = self.needs.terms.renewed[category].take(looking.cell)
            renewed = happens(looking.luck("need renewed"), chance)
        searching = self.needs.look(category, week, self.arising(week_tables, category), waiting, renewed)
        lookers = self.looking_again(week_tables, category, searching)
        self.needs.count(category, VISITS, lookers.who)
        return lookers

    def looking_again(self, week_tables: WeekTables, category: int, searching: Lookers) -> Lookers:
        """Return those of customers with an open need that look this week: for the rest nothing is better."""
        who, weeks = searching.who, searching.weeks_open
        if weeks is None:
            return searching
        looks = searching.luck_week == week_tables.week
        looks |= self.needs.ends(category, searching, self.kept(week_tables, category, who))
        if category in self.again.at_hand:
            looks |= self.again.widened(category, who, weeks)
            searching = replace(searching, at_hand=self.again.at_hand[category][who])
        return searching.some(looks | self.again.due(category, who))

    def kept(self, week_tables: WeekTables, category: int, who: Integers) -> Flags:
        """Say which needs are not given up this week, by chance, if they are not met."""
        looking = ConsiderationSet(self.columns, week_tables, category, who)
        return happens(looking.luck("need kept"), looking.at(self.needs.terms.kept))

    def arising(self, week_tables: WeekTables, category: int) -> Flags:
        """Say of each customer whether a need arises this week."""
        people = len(self.columns.people.key)
        arises = np.zeros(people, dtype=bool)
        for start in range(0, people, BLOCK):
            who = np.arange(start, min(start + BLOCK, people))
            arises[who] = ConsiderationSet(self.columns, week_tables, category, who).needs_arise()
        return arises

    def intentions(
        self, week_tables: WeekTables, category: int, lookers: Lookers, booked: Booked, sums: Sums
    ) -> Intentions:
        """Return what everybody with a need in a category wants, block by block; book harm and surplus."""
        blocks = []
        for start in range(0, max(1, len(lookers.who)), LOOKERS):  # where nobody looks, a block of nobody
            some = lookers.some(slice(start, start + LOOKERS))
            looking = ConsiderationSet(
                self.columns, week_tables, category, some.who, some.luck_week, some.weeks_open, some.at_hand
            )
            intentions, harm, surplus = intentions_of(looking)
            blocks.append(intentions)
            book(booked, harm, self.run_tables)
            add_up(sums, category, surplus)
        return together(blocks)

    def served(
        self, week_tables: WeekTables, category: int, lookers: Lookers, intentions: Intentions
    ) -> CategoryVisits:
        """Let customers take what is left when their turn comes, and close the needs that are over."""
        who, lasts = intentions.customer, self.needs.lasts(category)
        looking = ConsiderationSet(self.columns, week_tables, category, who)
        got = ration(intentions.first, intentions.second, looking.luck("arrival"), week_tables.stock.ravel())
        waits = np.where(got == NONE, intentions.waits, NONE)
        self.wait(who[waits != NONE], category)
        met, ordered = got != NONE, waits != NONE
        kept = self.kept(week_tables, category, who) if lasts else met
        stage = furthest_stage(intentions, met | ordered)
        asks, advised = self.needs.anew(category, who, intentions.wanted, intentions.adviser)
        stays = self.needs.close(category, week_tables.week, who, stage, (met, ordered, kept))
        if lasts:
            lacks = intentions.lacks[stays], intentions.lacks_in_crowd[stays]
            self.again.note(category, who[stays], lacks)
        reasons = np.zeros((len(self.run_tables.cells), len(HELD_BACK)), dtype=np.int64)
        over = np.flatnonzero((intentions.reason_not_to_buy != NONE) & ~(stays | met | ordered))
        np.add.at(reasons, (looking.cell.take(over), intentions.reason_not_to_buy.take(over)), 1)
        onset, overtook = lookers.onset(week_tables.week), lookers.overtaken()
        return CategoryVisits(intentions, onset, overtook, got, waits, asks, advised, stays, reasons)

    def take_home(self, visits: list[CategoryVisits]) -> Integers:
        """Remember what everybody took, category by category; return first-time owners [C, P]."""
        new_owners = np.zeros((len(self.run_tables.cells), len(self.run_tables.products)), dtype=np.int64)
        for one in visits:
            met = one.got != NONE
            new_owners += self.take(one.intentions.customer[met], one.got[met])
        return new_owners

    def take(self, who: Integers, offer: Integers) -> Integers:
        """Let customers take offers home, in order, each customer once; return first-time owners [C, P]."""
        products, columns = len(self.run_tables.products), self.columns
        new_owners = np.zeros((len(self.run_tables.cells), products), dtype=np.int64)
        product = offer % products
        is_new = ~columns.experience[who, product]
        np.add.at(new_owners, (columns.people.cell[who[is_new]], product[is_new]), 1)
        columns.experience[who, product] = True
        if self.again.remembers:
            self.again.bought[who] = True
        self.taking_home.take(who, offer)
        return new_owners

    def luck_of_units(self) -> Floats:
        """Return what the luck of units is worth that were taken home since this was asked last [utils]."""
        return self.taking_home.luck_of_units()

    def price_sensitivity(self, who: Integers) -> Floats:
        """Return customers' price sensitivities [utils per currency]."""
        return self.columns.people.price_sensitivity.take(who).astype(np.float64)

    def keeps(self, who: Integers, offer: Integers, value: Floats, back: Floats) -> Flags:
        """Say which customers keep units that they could send back, as `Keeper.keeps`."""
        del offer  # customers of one's own may look at it
        kept: Flags = is_kept(value, self.price_sensitivity(who), back)
        return kept

    def reach_anew(self, reach: Floats) -> None:
        """Let outlets be at hand for other shares of customers from now on."""
        self.columns.people = reached_anew(self.run_tables, self.columns.people, self.columns.dice, reach)
        self.columns.reach = reach
        self.columns.__dict__.pop("at_hand", None)

    def hand_over(self, who: Integers, category: Integers, offer: Integers) -> Integers:
        """Let customers take home what they had waited for, in order; return first-time owners [C, P]."""
        self.end_waiting(who, category, MET)
        return self.take(who, offer)

    def wait(self, who: Integers, category: int) -> None:
        """Let customers wait for what they have ordered."""
        self.columns.waiting[who, category] = True

    def release(self, who: Integers, category: Integers) -> None:
        """Let customers whose order is cancelled wait no longer."""
        self.end_waiting(who, category, CANCELLED)

    def end_waiting(self, who: Integers, category: Integers, flow: int) -> None:
        """Close needs for which an order was waited for."""
        self.columns.waiting[who, category] = False
        for number in range(len(self.run_tables.categories)):
            self.needs.count(number, flow, who[category == number])


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
    for cell, (needs, believed, experienced) in enumerate(surplus):
        if needs or believed or experienced:
            before = sums.get((category, cell), (0, 0, 0))
            sums[category, cell] = before[0] + needs, before[1] + believed, before[2] + experienced
