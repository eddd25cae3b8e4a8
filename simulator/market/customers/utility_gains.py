"""Utility gains: what each offer considered gains its customer over going without, for harm and surplus."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.counting import MOST_UTILITY
from simulator.base.numerics.portable import exp
from simulator.market.customers.choice_luck import Weighed
from simulator.market.customers.consideration import ConsiderationSet


@dataclass(frozen=True)
class UtilityGains:
    """What customers consider, pair by pair, as in `Customer.gains`."""

    looking: ConsiderationSet
    row: Integers
    offer: Integers
    value: Floats
    """Utility without luck [utils]."""
    forgone: Floats
    """[rows] utility of going without [utils]."""
    nests: Weighed | None = None
    """What the nests of these pairs are worth, if it is known; told from V, not from the gain."""

    @property
    def is_over_nothing(self) -> bool:
        """Say whether going without is worth something of its own."""
        return any(drawn is not None for drawn in self.looking.run_tables.worths)

    @cached_property
    def gain(self) -> Floats:
        """Return (V − V_0) / σ [units of luck]."""
        value = self.value
        if self.is_over_nothing:
            value = value - self.forgone.take(self.row)
        gain: Floats = value / self.looking.shock.take(self.row)
        return gain

    @cached_property
    def weight(self) -> Floats:
        """Return e to the gain."""
        return weights_of(self.gain)


def weights_of(gain: Floats) -> Floats:
    """Return e to the gain, held where a product with any margin stays finite."""
    return exp(np.minimum(gain, MOST_UTILITY))
