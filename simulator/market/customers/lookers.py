"""Lookers: customers that look for something of a category this week, with all that their needs know."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Integers
from simulator.market.customers.consideration import ConsiderationSet, looks_again, looks_first
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.state.choice_tables import NONE, WeekTables


@dataclass(frozen=True)
class Lookers:
    """Customers that look for something of a category this week, in their order."""

    who: Integers
    luck_week: Integers | None
    """Week of the luck that each has; none: this week for all [week]."""
    weeks_open: Integers | None
    """For how many weeks each need has been open before; none: all look for the first time [weeks]."""
    overtook: Integers | None = None
    """Week in which the need arose that each one's new need displaced, with its number within that week, or
    0; none: no need has [week]."""
    at_hand: NDArray[np.int32] | None = None
    """Outlets at hand of each, with outlets that a longer search finds; none: the people's own [n, K]."""
    held: Integers | None = None
    """Offer that each has subscribed to and alone weighs, or NONE; none: no customer has."""
    told: Integers | None = None
    """Product that is suggested to each, and thereby known; none: to no customer."""
    shown: Flags | None = None
    """Whether a product was shown to each by an ad, and is thereby known [n, P]; none: nothing was."""
    answered: NDArray[np.uint8] | None = None
    """Which questions about products were answered to each, as bits [n, P]; none: it asks none."""
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
            self.answered,
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
            None if self.answered is None else self.answered[which],
            None if self.need is None else self.need[which],
            self.goes_on,
            self.joins,
        )

    def at_suggester(self, suggested: Integers, products: int) -> "Lookers":
        """Return them with no outlet at hand but the one that suggests something; *suggested*: offers [N]."""
        outlet, product = np.divmod(suggested.take(self.who), products)
        return replace(self, at_hand=outlet[:, None].astype(np.int32), told=product)
