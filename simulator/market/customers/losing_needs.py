"""Losing needs: customers in columns say to what they were lost that the focal manufacturer did not meet.

A need is lost when it closes: with a rival's product or order, given up, or overtaken by the next one. What
an overtaken need would have found in the week in which it is overtaken is worked out, too.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.customers.at_home import AtHome
from simulator.market.customers.lost_needs import LostNeeds
from simulator.market.customers.offers_thought_of import Done, OffersThoughtOf
from simulator.market.customers.open_needs import Lookers
from simulator.market.customers.thinking_again import thought_of
from simulator.market.state.choice_tables import NONE, WeekTables

BLOCK = 2048
"""How many customers think again at once, at most."""
PAIRS = 1 << 19
"""How many offers they think of together, at most, however many there are."""


class LosingNeeds(AtHome):
    """Customers as columns that lose needs."""

    def lose(
        self,
        week_tables: WeekTables,
        category: int,
        lookers: Lookers,
        done: Done,
        adviser: Integers | None = None,
    ) -> None:
        """Count to what closed needs were lost, those apart that the focal manufacturer met.

        *done*: what was done instead; *adviser*: whose advice was had, none of needs that did not look now.
        """
        tables, taken = self.run_tables, done.taken
        met = (taken != NONE) & tables.focal.take(taken % len(tables.products))
        lost, offers = np.flatnonzero(~met), len(tables.outlets) * len(tables.products_of[category])
        block = min(BLOCK, max(1, PAIRS // max(1, offers)))
        for start in range(0, len(lost), block):
            some = lost[start : start + block]
            advised = None if adviser is None else adviser[some]
            thought = self.thought_of(week_tables, category, lookers.some(some), advised)
            lost_needs = LostNeeds(thought, done.some(some), tables.nests.offers.nests, adviser is None)
            np.add.at(self.needs.lost_to[category], thought.cell, lost_needs.reasons())

    def lose_overtaken(self, week_tables: WeekTables, category: int) -> None:
        """Count to what needs were lost that others have just taken the place of."""
        lookers = self.needs.overtaken(category, self.again.at_hand.get(category))
        if lookers is None:
            return
        nothing = np.full(len(lookers.who), NONE)
        self.lose(week_tables, category, lookers, Done(nothing, nothing, nothing, nothing))

    def thought_of(
        self, week_tables: WeekTables, category: int, lookers: Lookers, adviser: Integers | None
    ) -> OffersThoughtOf:
        """Return what some customers think of again; *adviser*: none of those that do not look this week."""
        return thought_of(lookers.setting_out(self.columns, week_tables, category), adviser)
