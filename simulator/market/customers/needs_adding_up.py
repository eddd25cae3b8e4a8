"""Needs that add up: all that a customer waits for of a category is one record, counted by week of onset.

With `meanwhile: adds_up` a need that arises while one of its category is open is looked for by itself at
first, with luck of its own, where the search has led so far. If it finds nothing it waits with the others.
Their record looks again with one luck, that of the need that opened it, and what it finds meets its needs one
after another, the oldest first, as far as there are units: nothing of a shortage is forgotten. Patience by
itself makes no more demand than that of one need does. The record is given up as a whole, by chance; each
need by itself in its last week. Further needs arise, too, while an order is waited for.

What has found nothing for long is bought all at once when something becomes better: `lasts_weeks` says for
how long a need of this kind is still a need.

Assumes: of what a customer has missed several times it wants all alike. So the luck of needs that joined is
forgotten: one that wanted nothing may be met with a record that waits for goods, and one that waits for goods
be kept from them by a record that wants nothing; in the mean as many are met. A search goes as far as the
oldest open need has led it.
Source: a choice; needs of what is used up add up, those of what is kept do not.
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Integers
from simulator.market.customers.lookers import Lookers
from simulator.market.customers.needs_arising import Arising
from simulator.market.customers.open_needs import ARISEN, OPEN, OpenNeeds
from simulator.market.customers.waiting_together import WaitingTogether
from simulator.market.state.choice_tables import RunTables
from simulator.market.state.luck_weeks import ONSET, ORDINAL, RENEWED


class NeedsAddingUp(OpenNeeds):
    """Open needs, which add up in some cells and categories."""

    def __init__(self, tables: RunTables, cell: Integers) -> None:
        super().__init__(tables, cell)
        self.together = {
            category: WaitingTogether()
            for category in range(len(tables.categories))
            if self.terms.adds_up[category].any() and self.lasts(category)
        }
        """By category, all open needs that add up, the one a record looks for included."""

    def adds_up(self, category: int, who: Integers) -> Flags:
        """Say of which customers the needs of a category add up."""
        found: Flags = self.terms.adds_up[category].take(self.cell.take(who))
        return found

    def adds_up_with_open(self, category: int) -> Flags:
        """Say of which of all customers a need is open that another one adds up with."""
        found: Flags = (self.onset[category] > 0) & self.terms.adds_up[category].take(self.cell)
        return found

    def is_last(self, category: int, week: int, who: Integers, kept: Flags) -> Flags:
        """Say of which customers the oldest open need ends this week, if it is not met."""
        weeks_open = week - self.onset[category].take(who).astype(np.int64)
        return self.ends(category, Lookers(who, None, weeks_open), kept)

    def look(self, category: int, week: int, new: Arising, waiting: Flags, renewed: Flags) -> Lookers:
        """Let needs arise, and return all customers with an open need; of further needs, only theirs."""
        lookers = super().look(category, week, new, waiting, renewed)
        if not self.terms.adds_up[category].any():
            return lookers
        need = self._told_apart(category, week, lookers.who, lookers.luck_of(week))
        if category in self.together:
            adds_up = np.flatnonzero(self.adds_up(category, lookers.who))
            need[adds_up] = self._oldest(category, lookers.who[adds_up])
        return replace(lookers, need=need)

    def look_beside(self, category: int, week: int, new: Arising) -> Lookers:
        """Let needs arise that add up with open ones; return their customers, which look for these alone."""
        who = np.flatnonzero(new.arises)
        self.count(category, ARISEN, who)
        luck = np.full(len(who), week) if new.luck_week is None else new.luck_week.take(who)
        need = self._told_apart(category, week, who, luck)
        self.together[category].join(who, need)
        at_first = np.zeros(len(who), dtype=np.int64)
        return Lookers(who, luck, at_first, held=new.some_held(who), need=need, goes_on=True, joins=True)

    def look_behind(self, category: int, week: int, new: Arising) -> Lookers:
        """Return customers that look for the next need of their record."""
        who = np.flatnonzero(new.arises)
        weeks_open = week - self.onset[category].take(who).astype(np.int64)
        luck, need = self.luck_week[category].take(who), self._oldest(category, who)
        return Lookers(who, luck, weeks_open, need=need, goes_on=True)

    def _told_apart(self, category: int, week: int, who: Integers, luck: Integers) -> Integers:
        """Return luck weeks by which needs that arise now are told apart, whenever they are met."""
        return np.where(self.adds_up(category, who) & (luck < ONSET), luck + ONSET * week, luck)

    def _oldest(self, category: int, who: Integers) -> Integers:
        """Return the luck weeks that tell the oldest needs of records apart."""
        return self.together[category].need[self.together[category].rows(who)]

    def renew(self, category: int, week: int, who: Integers) -> None:
        """Let open needs of some customers have the luck of this week, and records one of their own."""
        super().renew(category, week, who)
        self.luck_week[category, who[self.adds_up(category, who)]] = week + RENEWED * ORDINAL

    def start(self, category: int, who: Integers, week: int, luck_week: Integers | None = None) -> None:
        """Open a need of some customers; *luck_week*: week of its luck, if not this one."""
        super().start(category, who, week, luck_week)
        if category in self.together:
            first = who[self.adds_up(category, who)]
            luck = self.luck_week[category].take(first)
            self.together[category].join(first, self._told_apart(category, week, first, luck))

    def _rows(self, category: int, lookers: Lookers) -> tuple[Integers, Integers]:
        """Return which of some lookers' needs wait together with others, by their places, and their rows."""
        at = np.flatnonzero(self.adds_up(category, lookers.who))
        return at, self.together[category].rows(lookers.who[at], newest=lookers.joins)

    def anew(
        self, category: int, lookers: Lookers, wanted: Integers, adviser: Integers
    ) -> tuple[Flags, Flags]:
        """Return whether each need asks for what it has not asked for before, and is advised anew."""
        if category not in self.together:
            return super().anew(category, lookers, wanted, adviser)
        at, row = self._rows(category, lookers)
        asks, advised = np.ones((2, len(wanted)), dtype=bool)
        if not lookers.joins:
            asks, advised = super().anew(category, lookers, wanted, adviser)
        asks[at] = self.together[category].asks(row, wanted[at])
        return asks, advised

    def furthest_stage(self, category: int, lookers: Lookers, stage: Integers) -> Integers:
        """Note how far needs came this week; return how far each, or its record, has come so far."""
        if not lookers.joins:
            stage = super().furthest_stage(category, lookers, stage)
        if category in self.together:
            at, row = self._rows(category, lookers)
            stage[at] = self.together[category].comes_to(row, stage[at])
        return stage

    def end(self, category: int, lookers: Lookers, closes: Flags) -> None:
        """Let needs be open no longer; of a record the next need is its oldest now."""
        if not lookers.joins:
            super().end(category, lookers, closes)
        if category not in self.together:
            return
        together, (at, row) = self.together[category], self._rows(category, lookers)
        over = closes[at]
        together.leave(row[over])
        if not lookers.joins:
            left = lookers.who[at[over]]
            left = left[together.has(left)]
            self.onset[category, left] = self._oldest(category, left) // ONSET

    def count_open(self, waiting: NDArray[np.int16]) -> None:
        """Count the needs that are open at the week's end; *waiting*: with so many orders [N, Q]."""
        super().count_open(waiting)
        for category, together in self.together.items():
            records = np.flatnonzero(self.adds_up_with_open(category))
            behind = np.ones(len(together.who), dtype=bool)
            behind[together.rows(records)] = False
            self.count(category, OPEN, together.who[behind])
