"""Meeting ads: which of those that look for something are shown what campaigns have for them.

A need meets an ad or not by a word of its own, the same for as long as it is open, so that what it has met
it meets again. If more needs meet an ad than it may cost this week, those with the least words do; so a
larger budget shows it to the same ones and to more.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.base.keyed_random import happens
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.state.ad import Ad
from simulator.market.state.choice_tables import NONE, RunTables


class MeetingAds:
    """The ads of a week, and what of them has been met."""

    def __init__(self, ads: Sequence[Ad], tables: RunTables) -> None:
        self.ads, self.tables = ads, tables
        self.contacts = np.zeros((len(ads), len(tables.cells)), dtype=np.int64)
        """[ads, C] how many needs each was shown to."""

    def about(self, category: int) -> list[int]:
        """Return the places of the ads for products of a category."""
        return [n for n, ad in enumerate(self.ads) if self.tables.category_of[ad.product] == category]

    def shown(self, looking: ConsiderationSet) -> Flags | None:
        """Show the ads to those that look; return to whom what is shown [n, P], none where there are none."""
        about = self.about(looking.category)
        if not about:
            return None
        shown = np.zeros((len(looking.who), len(self.tables.products)), dtype=bool)
        for number in about:
            who = self._met(looking, number)
            shown[who, self.ads[number].product] = True
            self.contacts[number] += np.bincount(looking.cell.take(who), minlength=len(self.tables.cells))
        return shown

    def _met(self, looking: ConsiderationSet, number: int) -> Integers:
        """Return which of those that look meet an ad, as far as there is room, by their places."""
        ad = self.ads[number]
        words = looking.luck("ad", ad.key)
        meets = happens(words, ad.chance.take(looking.cell))
        if looking.held is not None:
            meets &= looking.held == NONE
        who = np.flatnonzero(meets)
        room = ad.room - int(self.contacts[number].sum())
        if len(who) <= room:
            return who
        least = np.argsort(words.take(who), kind="stable")[: max(room, 0)]
        return np.sort(who.take(least))
