"""Standing purchases: what customers bought of the focal manufacturer that nothing has followed yet.

A purchase stands at `customer`, by the outlet where it was made, until its customer buys of the focal
manufacturer in the same category again, in a later week: then it is *retained*, by the outlet of the later
purchase. After the usual interval without another one it has *lapsed*. Of every cell, category and outlet, in
every week,

    standing before + purchases = retained + lapsed + standing

What is bought in one week is one purchase to what follows it, and is followed together.

Assumes: a unit that is sent back was a purchase; rivals' in between change nothing. Nobody ends anything: a
customer that comes back after the interval has lapsed and is a new one.
Source: churn of non-contractual customers, by a time without purchase; Fader and Hardie (2009), Journal of
Interactive Marketing 23(1), 61–69
"""

from typing import NamedTuple

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.market.state.choice_tables import NONE


class Purchases(NamedTuple):
    """Some purchases, one a row."""

    category: Integers
    who: Integers
    outlet: Integers
    week: Integers

    def some(self, which: Flags) -> "Purchases":
        """Return some of them, in their order."""
        return Purchases(*(column[which] for column in self))

    def and_others(self, others: "Purchases") -> "Purchases":
        """Return them and then others."""
        return Purchases(*(np.append(own, other) for own, other in zip(self, others, strict=True)))


def no_purchases() -> Purchases:
    """Return no rows."""
    nothing: Integers = np.zeros(0, dtype=np.int64)
    return Purchases(nothing, nothing, nothing, nothing)


class StandingPurchases:
    """Purchases that stand, and purchases of this week, in the order in which they were had."""

    def __init__(self) -> None:
        self.standing = self.new = no_purchases()

    def note(self, category: Integers, who: Integers, outlet: Integers) -> None:
        """Note purchases of the week that is closed next."""
        self.new = self.new.and_others(Purchases(category, who, outlet, np.zeros(len(who), dtype=np.int64)))

    def close_week(self, week: int, interval: Integers) -> tuple[Purchases, Integers]:
        """Let the week's purchases follow earlier ones; return what stands no more, and by which outlet.

        *interval*: within how many weeks each that stood may be followed [weeks]. The outlet is that of the
        first purchase that followed, or NONE: it lapsed.
        """
        before, new = self.standing, self.new
        width = 1 + max(before.who.max(initial=0), new.who.max(initial=0))
        buyers, first = np.unique(new.category * width + new.who, return_index=True)
        own = before.category * width + before.who
        place = np.searchsorted(buyers, own)
        follows = np.append(buyers, NONE)[place] == own
        by = np.full(len(own), NONE)
        by[follows] = new.outlet[first[place[follows]]]
        is_over = follows | (week - before.week >= interval)
        new = new._replace(week=np.full(len(new.who), week))
        self.standing, self.new = before.some(~is_over).and_others(new), no_purchases()
        return before.some(is_over), by[is_over]
