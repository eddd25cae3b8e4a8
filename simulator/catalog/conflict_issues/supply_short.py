"""Short supply: a supplier passes over an outlet's order and serves others.

    harm = margin on the customers missed, at most for the units that others got first

Passing over a confirmed order breaks a rule. What a customer who did not find one product took instead in
the same store is no loss to it. An outlet sees that its order was not shipped in full; whether others were
served, or nobody could have been, it cannot tell.
Source: rationing and who was served; Lee, Padmanabhan & Whang (1997); `mechanisms/conflict/short_supply.py`.
"""

from collections.abc import Iterator
from typing import ClassVar

from simulator.base.arrays import Flags
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict, Loss, Sign
from simulator.domain.registries import CONFLICT_ISSUES


@CONFLICT_ISSUES.register("supply_short")
class SupplyShort(IssueOfConflict):
    """The supplier served others first, and customers did not find the goods; it counts by default."""

    importance: ClassVar = 0.7
    by_default: ClassVar = True
    place: ClassVar = 3
    is_vertical: ClassVar = True

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return where the supplier held orders of others for the same product when it shipped."""
        return week.short & week.independent

    @classmethod
    def harms(cls, week: ConflictWeek) -> Iterator[Loss]:
        """Yield what missed customers cost outlets that their supplier had passed over."""
        for outlet, supplier, product, counted in week.missed():
            yield outlet, supplier, product, "breach", counted

    @classmethod
    def signs(cls, week: ConflictWeek) -> Iterator[Sign]:
        """Yield which orders in hand suppliers did not ship in full."""
        feels = set(week.parties[week.feels].tolist())
        yield from ((*order, True) for order in week.late() if order[0] in feels)

    @classmethod
    def promised(cls, week: ConflictWeek) -> Flags:
        """Return what the outlet had to sell: what it ordered was to come."""
        return week.present & week.independent
