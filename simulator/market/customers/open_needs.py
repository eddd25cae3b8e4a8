"""Open needs: one record for each need that has found nothing yet, by customer and category, in columns.

A need arises in a week, its onset, and is open until it is met, given up, overtaken by the next one, or until
an order for it is cancelled; needs that add up share a record (`needs_adding_up.py`). While it is open it is
looked at again where something has changed for the better (`LookingAgain`). Its luck is that of its onset:
with the same offers it finds what it found before, so that patience by itself makes no demand. Of every cell
and category, in every week,

    open before + arisen = met + given up + overtaken + cancelled + open

A need that arises while an order is waited for is one with it, unless needs add up.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Integers
from simulator.domain.ledger_entries import LOST_TO, NEED_FLOWS
from simulator.market.customers.lookers import Lookers
from simulator.market.customers.needs_arising import Arising
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.market.state.luck_weeks import week_of_unit
from simulator.market.state.shopping_outcome import DECIDING, STAGE_COUNT

ARISEN, MET, GIVEN_UP, OVERTAKEN, CANCELLED, OPEN, VISITS = range(len(NEED_FLOWS))


class OpenNeeds:
    """The open needs of all customers, and what became of needs this week."""

    def __init__(self, tables: RunTables, cell: Integers) -> None:
        self.tables, self.cell, self.terms = tables, cell, tables.needs
        shape = (len(tables.categories), len(cell) if self.terms.any_last else 0)
        self.onset = np.zeros(shape, dtype=np.int32)
        """[Q, N] week in which the open need arose; 0: none is open [week]."""
        self.luck_week = np.zeros(shape, dtype=np.int64)
        self.furthest = np.zeros(shape, dtype=np.int8)
        self.asked = np.full(shape, NONE, dtype=np.int32)
        """[Q, N] offer last asked for in vain by the open need, or NONE."""
        self.adviser = np.full(shape, NONE, dtype=np.int32)
        """[Q, N] outlet that advised on the open need last, or NONE."""
        self._overtaken: dict[int, Lookers | None] = {}
        self.shown = np.zeros((shape[1], 0), dtype=bool)
        """[N, P] whether a product was shown by an ad to the open need; kept from the first ad on."""
        self.begin_week()

    def begin_week(self) -> None:
        """Count anew what becomes of needs."""
        queues, cells = len(self.tables.categories), len(self.tables.cells)
        self.flows = np.zeros((queues, cells, len(NEED_FLOWS)), dtype=np.int64)
        self.stages = np.zeros((queues, cells, STAGE_COUNT), dtype=np.int64)
        self.lost_to = np.zeros((queues, cells, len(LOST_TO)), dtype=np.int64)

    def counts(self) -> dict[str, Integers]:
        """Return what became of needs this week, how far they came, and to what they were lost."""
        return {"needs": self.flows, "stages": self.stages, "lost_to": self.lost_to}

    def lasts(self, category: int) -> bool:
        """Say whether needs of a category may be open beyond their week."""
        return bool((self.terms.lasts[category] > 1).any())

    def count(self, category: int, flow: int, who: Integers) -> None:
        """Count what became of some customers' needs."""
        cells = len(self.tables.cells)
        self.flows[category, :, flow] += np.bincount(self.cell.take(who), minlength=cells)

    def look(self, category: int, week: int, new: Arising, waiting: Flags, renewed: Flags) -> Lookers:
        """Let needs arise, and return all customers with an open need; of further needs, only theirs.

        *waiting* and *renewed* say of each customer whether it waits for an order, and whether an open need
        has new luck this week.
        """
        arises, luck_week = new.arises & ~waiting, new.luck_week
        self._overtaken[category] = None
        if not self.lasts(category):
            who = np.flatnonzero(arises)
            self.count(category, ARISEN, who)
            luck = None if luck_week is None else luck_week.take(who)
            return Lookers(who, luck, None, held=new.some_held(who))
        onset, is_open = self.onset[category], self.onset[category] > 0
        overtakes = self.terms.overtakes[category].take(self.cell)
        overtaken = np.flatnonzero(arises & is_open & overtakes)
        self.count(category, OVERTAKEN, overtaken)
        self.came_to(category, overtaken, self.furthest[category].take(overtaken))
        weeks_open = week - onset.take(overtaken).astype(np.int64)
        luck = self.luck_week[category].take(overtaken)
        shown = self.shown[overtaken] if self.shown.size else None
        self._overtaken[category] = Lookers(overtaken, luck, weeks_open, shown=shown)
        overtook = np.zeros(len(onset), dtype=np.int64)
        overtook[overtaken] = week_of_unit(onset[overtaken], self.luck_week[category].take(overtaken))
        begins = arises & (~is_open | overtakes)
        first = np.flatnonzero(begins)
        self.count(category, ARISEN, first)
        self.start(category, first, week, None if luck_week is None else luck_week.take(first))
        if not new.is_further:
            self.renew(category, week, np.flatnonzero(renewed & is_open & (onset < week)))
        who = first if new.is_further else np.flatnonzero(onset > 0)
        weeks_open = week - onset.take(who).astype(np.int64)
        held = new.some_held(who)
        held = None if held is None else np.where(begins.take(who), held, NONE)
        luck_week = self.luck_week[category].take(who)
        return Lookers(who, luck_week, weeks_open, overtook.take(who), held=held)

    def overtaken(self, category: int, at_hand: NDArray[np.int32] | None) -> Lookers | None:
        """Return the needs that others overtook as they arose last, as they looked; none: there were none.

        *at_hand*: the outlets to which each one's search had led [N, K]; none: those of its people.
        """
        found = self._overtaken[category]
        if found is None or at_hand is None:
            return found
        return replace(found, at_hand=at_hand[found.who])

    def renew(self, category: int, week: int, who: Integers) -> None:
        """Let open needs of some customers have the luck of this week."""
        self.luck_week[category, who] = week_of_unit(week, self.luck_week[category, who])

    def start(self, category: int, who: Integers, week: int, luck_week: Integers | None = None) -> None:
        """Open a need of some customers; *luck_week*: week of its luck, if not this one."""
        self.onset[category, who] = week
        self.luck_week[category, who] = week if luck_week is None else luck_week
        self.furthest[category, who] = 0
        self.asked[category, who] = self.adviser[category, who] = NONE
        if self.shown.size:
            self.shown[np.ix_(who, self.tables.products_of[category])] = False

    def remember_ads(self, who: Integers, shown: Flags | None) -> Flags | None:
        """Let needs remember what ads showed them [n, P]; return all that each was shown, none of none."""
        if shown is None and not self.shown.size:
            return None
        if not len(self.shown):
            return shown
        if not self.shown.size:
            self.shown = np.zeros((len(self.shown), len(self.tables.products)), dtype=bool)
        if shown is not None:
            self.shown[who] |= shown
        return self.shown[who]

    def ends(self, category: int, lookers: Lookers, kept: Flags) -> Flags:
        """Say of which open needs this is the last week, if they are not met; *kept*: not given up before."""
        lasts = self.terms.lasts[category].take(self.cell.take(lookers.who))
        is_last: Flags = np.asarray(lookers.weeks_open) + 1 >= lasts
        return is_last | ~kept

    def came_to(self, category: int, who: Integers, stage: Integers) -> None:
        """Count needs that close, at every stage up to the furthest that they came to."""
        cell = self.cell.take(who)
        for number in range(STAGE_COUNT):
            reached = cell.compress(stage >= number)
            self.stages[category, :, number] += np.bincount(reached, minlength=len(self.tables.cells))

    def anew(
        self, category: int, lookers: Lookers, wanted: Integers, adviser: Integers
    ) -> tuple[Flags, Flags]:
        """Return whether each need asks for what it has not asked for before, and is advised anew."""
        who = lookers.who
        if not self.lasts(category):
            return np.ones(len(who), dtype=bool), np.ones(len(who), dtype=bool)
        asks = self.asked[category].take(who) != wanted
        advised = self.adviser[category].take(who) != adviser
        self.asked[category, who], self.adviser[category, who] = wanted, adviser
        return asks, advised

    def close(
        self, category: int, lookers: Lookers, stage: Integers, ends: tuple[Flags, Flags, Flags]
    ) -> Flags:
        """Close needs that are met, ordered for or given up; return which of all customers' stay open.

        *stage* is how far each came this week; *ends* say which are met, ordered for, and kept if not.
        """
        (met, ordered, kept), who = ends, lookers.who
        stays = np.zeros(len(who), dtype=bool)
        if self.lasts(category):
            stage = self.furthest_stage(category, lookers, stage)
            stays = ~(met | ordered | self.ends(category, lookers, kept))
            self.end(category, lookers, ~stays)
        closed = np.flatnonzero(~stays)
        self.came_to(category, who.take(closed), stage.take(closed))
        self.count(category, MET, who[met])
        self.count(category, GIVEN_UP, who[~stays & ~met & ~ordered])
        return stays

    def furthest_stage(self, category: int, lookers: Lookers, stage: Integers) -> Integers:
        """Note how far needs came this week; return how far each has come so far."""
        stage = np.maximum(stage, self.furthest[category].take(lookers.who))
        self.furthest[category, lookers.who] = np.minimum(stage, DECIDING)  # had is one need, not its record
        return stage

    def end(self, category: int, lookers: Lookers, closes: Flags) -> None:
        """Let needs be open no longer."""
        self.onset[category, lookers.who[closes]] = 0

    def count_open(self, waiting: NDArray[np.int16]) -> None:
        """Count the needs that are open at the week's end; *waiting*: with so many orders [N, Q]."""
        for category in range(len(self.tables.categories)):
            self.count(category, OPEN, np.repeat(np.arange(len(waiting)), waiting[:, category]))
            if self.lasts(category):
                self.count(category, OPEN, np.flatnonzero(self.onset[category] > 0))
