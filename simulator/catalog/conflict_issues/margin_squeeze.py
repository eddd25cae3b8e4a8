"""Margin squeeze: the terms of manufacturer, supplier or host leave an outlet less margin than when it began.

    harm = units sold · min(S₀ − S, m₀ − m)₊          S = list price · (1 − commission) − wholesale price

on the units that it sells this week, against the terms of the first week in which it had the product on offer
from the same supplier. A list price that falls is the manufacturer's doing, a commission that rises the
host's, a wholesale price that rises the supplier's. Changing terms breaks no rule that a scenario states, so
it is rivalry; to the outlet it looks like a promise not kept. It is other money than what rivals take: that
is of units not sold.

Assumes: units ordered earlier and delivered now are left out; so is what promotions leave beside the price
asked of everybody.
Source: equations and source in `simulator.mechanisms.conflict.margin_squeeze`; changed terms as a cause of
conflict: Stern & Gorman (1969).
"""

from collections.abc import Iterator
from typing import ClassVar

from simulator.base.arrays import Flags
from simulator.base.counting import HARM_STEPS
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict, Loss, Sign
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.mechanisms.conflict.margin_squeeze import squeezed


@CONFLICT_ISSUES.register("margin_squeeze")
class MarginSqueeze(IssueOfConflict):
    """Terms leave less margin than when the outlet began; it counts where a scenario says so."""

    importance: ClassVar = 0.8
    place: ClassVar = 5
    is_vertical: ClassVar = True

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return where the outlet had the product to sell."""
        return week.present & week.independent

    @classmethod
    def harms(cls, week: ConflictWeek) -> Iterator[Loss]:
        """Yield what others' changes of terms cost outlets on what they sold."""
        for sold in week.sold_on_terms():
            for source, each in zip(sold.sources, squeezed(sold.opening, sold.now), strict=True):
                if counted := round(each * sold.units * HARM_STEPS):
                    yield sold.outlet, source, sold.product, "rivalry", counted

    @classmethod
    def signs(cls, week: ConflictWeek) -> Iterator[Sign]:
        """Yield each party with changed terms that now leave an outlet less margin."""
        feels = set(week.parties[week.feels].tolist())
        for sold in week.sold_on_terms():
            if sold.outlet in feels:
                for source, each in zip(sold.sources, squeezed(sold.opening, sold.now), strict=True):
                    if each > 0.0:
                        yield sold.outlet, source, sold.product, True

    @classmethod
    def promised(cls, week: ConflictWeek) -> Flags:
        """Return what the outlet had to sell: on the terms on which it began."""
        return week.present & week.independent
