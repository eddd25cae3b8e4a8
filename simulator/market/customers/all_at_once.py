"""All at once: customers as columns, the same week as `one_by_one` in the same arithmetic.

Customers are taken in blocks that fit the cache. Of a block, only those with a need are looked at, and
of what they have at hand only what they know and what is carried.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.base.keyed_random import happens
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
from simulator.market.customers.counterfactual_offers import Done
from simulator.market.customers.lookers import Lookers
from simulator.market.customers.losing_needs import LosingNeeds
from simulator.market.customers.meeting_ads import MeetingAds
from simulator.market.customers.needs_arising import (
    Arising,
    each_arising,
    lacks_use,
    needs_of_all,
    renewed,
    won_back,
)
from simulator.market.customers.open_needs import VISITS
from simulator.market.customers.outlets_seen import no_traffic, traffic_at
from simulator.market.customers.rounds_of_needs import adding_up
from simulator.market.customers.suggestions import (
    came_of,
    hear_suggestion,
    needs_suggested,
    suggestions_of,
)
from simulator.market.state.choice_tables import NONE, WeekTables
from simulator.market.state.luck_weeks import ORDINAL
from simulator.market.state.shopping_outcome import ShoppingOutcome
from simulator.market.state.suggestions_made import SuggestionsMade
from simulator.mechanisms.choice.rationing import ration

LOOKERS = 8192
"""How many customers look at once."""


class AllAtOnce(LosingNeeds):
    """Customers as columns, shopping."""

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""
        booked: Booked = Counter()
        sums: Sums = {}
        visits: list[CategoryVisits] = []
        self.taking_home.tables, self.left = week_tables, week_tables.stock.ravel().copy()
        self.again.open_week(week_tables)
        self.traffic = no_traffic(self.run_tables)
        self.ads = MeetingAds(week_tables.ads, self.run_tables, self.sources)
        # what a first need took is at home before the second of the week is looked at; then all is taken home
        # in the order of visits, which is that of units that may be sent back
        at_once = bool((self.run_tables.needs.counted | self.run_tables.needs.adds_up).any())
        for category in range(len(self.run_tables.categories)):
            for arising in self.rounds(week_tables, category, visits):
                visits.append(self.visited(week_tables, category, arising, booked, sums))
                if at_once:
                    self.take_home(visits[-1])
        for visit in () if at_once else visits:
            self.take_home(visit)
        suggested: SuggestionsMade | None = None
        if self.run_tables.suggestions.is_on:
            suggested = self.follow_suggestions(week_tables, visits, booked, sums)
        self.needs.count_open(self.columns.waiting)
        self.needs.close_purchases(week_tables.week)
        self.needs.passed.open = self.needs.open_at_stages()
        counts = {**self.needs.counts(), "traffic": self.traffic, "ads_met": self.ads.contacts}
        counts["traffic_sources"] = self.sources.visits()
        cell, week = self.columns.people.cell, week_tables.week
        owners, gone = self.columns.belongings.counted(cell, week)
        people = self.having(owners, week), owners, gone, self.columns.members(week)
        outcome = gathered(visits, counts, booked, sums, people, self.taking_home.closed())
        outcome = replace(outcome, suggestions=suggested, stages_passed=self.needs.passed)
        self.needs.begin_week()
        return outcome

    def visited(
        self, week_tables: WeekTables, category: int, arising: Arising, booked: Booked, sums: Sums
    ) -> CategoryVisits:
        """Let customers look for something of a category, choose, and take what is left."""
        lookers = self.lookers(week_tables, category, arising)
        intentions = self.intentions(week_tables, category, lookers, booked, sums)
        return self.served(week_tables, category, lookers, intentions)

    def follow_suggestions(
        self,
        week_tables: WeekTables,
        visits: list[CategoryVisits],
        booked: Booked,
        sums: Sums,
    ) -> SuggestionsMade:
        """Let customers weigh what is suggested with what they bought; return what came of it.

        Visits to which it leads are added to *visits*.
        """
        suggested, before = suggestions_of(visits, self.columns, week_tables), len(visits)
        category_of = self.run_tables.category_of[self.run_tables.product_of[suggested.offer]]
        for category in np.unique(category_of).tolist():
            mine = suggested.where(category_of == category).without_earlier(visits, category)
            looking = ConsiderationSet(self.columns, week_tables, category, mine.who)
            heard = mine.where(self.hear(looking, mine.offer % len(self.run_tables.products)))
            if not len(heard.who):
                continue
            self.is_waiting = self.blocked(category)
            arisings = needs_suggested(heard, self.units_per_need(category), week_tables.week)
            for arising in self.adding_up(week_tables, category, arisings, visits):
                visits.append(self.visited(week_tables, category, arising, booked, sums))
                self.take_home(visits[-1])
        return came_of(suggested, visits[before:], len(self.columns.people.key))

    def hear(self, looking: ConsiderationSet, product: Integers) -> Flags:
        """Say of some customers whether a product's suggestion makes them need something."""
        return hear_suggestion(looking, product)

    def units_per_need(self, category: int) -> Integers:
        """Return how many units meet a need of each customer [N]."""
        units: Integers = self.needs.terms.units[category].take(self.columns.people.cell)
        return units

    def rounds(
        self, week_tables: WeekTables, category: int, visits: list[CategoryVisits]
    ) -> Iterator[Arising]:
        """Yield needs that arise, one of each customer at a time, and then what is bought ahead beside them.

        *visits* has what came of each before the next is asked for.
        """
        before = len(visits)
        arisings = self.each_arising(week_tables, category)
        yield from self.adding_up(week_tables, category, arisings, visits)
        if not self.needs.terms.pantry[category].any():
            return
        bought = bought_this_week(visits[before:], week_tables)
        looking = ConsiderationSet(self.columns, week_tables, category, bought.who)
        wanted, arrival = self.ahead(looking, bought), looking.luck("arrival")
        ahead = each_ahead(bought, wanted, self.left, arrival, len(self.columns.people.key))
        for arising in self.adding_up(week_tables, category, ahead, visits):
            yield arising
            had = visits[-1].got != NONE
            product = visits[-1].got[had] % len(self.run_tables.products)
            self.store(visits[-1].intentions.customer[had], product)

    def adding_up(
        self,
        week_tables: WeekTables,
        category: int,
        arisings: Iterator[Arising],
        visits: list[CategoryVisits],
    ) -> Iterator[Arising]:
        """Return needs that arise, and beside them needs of open records, one of each customer at a time."""

        def ends(who: Integers) -> Flags:
            return self.needs.is_last(category, week_tables.week, who, self.kept(week_tables, category, who))

        return adding_up(self.needs, category, arisings, visits, ends)

    def blocked(self, category: int) -> Flags:
        """Say of each customer whether what it needs is one with an order that it waits for."""
        adds_up = self.needs.terms.adds_up[category].take(self.columns.people.cell)
        blocked: Flags = (self.columns.waiting[:, category] > 0) & ~adds_up
        return blocked

    def ahead(self, looking: ConsiderationSet, bought: Bought) -> Integers:
        """Return how many units each of some customers takes for later."""
        return units_bought_ahead(looking, bought)

    def each_arising(self, week_tables: WeekTables, category: int) -> Iterator[Arising]:
        """Return the needs that arise this week: the first of each customer, then the second, and so on."""
        everybody = np.arange(len(self.columns.people.key))
        looking = ConsiderationSet(self.columns, week_tables, category, everybody)
        if self.run_tables.needs.may_leave(category):
            self.columns.belongings.left[won_back(looking), category] = False
        self.is_waiting = self.blocked(category)
        counts, units = needs_of_all(looking, self.is_waiting), self.units_per_need(category)
        return each_arising(
            renewed(looking, counts > 0), counts, units, week_tables.week, lambda: lacks_use(looking)
        )

    def lookers(self, week_tables: WeekTables, category: int, arising: Arising) -> Lookers:
        """Return the customers that look for something of a category: a need arises, or one is open."""
        waiting, week = self.blocked(category), week_tables.week
        if arising.of_same_need:
            waiting = self.is_waiting
        looking = ConsiderationSet(self.columns, week_tables, category, np.arange(len(waiting)))
        anew = np.zeros(len(waiting), dtype=bool)
        if self.needs.lasts(category):
            chance = self.needs.terms.renewed[category].take(looking.cell)
            anew = happens(looking.luck("need renewed"), chance)
        if arising.joins:
            searching = self.needs.look_beside(category, week, arising)
        elif arising.is_behind:
            searching = self.needs.look_behind(category, week, arising)
        else:
            searching = self.needs.look(category, week, arising, waiting, anew)
            self.lose_overtaken(week_tables, category)
        self.sources.of_same_need, self.sources.goes_on = arising.of_same_need, searching.goes_on
        if arising.suggested is None:
            lookers = self.looking_again(week_tables, category, searching)
            lookers = self.meet_ads(week_tables, category, lookers, arising.of_same_need)
        else:
            lookers = searching.at_suggester(arising.suggested, len(self.run_tables.products))
        self.needs.count(category, VISITS, lookers.who)
        return self.needs.hear(week_tables, category, lookers)

    def meet_ads(
        self, week_tables: WeekTables, category: int, lookers: Lookers, of_same_need: bool
    ) -> Lookers:
        """Let needs that are looked for meet what campaigns show; an open one remembers what it was shown."""
        looking = lookers.setting_out(self.columns, week_tables, category)
        shown = self.ads.shown(looking, of_same_need)
        return replace(lookers, shown=self.needs.remember_ads(lookers.who, shown))

    def looking_again(self, week_tables: WeekTables, category: int, searching: Lookers) -> Lookers:
        """Return the customers with an open need that look this week: for the rest nothing is better."""
        who, weeks = searching.who, searching.weeks_open
        if weeks is None:
            return searching
        if searching.goes_on:
            found = self.again.at_hand.get(category)
            return searching if found is None else replace(searching, at_hand=found[who])
        looks = np.asarray(searching.luck_week) % ORDINAL == week_tables.week
        looks |= bool(self.ads.about(category))
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
            looking = some.setting_out(self.columns, week_tables, category)
            seen = looking.seen
            self.traffic[category] += traffic_at(seen.row, seen.offer, looking.is_first, self.run_tables)
            self.note_looks(looking)
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
        self.needs.learn(week_tables, category, lookers, intentions.adviser)
        asks, advised = self.needs.anew(category, lookers, intentions.wanted, intentions.adviser)
        came = self.needs.come_to(category, lookers, intentions, stage)
        stays = self.needs.close(category, lookers, stage, (met, ordered, kept))
        self.needs.went(category, lookers, came, got, waits, stays)
        if lasts and not lookers.joins:
            lacks = np.stack([intentions.lacks[stays], intentions.lacks_in_crowd[stays]])
            lacks[:, lookers.saw_a_part()[stays]] = -np.inf
            self.again.note(category, who[stays], (lacks[0], lacks[1]))
        closed, done = np.flatnonzero(~stays), Done(intentions.first, intentions.second, got, waits)
        adviser = intentions.adviser[closed]
        self.lose(
            week_tables, category, lookers.some(closed), done.some(closed), came[1].some(closed), adviser
        )
        onset, overtook = lookers.onset(week_tables.week), lookers.overtaken()
        need, source = lookers.need_of(week_tables.week), self.sources.of(category, who)
        return CategoryVisits(
            intentions, onset, need, overtook, got, waits, asks, advised, stays, source, category
        )
