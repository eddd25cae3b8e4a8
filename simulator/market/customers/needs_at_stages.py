"""Needs at stages: at which stage of its journey each need stands, and by which outlet, in columns.

A need begins unaware. When it is looked for it comes as far as what it finds: it is aware once a product is
known, considers once an offer is seen, decides once one is preferred to going without. It never goes back,
and stays with the outlet that brought it to its stage: that of the best offer it saw there. So needs that do
not look, since nothing became better, stand where they would if they looked. A need that ends passes all
stages before its end; one that is ordered for waits at the outlet of its order. What was bought of the focal
manufacturer stands as `customer` until it is retained or has lapsed (`state/standing_purchases.py`).

Told where a scenario says `stages: true`; it changes nothing. Four bytes for each customer and category where
needs last, and four numbers for each purchase of the usual interval. Of every cell, category, stage and
outlet, in every week,

    in stage before + entries = exits + in stage

Source: hierarchy of effects, Lavidge and Steiner (1961); absorbing Markov chains, Kemeny and Snell (1960).
"""

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.communication.aims import NEED_STAGES
from simulator.market.customers.choice import Intentions
from simulator.market.customers.lookers import Lookers
from simulator.market.customers.needs_adding_up import NeedsAddingUp
from simulator.market.customers.open_needs import CANCELLED as ORDER_CANCELLED
from simulator.market.customers.open_needs import OVERTAKEN as TAKEN_OVER
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.market.state.stages_passed import (
    CANCELLED,
    CONSIDERING,
    CUSTOMER,
    DECIDING,
    GIVEN_UP,
    LAPSED,
    ORDERED,
    OVERTAKEN,
    RETAINED,
    RIVALS,
    Block,
    Counted,
    Lost,
    StagesPassed,
    Standing,
    counted,
)
from simulator.market.state.standing_purchases import StandingPurchases


class NeedsAtStages(NeedsAddingUp):
    """Open needs, with the stage at which each stands."""

    def __init__(self, tables: RunTables, cell: Integers) -> None:
        self.tells = tables.keeps_stages
        super().__init__(tables, cell)
        self.brought_by = np.full(self.onset.shape if self.tells else (0, 0), NONE, dtype=np.int32)
        """[Q, N] outlet that brought the open need, or its record, to its stage, or NONE."""
        self.overtaken_at = Standing(*np.zeros((2, 0), dtype=np.int64))
        """Where needs stood that were overtaken last."""
        self.purchases = StandingPurchases()

    def begin_week(self) -> None:
        """Count anew what becomes of needs."""
        super().begin_week()
        self.passed = StagesPassed()

    def start(self, category: int, who: Integers, week: int, luck_week: Integers | None = None) -> None:
        """Open a need of some customers; *luck_week*: week of its luck, if not this one."""
        super().start(category, who, week, luck_week)
        if self.tells:
            self.brought_by[category, who] = NONE

    def count(self, category: int, flow: int, who: Integers) -> None:
        """Count what became of some customers' needs."""
        super().count(category, flow, who)
        if self.tells and flow == TAKEN_OVER:
            at = self.overtaken_at = self._of_records(category, who)
            end = np.full(len(who), OVERTAKEN), np.full(len(who), NONE)
            self.passed.went(category, self.cell.take(who), at, at, end)

    def order_ends(self, who: Integers, category: Integers, offer: Integers, flow: int) -> None:
        """Let orders end for which needs waited: delivered, or cancelled."""
        if not self.tells:
            return
        outlet = offer // len(self.tables.products)
        at = Standing(np.full(len(who), ORDERED), outlet)
        end = self._bought(offer), outlet
        if flow == ORDER_CANCELLED:
            end = np.full(len(who), CANCELLED), np.full(len(who), NONE)
        is_own = end[0] == CUSTOMER
        self.purchases.note(category[is_own], who[is_own], outlet[is_own])
        self.passed.went(category, self.cell.take(who), at, at, end)

    def come_to(
        self, category: int, lookers: Lookers, found: Intentions, stage: Integers
    ) -> tuple[Standing, Standing]:
        """Return where needs stood before they looked and where they stand since, and note it.

        *stage*: how far each came this week, as a place in `STAGES`. To be asked before needs close.
        """
        before = self._stand(category, lookers)
        if not self.tells:
            return before, before
        wanted = np.where(found.wanted == NONE, found.nearest, found.wanted)
        brings = np.where(stage < CONSIDERING, NONE, wanted // len(self.tables.products))
        reached = Standing(np.minimum(stage, DECIDING), brings)
        after = before.or_further(reached)
        if self.lasts(category):
            if not lookers.joins:
                record = self._of_records(category, lookers.who).or_further(reached)
                after = before.or_further(record)
                self.brought_by[category, lookers.who] = record.outlet
            if category in self.together:
                at, row = self._rows(category, lookers)
                self.together[category].brought_by[row] = after.outlet[at]
        return before, after

    def went(
        self,
        category: int,
        lookers: Lookers,
        came: tuple[Standing, Standing],
        got: Integers,
        waits: Integers,
        stays: Flags,
    ) -> None:
        """Count where needs went that looked: they took something, ordered it, gave up, or stay open."""
        if not self.tells:
            return
        end = np.where(stays, NONE, GIVEN_UP)
        end = np.where(waits != NONE, ORDERED, np.where(got != NONE, self._bought(got), end))
        taken = np.where(got == NONE, waits, got)
        outlet = np.where(taken == NONE, NONE, taken // len(self.tables.products))
        own = np.flatnonzero(end == CUSTOMER)
        self.purchases.note(np.full(len(own), category), lookers.who[own], outlet[own])
        self.passed.went(category, self.cell.take(lookers.who), *came, (end, outlet))

    def lose(self, category: int, cell: Integers, at: Lost, which: Integers, reasons: Integers) -> None:
        """Count what needs of cells were lost to [n, reasons; sixtieths]; they are *which* of *at*."""
        np.add.at(self.lost_to[category], cell, reasons)
        if self.tells:
            self.passed.was_lost(category, cell, at.some(which), reasons)

    def stages_now(self, category: int, waiting: Integers) -> Integers:
        """Return how far the need of each customer has come, a place in `NEED_STAGES` [N].

        *waiting*: for so many orders each waits.
        """
        ordered = np.where(waiting > 0, NEED_STAGES.index("ordered"), NEED_STAGES.index("no_need"))
        if not self.lasts(category):
            return ordered
        come = self.furthest[category].astype(np.int64) + NEED_STAGES.index("unaware")
        return np.where(self.onset[category] > 0, come, ordered)

    def _bought(self, offer: Integers) -> Integers:
        """Return the end to which taking offers brings needs."""
        is_focal = self.tables.focal.take(offer % len(self.tables.products))
        return np.where(is_focal, CUSTOMER, RIVALS)

    def _of_records(self, category: int, who: Integers) -> Standing:
        """Return where customers' open needs, or their records, stand."""
        furthest = self.furthest[category].take(who).astype(np.int64)
        return Standing(furthest, self.brought_by[category].take(who).astype(np.int64))

    def _stand(self, category: int, lookers: Lookers) -> Standing:
        """Return where each need that is looked for stands by itself; none where it is not told."""
        if not self.tells or not self.lasts(category):
            return Standing(np.zeros(len(lookers.who), dtype=np.int64), np.full(len(lookers.who), NONE))
        found = self._of_records(category, lookers.who)
        if category in self.together:
            at, row = self._rows(category, lookers)
            together = self.together[category]
            found.stage[at], found.outlet[at] = together.furthest[row], together.brought_by[row]
        return found

    def close_purchases(self, week: int) -> None:
        """Count which purchases were followed by another, and which never will be, at the week's end."""
        if not self.tells:
            return
        stood = self.purchases.standing
        interval = self.terms.usual_interval[stood.category, self.cell.take(stood.who)]
        over, outlet = self.purchases.close_week(week, interval)
        at = Standing(np.full(len(outlet), CUSTOMER), over.outlet)
        end = np.where(outlet == NONE, LAPSED, RETAINED)
        self.passed.went(over.category, self.cell.take(over.who), at, at, (end, outlet))

    def open_at_stages(self) -> Counted:
        """Return category, cell, stage and outlet of open needs, without orders, and of purchases."""
        bought = self.purchases.standing
        at = np.full(len(bought.who), CUSTOMER), bought.outlet
        rows: list[Block] = [(bought.category, self.cell.take(bought.who), *at)]
        for category in range(len(self.tables.categories)) if self.tells else ():
            if not self.lasts(category):
                continue
            who, together = np.flatnonzero(self.onset[category] > 0), self.together.get(category)
            if together is not None:
                who = who[~self.adds_up(category, who)]
                columns = together.furthest, together.brought_by
                rows.append((np.full(len(together.who), category), self.cell.take(together.who), *columns))
            at = self._of_records(category, who)
            rows.append((np.full(len(who), category), self.cell.take(who), *at))
        return counted(rows, 4)
