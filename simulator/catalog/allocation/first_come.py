"""First come, first served: older orders are filled before newer ones.

Nobody gains by ordering more than it needs, only by ordering early; the last in the queue bear the whole
shortage. Orders of the same week go by luck.

Source: Cachon & Lariviere (1999), Management Science 45:1091, on lexicographic allocation, under which
nobody orders more than it needs.
"""

from collections.abc import Sequence

from simulator.base.arrays import Integers
from simulator.domain.decisions.claim_columns import Claims
from simulator.domain.decisions.policies import AllocationPolicy
from simulator.domain.decisions.policy_views import Claim
from simulator.domain.registries import ALLOCATION
from simulator.mechanisms.supply.allocation import among, in_turn, in_turn_many


@ALLOCATION.register("first_come")
class FirstCome(AllocationPolicy):
    """Fill older orders before newer ones."""

    def allocate(self, available: int, claims: Sequence[Claim]) -> list[int]:
        """Return what is left for each after all who ordered before it."""
        turn = sorted(range(len(claims)), key=lambda at: (claims[at].week, claims[at].luck))
        return among(turn, in_turn(available, [claims[at].units for at in turn]))

    def allocate_many(self, claims: Claims) -> Integers:
        """Return `allocate` of each supplier."""
        return in_turn_many(claims.available, claims.supplier, claims.units, claims.week, claims.luck)
