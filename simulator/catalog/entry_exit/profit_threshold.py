"""While it pays: enter where others earn well, leave after having lost money.

    enter   iff   mean of the last n_e weeks of those like it  >  π_e
    leave   iff   sum of its own last n_l weeks                <  0

π_e, n_e and n_l are each member's own: the rule's, times 1 + spread · (2u − 1) with u keyed by its name, so
that not all of them move in the same week. Nobody enters where there is nobody to look at, but pioneers.

What follows is free entry: those who are there earn about nothing beyond what entering asks for, and between
zero and π_e nobody moves (hysteresis, Dixit 1989, Journal of Political Economy 97(3)).
Source: Marshall's free entry as in Tirole (1988), The Theory of Industrial Organization, ch. 7; that entrants
look at what incumbents earned, and do not reckon with what their own entry will change, is a choice.
"""

from math import floor
from typing import Annotated

from pydantic import Field

from simulator.base.summation import total
from simulator.domain.decisions.entry_exit import EntryExitPolicy, EntryExitView
from simulator.domain.registries import ENTRY_EXIT
from simulator.domain.units import Amount, Share


@ENTRY_EXIT.register("profit_threshold", formerly=("while_it_pays",))
class ProfitThreshold(EntryExitPolicy):
    """Enter while similar members earn more than a threshold, leave after weeks at a loss."""

    entry_profit: Amount = 30.0
    """Mean profit of open members above which another one enters, π_e [currency per week and member]."""
    entry_weeks: Annotated[int, Field(ge=1, le=52)] = 8
    """Weeks over which a potential entrant looks at open members, n_e [weeks]."""
    exit_weeks: Annotated[int, Field(ge=1, le=52)] = 12
    """Weeks over which a member must have lost money to leave, n_l [weeks]."""
    spread: Share = 0.5
    """How far members differ in these three [share of the mean]."""
    pioneers: Share = 0.05
    """Chance per review to enter where no open member like it is left to look at [share]."""

    def enters(self, view: EntryExitView) -> bool:
        """Say whether similar members have earned enough for long enough."""
        if not view.alike:
            return view.chance < self.pioneers
        weeks = self.own_weeks(self.entry_weeks, view.luck)
        seen = view.profits[-weeks:]
        return len(seen) == weeks and total(seen) / weeks > self.entry_profit * self.own(view.luck)

    def leaves(self, view: EntryExitView) -> bool:
        """Say whether it has lost money over its weeks."""
        weeks = self.own_weeks(self.exit_weeks, view.luck)
        seen = view.profits[-weeks:]
        return len(seen) == weeks and total(seen) < 0.0

    def own(self, luck: float) -> float:
        """Return by how much a member's thresholds differ from the rule's [multiple]."""
        return 1.0 + self.spread * (2.0 * luck - 1.0)

    def own_weeks(self, weeks: int, luck: float) -> int:
        """Return over how many weeks a member looks."""
        return max(1, floor(weeks * self.own(luck)))
