"""Meeting ads: customers that search for what they need are shown the ads of campaigns for it.

A need meets an ad or not by a word of its own, the same for as long as it is open, so that what it has met
it meets again. If more needs would meet an ad than its budget pays for, those with the least words do; so a
larger budget shows it to the same ones and to more. Of campaigns that say the same there of a product the
next is shown to those that the ones before did not pay for: a campaign split in two does what the whole does.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.base.keyed_random import happens
from simulator.base.summation import total
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.traffic_sources import TrafficSources
from simulator.market.state.ad import Ad
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.mechanisms.communication.paid_reach import paid_for


class MeetingAds:
    """The ads of a week, and what of them has been met."""

    def __init__(self, ads: Sequence[Ad], tables: RunTables, sources: TrafficSources) -> None:
        self.ads, self.tables, self.sources = ads, tables, sources
        self.contacts = np.zeros((len(ads), len(tables.cells)), dtype=np.int64)
        """[ads, C] how many needs each was shown to."""
        self._just_shown: dict[int, Flags] = {}
        """By category: what every customer was shown as it looked last [N, P]."""

    def about(self, category: int) -> list[int]:
        """Return the places of the ads for products of a category."""
        return [n for n, ad in enumerate(self.ads) if self.tables.category_of[ad.product] == category]

    def shown(self, looking: ConsiderationSet, of_same_need: bool) -> Flags | None:
        """Show the ads to needs that are looked for; return what each is shown [n, P], or none without ads.

        *of_same_need*: they look for further units of a need, and have just been shown what there is.
        """
        about = self.about(looking.category)
        if not of_same_need:
            self.sources.set_out(looking)
        if not about:
            return None
        shape = len(looking.columns.people.key), len(self.tables.products)
        just_shown = self._just_shown.setdefault(looking.category, np.zeros(shape, dtype=bool))
        if of_same_need:
            return just_shown[looking.who]
        shown = np.zeros((len(looking.who), len(self.tables.products)), dtype=bool)
        told = {self.ads[number].key: np.zeros(len(looking.who), dtype=bool) for number in about}
        for number in about:
            told_already = told[self.ads[number].key]
            who = self._met(looking, number, told_already)
            told_already[who] = True
            shown[who, self.ads[number].product] = True
            self.sources.meet(self.ads[number], looking.who.take(who))
            self.contacts[number] += np.bincount(looking.cell.take(who), minlength=len(self.tables.cells))
        just_shown[looking.who] = shown
        return shown

    def _met(self, looking: ConsiderationSet, number: int, told_already: Flags) -> Integers:
        """Return which needs meet an ad, as far as its budget goes, by their places."""
        ad = self.ads[number]
        words = looking.luck("ad", ad.key)
        meets = happens(words, ad.chance.take(looking.cell)) & ~told_already
        if looking.held is not None:
            meets &= looking.held == NONE
        if ad.at is not None:
            meets &= _has_at_hand(looking, ad.at)
        who = np.flatnonzero(meets)
        spent = total((self.contacts[number] * ad.price).tolist())
        price = ad.price.take(looking.cell.take(who))
        return who.take(paid_for(words.take(who), price, ad.budget, spent))


def _has_at_hand(looking: ConsiderationSet, outlets: Flags) -> Flags:
    """Say of each customer whether one of some outlets is at hand and has something for it."""
    row, offer = looking.offers_at_hand
    there = outlets.take(looking.run_tables.outlet_of.take(offer))
    there &= looking.tables.carried.ravel().take(offer)
    found = np.zeros(len(looking.who), dtype=bool)
    found[row[there]] = True
    return found
