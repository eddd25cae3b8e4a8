"""Traffic sources: which medium brought each need to the focal manufacturer's offers, in columns.

A need sees offers of the products that its customer knows, so it is brought by what made it know them:

    it knows one by itself     it has had it, has always known it, or is told of it as it buys
                               something else or goes on with it: by no medium
    it has heard of some       by one of all contacts in its ear, each as likely as another:
                               P(medium m) = (G_m + A_m) / Σ (G + A)
    by ads alone               by one of all ads that it has met, each as likely as another

G_m is what its cell has in the ear from medium m, A_m what it has itself, of the products that it sees and
has heard of; what displays and owners told is of no medium. A need is brought once, as it first sees an
offer, to all outlets; so visits of all sources, none included, sum to all visits. Of needs that add up, what
brought the last one counts.

A need that knows an own product and sees no offer of one is of what made it known, by the same rule, drawn
from all own products that it knows, as it first knows one. So of needs that are lost each belongs to one
medium or to none: where it knew an own product by itself, or none at all.

It tells, and changes nothing; in runs that tell stages and have campaigns. Four bytes for each customer and
category, and four for each customer, product and medium that aims at customers.

Assumes: contacts are independent (Poisson), as awareness does, so that no contact is more likely than another
to be the one. An owner that a mail reminds knew the product without it: that is no traffic of the mail's.
Source: the first of competing Poisson processes is of each in proportion to its rate, Ross (2014),
Introduction to Probability Models; that contacts in the ear count, and not the last touch, is a choice.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import happens, threshold, uniform
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.state.ad import Ad
from simulator.market.state.choice_tables import NONE
from simulator.mechanisms.communication.awareness import share_aware


class TrafficSources:
    """What brought customers' needs to own offers: media by their places, and no medium after them."""

    def __init__(
        self, columns: CustomerColumns, media: Sequence[str] = (), always_aware: float = 0.0
    ) -> None:
        self.columns, self.media = columns, {name: number for number, name in enumerate(media)}
        self.no_medium = len(media)
        self.customers = len(columns.people.key) if media else 0
        shape = len(columns.run_tables.categories), self.customers
        self.of_last = np.full(shape, NONE, dtype=np.int16)
        """[Q, N] source of the last need, or NONE while it has seen no own offer."""
        self.of_last_known = np.full(shape, NONE, dtype=np.int16)
        """[Q, N] source of what it knew before it saw an own offer, or NONE."""
        self.always = threshold(share_aware(np.zeros(1), always_aware))
        self.of_same_need = False
        """Whether further units of needs are looked for, which what brought the first has brought, too."""
        self.goes_on = False
        """Whether needs are looked for that add up with others, and know what brought these."""
        self._heard: dict[tuple[int, int], NDArray[np.float32]] = {}
        self._ads: dict[tuple[int, int], NDArray[np.int16]] = {}
        self._visits = self._none()

    def visits(self) -> Integers:
        """Return how many needs each source brought to see an own offer at each outlet [Q, O, M + 1].

        As they looked for the first time, since this was asked last; zeros, if no medium is told.
        """
        found, self._visits = self._visits, self._none()
        return found

    def of(self, category: int, who: Integers) -> Integers:
        """Return what brought the last needs of some customers, or NONE."""
        if not self.media:
            return np.full(len(who), NONE)
        found: Integers = self.of_last[category].take(who).astype(np.int64)
        return found

    def of_known(self, category: int, who: Integers) -> Integers:
        """Return what made an own product known to the last needs of some customers, seen or not, or NONE."""
        found = self.of(category, who)
        if not self.media:
            return found
        return np.where(found == NONE, self.of_last_known[category].take(who), found)

    def hear(self, ad: Ad, who: Integers, contacts: Floats) -> None:
        """Add contacts to what some customers have heard themselves on a medium [n]."""
        if ad.campaign.medium in self.media:
            new = np.zeros(self.customers, dtype=np.float32)
            heard = self._heard.setdefault((ad.product, self.media[ad.campaign.medium]), new)
            heard[who] = heard[who].astype(np.float64) + contacts

    def forget(self, retention: float) -> None:
        """Let what customers have heard themselves fade for a week."""
        for heard in self._heard.values():
            heard[:] = heard.astype(np.float64) * retention

    def set_out(self, looking: ConsiderationSet) -> None:
        """Forget the ads met by earlier needs of customers with a need that is looked for first now."""
        if self.goes_on:
            return
        first = looking.who[looking.is_first]
        for (product, _), met in self._ads.items():
            if product in self.columns.run_tables.products_of[looking.category]:
                met[first] = 0

    def meet(self, ad: Ad, who: Integers) -> None:
        """Note that needs of some customers meet an ad."""
        if ad.campaign.medium in self.media:
            new = np.zeros(self.customers, dtype=np.int16)
            self._ads.setdefault((ad.product, self.media[ad.campaign.medium]), new)[who] += 1

    def note(self, looking: ConsiderationSet, row: Integers, offer: Integers) -> None:
        """Note what brought needs that see offers, one pair a row, and count first visits by source."""
        if not self.media:
            return
        tables, last = self.columns.run_tables, self.of_last[looking.category]
        own = tables.focal.take(tables.product_of.take(offer))
        row, offer, first = row[own], offer[own], looking.is_first
        is_new = first & (not self.of_same_need)
        if not self.goes_on:
            last[looking.who[is_new]] = self.of_last_known[looking.category, looking.who[is_new]] = NONE
        sees = np.zeros(len(looking.who), dtype=bool)
        sees[row] = True
        new = np.flatnonzero(sees & (is_new | (last.take(looking.who) == NONE)))
        last[looking.who[new]] = self._drawn(looking, new, self._seen(new, row, offer, len(sees)))
        self._note_known(looking, ~sees & (last.take(looking.who) == NONE))
        outlets = len(tables.outlets)
        visited = np.zeros(len(sees) * outlets, dtype=bool)
        visited[(row * outlets + tables.outlet_of.take(offer))[first.take(row)]] = True
        need, outlet = np.divmod(np.flatnonzero(visited), max(1, outlets))
        source = last.take(looking.who.take(need)).astype(np.int64)
        np.add.at(self._visits[looking.category], (outlet, source), 1)

    def _note_known(self, looking: ConsiderationSet, blind: Flags) -> None:
        """Note what made own products known to needs that have seen no offer of one."""
        known = looking.known & self.columns.run_tables.focal
        at = self.of_last_known[looking.category]
        new = np.flatnonzero(blind & (at.take(looking.who) == NONE) & known.any(axis=1))
        at[looking.who[new]] = self._drawn(looking, new, known[new])

    def _none(self) -> Integers:
        tables = self.columns.run_tables
        return np.zeros((len(tables.categories), len(tables.outlets), len(self.media) + 1), dtype=np.int64)

    def _seen(self, some: Integers, row: Integers, offer: Integers, needs: int) -> Flags:
        """Return which products some of the needs see [n, P]."""
        tables, at = self.columns.run_tables, np.full(needs, NONE)
        at[some] = np.arange(len(some))
        place = at.take(row)
        seen = np.zeros((len(some), len(tables.products)), dtype=bool)
        seen[place[place != NONE], tables.product_of.take(offer[place != NONE])] = True
        return seen

    def _drawn(self, looking: ConsiderationSet, some: Integers, seen: Flags) -> Integers:
        """Return what brought some of the needs, which see such own products [n, P]."""
        who, cell = looking.who.take(some), looking.cell.take(some)
        heard, met = np.zeros((2, len(some), self.no_medium + 1))
        by_itself = np.zeros(len(some), dtype=bool)
        for product in np.flatnonzero(seen.any(axis=0)).tolist():
            key = self.columns.run_tables.product_keys[product]
            words = self.columns.dice.words("aware", -1, looking.key.take(some), key)
            by_itself |= seen[:, product] & self._knows_itself(looking, some, product, words)
            aware = self.columns.aware(looking.tables.aware, product, who, cell)
            has_heard = (seen[:, product] & happens(words, aware))[:, None]
            heard += np.where(has_heard, self._in_ear(looking, product, who, cell), 0.0)
            met += np.where(has_heard, 0.0, self._ads_met(product, who) * seen[:, product, None])
        weight = np.where(heard.any(axis=1)[:, None], heard, met)
        weight[by_itself] = 0.0
        weight[~weight.any(axis=1), self.no_medium] = 1.0
        up_to = np.cumsum(weight, axis=1)
        drawn = uniform(looking.luck("traffic source").take(some)) * up_to[:, -1]
        found: Integers = (up_to <= drawn[:, None]).sum(axis=1)
        return found

    def _knows_itself(self, looking: ConsiderationSet, some: Integers, product: int, words: Words) -> Flags:
        """Say which needs know a product without having heard of it; *words* of their customers with it."""
        knows: Flags = happens(words, self.always) | self.columns.experience[looking.who.take(some), product]
        if looking.told is not None:
            knows |= looking.told.take(some) == product
        if looking.held is not None:
            held = looking.held.take(some)
            knows |= (held != NONE) & (held % len(self.columns.run_tables.products) == product)
        return knows

    def _in_ear(self, looking: ConsiderationSet, product: int, who: Integers, cell: Integers) -> Floats:
        """Return the contacts that customers have in the ear of a product, by source [n, M + 1]."""
        found: Floats = looking.tables.adstock_by_source[:, cell, product].T.copy()
        for number in self.media.values():
            if (product, number) in self._heard:
                found[:, number] += self._heard[product, number].take(who).astype(np.float64)
        return found

    def _ads_met(self, product: int, who: Integers) -> Floats:
        """Return the ads for a product that customers' needs have met, by source [n, M + 1]."""
        found = np.zeros((len(who), self.no_medium + 1))
        for number in self.media.values():
            if (product, number) in self._ads:
                found[:, number] = self._ads[product, number].take(who)
        return found
