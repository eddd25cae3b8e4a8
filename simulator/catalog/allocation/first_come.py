"""First come, first served: older orders are filled before newer ones.

No buyer gains by ordering more than it needs, only by ordering early; the last in the queue bear the whole
shortage. Orders of one week are in random order.

Source: Cachon & Lariviere (1999), Management Science 45:1091, on lexicographic allocation, under which
nobody orders more than it needs.
"""

from simulator.base.arrays import Integers
from simulator.domain.decisions.claim_columns import Claims
from simulator.domain.decisions.policies import ColumnAllocation
from simulator.domain.registries import ALLOCATION
from simulator.mechanisms.supply.allocation import in_turn


@ALLOCATION.register("first_come")
class FirstCome(ColumnAllocation):
    """Fill older orders before newer ones."""

    def allocate_many(self, claims: Claims) -> Integers:
        """Return what is left for each after all orders before it; keyed random numbers settle ties."""
        return in_turn(claims.available, claims.supplier, claims.units, claims.week, claims.luck)
