"""Proportional allocation: every order gets the same share of what it asks for.

A buyer that expects a shortage orders more than it needs: shortage gaming. What rounding leaves goes to the
largest remainders, ties by luck.

Source: Lee, Padmanabhan & Whang (1997), the rationing game.
"""

from simulator.base.arrays import Integers
from simulator.domain.decisions.claim_columns import Claims
from simulator.domain.decisions.policies import ColumnAllocation
from simulator.domain.registries import ALLOCATION
from simulator.mechanisms.supply.allocation import proportional


@ALLOCATION.register("proportional")
class Proportional(ColumnAllocation):
    """Give every order the same share of what it asks for."""

    def allocate_many(self, claims: Claims) -> Integers:
        """Return the shares; keyed random numbers of the buyers settle which get the last units."""
        return proportional(claims.available, claims.supplier, claims.units, claims.luck, claims.week)
