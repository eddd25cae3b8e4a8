"""Losing needs: customers in columns, as far as it is counted to what their needs are lost.

A need is lost to the focal manufacturer when it closes without an offer of its: with a rival's product or
order, given up, or overtaken by the next one. What an overtaken need would have found in the week in which
it is overtaken is worked out, too.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.domain.ledger_entries import LOST_TO
from simulator.market.customers.being_reached import BeingReached
from simulator.market.customers.counterfactual_columns import counterfactuals
from simulator.market.customers.counterfactual_offers import CounterfactualOffers, Done
from simulator.market.customers.lookers import Lookers
from simulator.market.customers.lost_needs import LostNeeds
from simulator.market.state.choice_tables import NONE, WeekTables
from simulator.market.state.stages_passed import AWARE, Lost, Standing
from simulator.mechanisms.choice.barriers_split import SIXTIETHS

BLOCK = 2048
"""How many needs are worked out together, at most."""
PAIRS = 1 << 19
"""How many offers before them together, at most, however many outlets there are."""
NOT_AT_HAND = LOST_TO.index("not_at_hand")


class LosingNeeds(BeingReached):
    """Customers as columns that lose needs."""

    def lose(
        self,
        week_tables: WeekTables,
        category: int,
        lookers: Lookers,
        done: Done,
        at: Standing,
        adviser: Integers | None = None,
    ) -> None:
        """Count to what closed needs were lost; needs that the focal manufacturer met are left out.

        *done*: what was done instead; *at*: where they stood; *adviser*: whose advice was had, none of needs
        that did not look now.
        """
        tables, taken, products = self.run_tables, done.taken, list(self.run_tables.products_of[category])
        stood = self.stood(category, lookers, at)
        lost = np.flatnonzero((taken == NONE) | ~tables.focal.take(taken % len(tables.products)))
        if not (week_tables.carried & tables.focal)[:, products].any():
            cell = self.columns.people.cell.take(lookers.who.take(lost)).astype(np.int64)
            reasons = np.zeros((len(lost), len(LOST_TO)), dtype=np.int64)
            reasons[:, NOT_AT_HAND] = SIXTIETHS
            self.needs.lose(category, cell, stood, lost, reasons)
            return
        block = min(BLOCK, max(1, PAIRS // (len(tables.outlets) * len(products))))
        for start in range(0, len(lost), block):
            some = lost[start : start + block]
            advised = None if adviser is None else adviser[some]
            offers = self.counterfactuals(week_tables, category, lookers.some(some), advised)
            needs = LostNeeds(offers, done.some(some), tables.nests.offers.nests, adviser is None)
            self.needs.lose(category, offers.cell, stood, some, needs.reasons())
            self.needs.lose_asking(week_tables, category, lookers.some(some), (stood, some), advised)

    def stood(self, category: int, lookers: Lookers, at: Standing) -> Lost:
        """Return where needs stood, with what had made own products known; nothing had to what is unaware."""
        if not len(at.stage):  # stages are not told, or nothing is lost
            return Lost(*at, at.stage)
        source = self.sources.of_known(category, lookers.who)
        return Lost(*at, np.where(at.stage < AWARE, NONE, source))

    def lose_overtaken(self, week_tables: WeekTables, category: int) -> None:
        """Count to what needs were lost that were just overtaken."""
        lookers = self.needs.overtaken(category, self.again.at_hand.get(category))
        if lookers is None:
            return
        nothing = np.full(len(lookers.who), NONE)
        done = Done(nothing, nothing, nothing, nothing)
        self.lose(week_tables, category, lookers, done, self.needs.overtaken_at)

    def counterfactuals(
        self, week_tables: WeekTables, category: int, lookers: Lookers, adviser: Integers | None
    ) -> CounterfactualOffers:
        """Return the offers of counterfactual markets; *adviser*: of each need that looks now."""
        return counterfactuals(lookers.setting_out(self.columns, week_tables, category), adviser)
