"""Open needs: one record for each need that has found nothing yet, by customer and category, in columns.

A need arises in a week, its onset, and is open until it is met, given up, overtaken by the next one, or until
an order for it is cancelled; needs that add up share a record (`needs_adding_up.py`). While it is open it is
looked at again where something has changed for the better (`LookingAgain`). Its luck is that of its onset:
with the same offers it finds what it found before, so that patience by itself makes no demand. Of every cell
and category, in every week,

    open before + arisen = met + given up + overtaken + cancelled + open

A need that arises while an order is waited for is one with it, unless needs add up.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Integers
from simulator.domain.ledger_entries import LOST_TO, NEED_FLOWS
from simulator.market.customers.consideration import ConsiderationSet, looks_again, looks_first
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.needs_arising import Arising
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.market.state.luck_weeks import week_of_unit
from simulator.market.state.shopping_outcome import DECIDING, STAGE_COUNT

ARISEN, MET, GIVEN_UP, OVERTAKEN, CANCELLED, OPEN, VISITS = range(len(NEED_FLOWS))


@dataclass(frozen=True)
class Lookers:
    """Customers that look for something of a category this week, in their order."""

    who: Integers
    luck_week: Integers | None
    """Week whose luck each has; none: all that of this week [week]."""
    weeks_open: Integers | None
    """For how many weeks each need has been open before; none: all look for the first time [weeks]."""
    overtook: Integers | None = None
    """Week in which the need arose whose place each one's new need took, with its number within that week, or
    0; none: no need has [week]."""
    at_hand: NDArray[np.int32] | None = None
    """Outlets at hand of each, with those that a longer search finds; none: those of its people [n, K]."""
    held: Integers | None = None
    """Offer that each has subscribed to and alone weighs, or NONE; none: nobody has."""
    told: Integers | None = None
    """Product that is suggested to each, and thereby known; none: to nobody."""
    shown: Flags | None = None
    """Whether a product was shown to each by an ad, and is thereby known [n, P]; none: nothing was."""
    need: Integers | None = None
    """Luck week that tells the need of each apart, where it looks with the luck of another; none: it is that
    of its luck [week]."""
    goes_on: bool = False
    """Whether their customers go on looking in the visit of another need, where its search has led."""
    joins: bool = False
    """Whether these needs add up with others that are open."""

    def is_again(self, week: int) -> Flags | None:
        """Say whether each has the luck of another week, or looked before; none: none has."""
        return looks_again(week, self.luck_week, self.weeks_open, self.held)

    @property
    def is_first(self) -> Flags:
        """Say whether each looks for the first time with its need."""
        return looks_first(len(self.who), self.weeks_open)

    def saw_a_part(self) -> Flags:
        """Say which were shown one offer or one outlet alone, so that anything elsewhere may be better."""
        if self.told is not None:
            return np.ones(len(self.who), dtype=bool)
        return np.zeros(len(self.who), dtype=bool) if self.held is None else self.held != NONE

    def luck_of(self, week: int) -> Integers:
        """Return the week of the luck of each need, with its number within it [week]."""
        return np.full(len(self.who), week) if self.luck_week is None else self.luck_week

    def need_of(self, week: int) -> Integers:
        """Return the luck week that tells each need apart [week]."""
        return self.luck_of(week) if self.need is None else self.need

    def onset(self, week: int) -> Integers:
        """Return the week in which each one's need arose."""
        now = np.full(len(self.who), week)
        return now if self.weeks_open is None else now - self.weeks_open

    def overtaken(self) -> Integers:
        """Return the week and number of the need that each new need took the place of, or 0."""
        return np.zeros(len(self.who), dtype=np.int64) if self.overtook is None else self.overtook

    def setting_out(self, columns: CustomerColumns, tables: WeekTables, category: int) -> ConsiderationSet:
        """Return them as they set out to look for something of a category."""
        return ConsiderationSet(
            columns,
            tables,
            category,
            self.who,
            self.luck_week,
            self.weeks_open,
            self.at_hand,
            self.held,
            self.told,
            self.shown,
        )

    def some(self, which: Flags | Integers | slice) -> "Lookers":
        """Return some of them, in their order."""
        return Lookers(
            self.who[which],
            None if self.luck_week is None else self.luck_week[which],
            None if self.weeks_open is None else self.weeks_open[which],
            None if self.overtook is None else self.overtook[which],
            None if self.at_hand is None else self.at_hand[which],
            None if self.held is None else self.held[which],
            None if self.told is None else self.told[which],
            None if self.shown is None else self.shown[which],
            None if self.need is None else self.need[which],
            self.goes_on,
            self.joins,
        )

    def at_suggester(self, suggested: Integers, products: int) -> "Lookers":
        """Return them with no outlet at hand but the one that suggests something; *suggested*: offers [N]."""
        outlet, product = np.divmod(suggested.take(self.who), products)
        return replace(self, at_hand=outlet[:, None].astype(np.int32), told=product)


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
