"""Being reached: customers in columns meet what media show to a state of theirs, one by one.

A customer meets a campaign once a week at most, by a word of its own. If more would meet it than its budget
pays for, those with the least words do, so that a larger budget shows it to the same ones and to more. Of
campaigns that say the same there of a product the next is shown to those that the ones before did not pay
for.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import KeyedRandom, happens, threshold
from simulator.domain.communication.aims import is_meant
from simulator.market.customers.at_home import AtHome
from simulator.market.customers.category_visits import CategoryVisits
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.customer_states import ON_LIST, CustomerStates, OfList
from simulator.market.customers.own_talk import OwnTalk
from simulator.market.customers.population_draw import People
from simulator.market.customers.traffic_sources import TrafficSources
from simulator.market.state.ad import Ad
from simulator.market.state.aimed_media import ListOfWeek, MediumAimed
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.market.state.outlet_traits import OutletTraits
from simulator.market.state.shown import Shown
from simulator.market.state.utility_terms import UtilityTerms
from simulator.mechanisms.communication.belief_updating import updated
from simulator.mechanisms.communication.paid_reach import paid_for


class BeingReached(AtHome):
    """Customers as columns, with states that media aim at."""

    def __init__(
        self,
        run_tables: RunTables,
        people: People,
        dice: KeyedRandom,
        terms: UtilityTerms,
        traits: OutletTraits,
    ) -> None:
        super().__init__(run_tables, people, dice, terms, traits)
        self.states = CustomerStates(self.columns, ())

    def remember_for(self, media: tuple[MediumAimed, ...]) -> None:
        """Remember from now on what some media aim at."""
        self.states = CustomerStates(self.columns, media)

    def tell_sources(self, media: Sequence[str], always_aware: float) -> None:
        """Tell from now on which of some media bring needs; *always_aware* of all products is a share."""
        self.sources = TrafficSources(self.columns, media, always_aware)

    def note_looks(self, looking: ConsiderationSet) -> None:
        """Remember visits of needs that are looked for first, and let their customers join lists."""
        self.sources.note(looking, looking.seen.row, looking.seen.offer)
        if not self.states.media:
            return
        seen = looking.seen
        first = looking.is_first.take(seen.row)
        who, offer = looking.who.take(seen.row[first]), seen.offer[first]
        self.states.visit(looking.category, looking.tables.week, who, offer)
        for of in self.states.lists:
            self.states.join(of, self.states.at_list(of, who, offer), self.states.terms[of].visitors_join)

    def take_home(self, visits: CategoryVisits) -> None:
        """Remember what everybody took of a category, and let buyers join lists."""
        super().take_home(visits)
        if self.states.lists:
            bought = np.where(visits.got == NONE, visits.waits, visits.got)
            has = np.flatnonzero(bought != NONE)
            self.join_as_buyers(visits.intentions.customer[has], bought[has])

    def join_as_buyers(self, who: Integers, offer: Integers) -> None:
        """Let customers that bought or ordered offers join lists."""
        for of in self.states.lists:
            self.states.join(of, self.states.at_list(of, who, offer), self.states.terms[of].buyers_join)

    def be_shown(self, ads: Sequence[Ad], shown: Sequence[Shown], week: int) -> Integers:
        """Let customers meet campaigns that aim at their states; return how many did [ads, C].

        *shown*: what a contact with each does.
        """
        found = np.zeros((len(ads), len(self.run_tables.cells)), dtype=np.int64)
        told: dict[int, Flags] = {}
        leave: list[tuple[OfList, Integers]] = []
        for number, (ad, contact) in enumerate(zip(ads, shown, strict=True)):
            already = told.setdefault(ad.key, np.zeros(len(self.columns.people.key), dtype=bool))
            who = self.paid_for(ad, week, already)
            already[who] = True
            self.hear_themselves(ad, who, contact)
            self.needs.be_told(ad, who, contact.answers, week)
            found[number] = np.bincount(self.columns.people.cell.take(who), minlength=found.shape[1])
            leave += self.leaving(ad, who, week)
        for of, who in leave:
            self.leave_list(of, who)
        return found

    def paid_for(self, ad: Ad, week: int, already: Flags) -> Integers:
        """Return customers that meet a campaign and have not yet, as far as its budget goes."""
        who = self.meeting(ad, week)
        who = who[~already[who]]
        price = ad.price.take(self.columns.people.cell.take(who))
        return who.take(paid_for(self._word(ad, who, week), price, ad.budget))

    def meeting(self, ad: Ad, week: int) -> Integers:
        """Return which customers would meet a campaign this week, at any cost."""
        number, campaign = self.states.place[ad.campaign.medium], ad.campaign
        state = self.states.state(number, ad.product, week, self.stages_of(ad))
        who = np.flatnonzero(
            self.states.media[number].medium.reaches(state)
            & is_meant(campaign.audiences, campaign.stages, state)
            & (ad.chance > 0).take(self.columns.people.cell)
        )
        chance = ad.chance.take(self.columns.people.cell.take(who))
        return who[happens(self._word(ad, who, week), chance)]

    def stages_of(self, ad: Ad) -> Integers:
        """Return how far customers' needs of a campaign's category have come; no need, if it minds none."""
        category = int(self.run_tables.category_of[ad.product])
        if ad.campaign.stages is None:
            return np.zeros(len(self.columns.people.key), dtype=np.int64)
        return self.needs.stages_now(category, self.columns.waiting[:, category].astype(np.int64))

    def _word(self, ad: Ad, who: Integers, week: int) -> Words:
        return self.columns.dice.words("touch", week, self.columns.people.key[who], ad.key)

    def hear_themselves(self, ad: Ad, who: Integers, contact: Shown) -> None:
        """Add a contact to what customers have heard themselves, of a product and of price, and believe."""
        if not len(who):
            return
        columns, cell = self.columns, self.columns.people.cell.take(who)
        new = np.zeros(len(columns.people.key), dtype=np.float32)
        heard = columns.heard.setdefault(ad.product, new)
        heard[who] = heard[who].astype(np.float64) + contact.contacts.take(cell)
        self.sources.hear(ad, who, contact.contacts.take(cell))
        if contact.of_price is not None:
            columns.own_talk = columns.own_talk or OwnTalk.none(len(new))
            columns.own_talk.hear(who, contact.contacts.take(cell), contact.of_price)
        for benefit in np.flatnonzero(contact.weight.any(axis=0)).tolist():
            own = columns.believes.setdefault((ad.product, benefit), np.zeros_like(new))
            weight, beyond = (part[:, benefit].take(cell) for part in (contact.weight, contact.beyond))
            own[who] = updated(own[who].astype(np.float64), beyond, weight)

    def follow_cells(self, unmoved: Floats) -> None:
        """Let what moves cells leave so much of what customers believe beyond them [C, P, B]."""
        for (product, benefit), own in self.columns.believes.items():
            own[:] = own.astype(np.float64) * unmoved[:, product, benefit].take(self.columns.people.cell)

    def leaving(self, ad: Ad, who: Integers, week: int) -> list[tuple[OfList, Integers]]:
        """Return which customers leave the list by which they met a campaign; none without a list."""
        states = self.states
        of = states.place[ad.campaign.medium], int(self.run_tables.maker[ad.product])
        if of not in states.lists:
            return []
        words = self.columns.dice.words("unsubscribes", week, self.columns.people.key[who], ad.key)
        return [(of, who[happens(words, threshold(states.terms[of].unsubscribes))])]

    def leave_list(self, of: OfList, who: Integers) -> None:
        """Let customers leave a list, unless they just have."""
        self.states.take_off_list(of, who[self.states.lists[of][who] == ON_LIST])

    def lists_of_week(self) -> list[ListOfWeek]:
        """Return what became of mailing lists since this was asked last."""
        return self.states.lists_of_week()

    def forget_themselves(self, retention: float) -> None:
        """Let what customers have heard themselves fade for a week."""
        self.sources.forget(retention)
        for heard in self.columns.heard.values():
            heard[:] = heard.astype(np.float64) * retention
        if self.columns.own_talk is not None:
            self.columns.own_talk.forget(retention)
