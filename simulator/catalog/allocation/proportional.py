"""Proportional: everybody gets the same share of what they ordered.

Whoever expects a shortage orders more than it needs: shortage gaming. What rounding leaves goes to the
largest remainders, ties by luck.

Source: Lee, Padmanabhan & Whang (1997), the rationing game.
"""

from collections.abc import Sequence

from simulator.base.arrays import Integers
from simulator.domain.decisions.claim_columns import Claims
from simulator.domain.decisions.policies import AllocationPolicy
from simulator.domain.decisions.policy_views import Claim
from simulator.domain.registries import ALLOCATION
from simulator.mechanisms.supply.allocation import among, proportional, proportional_many


@ALLOCATION.register("proportional")
class Proportional(AllocationPolicy):
    """Give everybody the same share of what it ordered."""

    def allocate(self, available: int, claims: Sequence[Claim]) -> list[int]:
        """Return the shares; the buyers' luck settles who gets the last units."""
        turn = sorted(range(len(claims)), key=lambda at: (claims[at].luck, claims[at].week))
        return among(turn, proportional(available, [claims[at].units for at in turn]))

    def allocate_many(self, claims: Claims) -> Integers:
        """Return `allocate` of each supplier."""
        return proportional_many(claims.available, claims.supplier, claims.units, claims.luck, claims.week)
