"""Priority: some buyers are filled before the others see anything.

The supplier's own outlets, or buyers with a tag (key accounts). Within those who come first, and among
the rest, everybody gets the same share.

Source: Geng & Mallik (2007), European Journal of Operational Research 182:704, on manufacturers who fill
their own direct channel before a retailer's order.
"""

from collections.abc import Sequence

from simulator.domain.decisions.policies import AllocationPolicy
from simulator.domain.decisions.policy_views import Claim
from simulator.domain.registries import ALLOCATION
from simulator.domain.units import Name
from simulator.mechanisms.supply.allocation import among, proportional


@ALLOCATION.register("priority")
class Priority(AllocationPolicy):
    """Fill some buyers before the others."""

    tag: Name | None = None
    """Who comes first: buyers with this tag; left out, the supplier's own outlets [tag]."""

    def allocate(self, available: int, claims: Sequence[Claim]) -> list[int]:
        """Return proportional shares of those who come first, and of the rest in what they leave."""
        turn = sorted(range(len(claims)), key=lambda at: (claims[at].luck, claims[at].week))
        first = [at for at in turn if self.comes_first(claims[at])]
        rest = [at for at in turn if not self.comes_first(claims[at])]
        given = proportional(available, [claims[at].units for at in first])
        left = proportional(available - sum(given), [claims[at].units for at in rest])
        return among([*first, *rest], [*given, *left])

    def comes_first(self, claim: Claim) -> bool:
        """Say whether the buyer is one of those who are filled first."""
        return claim.is_own if self.tag is None else self.tag in claim.tags

    def tags(self) -> tuple[str, ...]:
        """Return the tag by which it tells buyers apart, if it does."""
        return () if self.tag is None else (self.tag,)
