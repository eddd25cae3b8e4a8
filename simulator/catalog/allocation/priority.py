"""Priority: some buyers are filled before the others see anything.

The supplier's own outlets, or buyers with a tag (key accounts). Among the buyers that come first, and among
the rest, each gets the same share.

Source: Geng & Mallik (2007), European Journal of Operational Research 182:704, on manufacturers who fill
their own direct channel before a retailer's order.
"""

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.domain.decisions.claim_columns import Claims
from simulator.domain.decisions.policies import ColumnAllocation
from simulator.domain.registries import ALLOCATION
from simulator.domain.units import Name
from simulator.mechanisms.supply.allocation import proportional


@ALLOCATION.register("priority")
class Priority(ColumnAllocation):
    """Fill some buyers before the others."""

    tag: Name | None = None
    """Buyers served first: all with this tag; left out, the supplier's own outlets [tag]."""

    def allocate_many(self, claims: Claims) -> Integers:
        """Return proportional shares of the buyers that come first, and of the rest in what they leave."""
        is_first, left = self.comes_first(claims), claims.available.copy()
        given = np.zeros_like(claims.units)
        for rows in (is_first, ~is_first):
            some = claims.some(rows)
            given[rows] = proportional(left, some.supplier, some.units, some.luck, some.week)
            np.subtract.at(left, some.supplier, given[rows])
        return given

    def comes_first(self, claims: Claims) -> Flags:
        """Say of each claim whether its buyer is filled first."""
        if self.tag is None:
            return claims.is_own
        return np.array([self.tag in claims.tags_of[at] for at in claims.buyer.tolist()], dtype=np.bool_)

    def tags(self) -> tuple[str, ...]:
        """Return the tag by which it tells buyers apart, if it does."""
        return () if self.tag is None else (self.tag,)
