"""All at once: customers as columns, the same week as `one_by_one` in the same arithmetic.

Customers are taken in blocks that fit the cache. Of a block, only those with a need are looked at, and
of what they have at hand only what they know and what is carried.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import KeyedRandom, happens
from simulator.domain.ledger_entries import HELD_BACK
from simulator.market.customers.belongings import Belongings
from simulator.market.customers.booking import add_up, book
from simulator.market.customers.buying_ahead import Bought, bought_this_week, each_ahead, units_bought_ahead
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
from simulator.market.customers.needs_arising import (
    Arising,
    each_arising,
    lacks_use,
    needs_of_all,
    renewed,
    use_up,
    won_back,
)
from simulator.market.customers.open_needs import CANCELLED, MET, VISITS, Lookers, OpenNeeds
from simulator.market.customers.own_memory import own_columns
from simulator.market.customers.owners_at_start import equip_owners
from simulator.market.customers.population_draw import People, reached_anew
from simulator.market.customers.taking_home import TakingHome
from simulator.market.customers.using import each_once, leave, put_to_use, week_of_purchase
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.market.state.need_terms import ORDINAL
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.shopping_outcome import ShoppingOutcome
from simulator.market.state.utility_terms import UtilityTerms
from simulator.mechanisms.choice.rationing import ration

LOOKERS = 8192
"""How many customers look at once."""


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
            waiting=np.zeros((customers, len(run_tables.categories)), dtype=np.int16),
            belongings=Belongings.none(run_tables, customers),
            memory={
                name: np.full(customers, first, dtype=np.float64) for name, first in terms.remembers.items()
            },
            own=own_columns(terms.of_products, customers, len(run_tables.products)),
            reach=traits.reach,
        )
        equip_owners(self.columns)
        self.needs = OpenNeeds(run_tables, people.cell.astype(np.int64))
        self.again = LookingAgain(self.columns, terms)
        self.taking_home = TakingHome(self.columns, run_tables, terms, traits)

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""
        booked: Booked = Counter()
        sums: Sums = {}
        visits: list[CategoryVisits] = []
        self.taking_home.tables, self.left = week_tables, week_tables.stock.ravel().copy()
        self.again.open_week(week_tables)
        new_owners = self.none_yet()
        for category in range(len(self.run_tables.categories)):
            for arising in self.rounds(week_tables, category, visits):
                lookers = self.lookers(week_tables, category, arising)
                intentions = self.intentions(week_tables, category, lookers, booked, sums)
                visits.append(self.served(week_tables, category, lookers, intentions))
                if self.takes_at_once(category):
                    new_owners += self.take_home(visits[-1])
        for visit in visits:
            if not self.takes_at_once(visit.category):
                new_owners += self.take_home(visit)
        self.needs.count_open(self.columns.waiting)
        counts = self.needs.flows, self.needs.stages
        cell, week = self.columns.people.cell, week_tables.week
        people = new_owners, *self.columns.belongings.counted(cell, week)
        outcome = gathered(visits, counts, booked, sums, people, self.taking_home.closed())
        self.needs.begin_week()
        return outcome

    def takes_at_once(self, category: int) -> bool:
        """Say whether goods are taken home before the next need of the week is looked at."""
        return bool(self.run_tables.needs.counted[category].any())

    def none_yet(self) -> Integers:
        """Return no first-time owners [C, P]."""
        return np.zeros((len(self.run_tables.cells), len(self.run_tables.products)), dtype=np.int64)

    def rounds(
        self, week_tables: WeekTables, category: int, visits: list[CategoryVisits]
    ) -> Iterator[Arising]:
        """Yield needs that arise, one of each customer at a time, and then what is bought ahead beside them.

        *visits* has what came of each before the next is asked for.
        """
        before = len(visits)
        yield from self.each_arising(week_tables, category)
        if not self.needs.terms.pantry[category].any():
            return
        bought = bought_this_week(visits[before:], week_tables)
        looking = ConsiderationSet(self.columns, week_tables, category, bought.who)
        wanted, arrival = self.ahead(looking, bought), looking.luck("arrival")
        for arising in each_ahead(bought, wanted, self.left, arrival, len(self.columns.people.key)):
            yield arising
            self.store(category, visits[-1].intentions.customer[visits[-1].got != NONE])

    def ahead(self, looking: ConsiderationSet, bought: Bought) -> Integers:
        """Return how many units each of some customers takes for later."""
        return units_bought_ahead(looking, bought)

    def store(self, category: int, who: Integers) -> None:
        """Let customers keep a unit for later."""
        self.columns.belongings.pantry[who, category] += 1

    def each_arising(self, week_tables: WeekTables, category: int) -> Iterator[Arising]:
        """Return the needs that arise this week: the first of each customer, then the second, and so on."""
        everybody = np.arange(len(self.columns.people.key))
        looking = ConsiderationSet(self.columns, week_tables, category, everybody)
        if self.run_tables.needs.leave(category):
            self.columns.belongings.left[won_back(looking), category] = False
        counts, units = needs_of_all(looking), looking.at(self.needs.terms.units)
        use_up(looking)
        self.is_waiting = self.columns.waiting[:, category] > 0
        return each_arising(
            renewed(looking, counts > 0), counts, units, week_tables.week, lambda: lacks_use(looking)
        )

    def lookers(self, week_tables: WeekTables, category: int, arising: Arising) -> Lookers:
        """Return the customers that look for something of a category: a need arises, or one is open."""
        waiting, week = self.columns.waiting[:, category] > 0, week_tables.week
        if arising.of_same_need:
            waiting = self.is_waiting
        looking = ConsiderationSet(self.columns, week_tables, category, np.arange(len(waiting)))
        anew = np.zeros(len(waiting), dtype=bool)
        if self.needs.lasts(category):
            chance = self.needs.terms.renewed[category].take(looking.cell)
            anew = happens(looking.luck("need renewed"), chance)
        searching = self.needs.look(category, week, arising, waiting, anew)
        lookers = self.looking_again(week_tables, category, searching)
        self.needs.count(category, VISITS, lookers.who)
        return lookers

    def looking_again(self, week_tables: WeekTables, category: int, searching: Lookers) -> Lookers:
        """Return those of customers with an open need that look this week: for the rest nothing is better."""
        who, weeks = searching.who, searching.weeks_open
        if weeks is None:
            return searching
        looks = np.asarray(searching.luck_week) % ORDINAL == week_tables.week
        looks |= np.asarray(weeks) == 0
        looks |= self.needs.ends(category, searching, self.kept(week_tables, category, who))
        if category in self.again.at_hand:
            looks |= self.again.widened(category, who, weeks)
            searching = replace(searching, at_hand=self.again.at_hand[category][who])
        return searching.some(looks | self.again.due(category, who))

    def kept(self, week_tables: WeekTables, category: int, who: Integers) -> Flags:
        """Say which needs are not given up this week, by chance, if they are not met."""
        looking = ConsiderationSet(self.columns, week_tables, category, who)
        return happens(looking.luck("need kept"), looking.at(self.needs.terms.kept))

    def intentions(
        self, week_tables: WeekTables, category: int, lookers: Lookers, booked: Booked, sums: Sums
    ) -> Intentions:
        """Return what everybody with a need in a category wants, block by block; book harm and surplus."""
        blocks = []
        for start in range(0, max(1, len(lookers.who)), LOOKERS):  # where nobody looks, a block of nobody
            some = lookers.some(slice(start, start + LOOKERS))
            looking = ConsiderationSet(
                self.columns,
                week_tables,
                category,
                some.who,
                some.luck_week,
                some.weeks_open,
                some.at_hand,
                some.held,
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
        got = ration(intentions.first, intentions.second, looking.luck("arrival"), self.left)
        self.left -= np.bincount(got[got != NONE], minlength=len(self.left))
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
        luck = lookers.luck_of(week_tables.week)
        return CategoryVisits(
            intentions, onset, luck, overtook, got, waits, asks, advised, stays, reasons, category
        )

    def take_home(self, visits: CategoryVisits) -> Integers:
        """Remember what everybody took of a category; return first-time owners [C, P]."""
        met, week = visits.got != NONE, self.taking_home.tables.week
        return self.take(visits.intentions.customer[met], visits.got[met], week, visits.luck_week[met])

    def take(self, who: Integers, offer: Integers, week: int, luck_week: Integers) -> Integers:
        """Let customers take offers home, in order, each customer once; return first-time owners [C, P].

        *luck_week*: the week whose luck the need of each had.
        """
        products, columns = len(self.run_tables.products), self.columns
        new_owners, product = self.none_yet(), offer % products
        is_new = ~columns.experience[who, product]
        np.add.at(new_owners, (columns.people.cell[who[is_new]], product[is_new]), 1)
        columns.experience[who, product] = True
        if self.again.remembers:
            self.again.bought[who] = True
        satisfaction = self.taking_home.take(who, offer)
        put_to_use(columns, who, offer, week, luck_week)
        leave(columns, who, product, week_of_purchase(week, luck_week), satisfaction)
        return new_owners

    def reach_anew(self, reach: Floats) -> None:
        """Let outlets be at hand for other shares of customers from now on."""
        self.columns.people = reached_anew(self.run_tables, self.columns.people, self.columns.dice, reach)
        self.columns.reach = reach
        self.columns.__dict__.pop("at_hand", None)

    def hand_over(
        self, who: Integers, category: Integers, offer: Integers, week: int, luck_week: Integers
    ) -> Integers:
        """Let customers take home what they had waited for, in order; return first-time owners [C, P].

        *luck_week*: the week whose luck the need of each had.
        """
        self.end_waiting(who, category, MET)
        new_owners = self.none_yet()
        for some in each_once(who):
            new_owners += self.take(who[some], offer[some], week, luck_week[some])
        return new_owners

    def wait(self, who: Integers, category: int) -> None:
        """Let customers wait for what they have ordered."""
        self.columns.waiting[who, category] += 1

    def release(self, who: Integers, category: Integers) -> None:
        """Let customers whose order is cancelled wait no longer."""
        self.end_waiting(who, category, CANCELLED)

    def end_waiting(self, who: Integers, category: Integers, flow: int) -> None:
        """Close needs for which an order was waited for."""
        np.subtract.at(self.columns.waiting, (who, category), 1)
        for number in range(len(self.run_tables.categories)):
            self.needs.count(number, flow, who[category == number])
