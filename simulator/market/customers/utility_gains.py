"""Utility gains: what each offer considered gains its customer over going without, for harm and surplus."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.numerics.portable import exp
from simulator.market.customers.consideration import ConsiderationSet
from simulator.mechanisms.choice.consumer_surplus import added_up, counted_surpluses, inclusive_values
from simulator.mechanisms.conflict.harm import MOST_UTILITY


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

    @cached_property
    def gain(self) -> Floats:
        """Return (V − V_0) / σ [units of luck]."""
        value = self.value
        if any(drawn is not None for drawn in self.looking.run_tables.worths):
            value = value - self.forgone.take(self.row)
        gain: Floats = value / self.looking.shock.take(self.row)
        return gain

    @cached_property
    def weight(self) -> Floats:
        """Return e to the gain."""
        return exp(np.minimum(self.gain, MOST_UTILITY))


def surplus_over(gains: UtilityGains) -> list[tuple[int, int]]:
    """Return of each cell how many needs have a surplus that is defined, and its counted sum."""
    looking = gains.looking
    value = inclusive_values(gains.row, gains.gain, gains.weight, len(looking.who))
    counted = counted_surpluses(value, looking.sensitivity(), looking.run_tables.money_step)
    return added_up(looking.cell, counted, len(looking.run_tables.cells))
