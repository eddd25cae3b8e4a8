"""Keeping: what customers find their units worth at home, and whether they keep them or send them back.

What an offer is worth at home is worked out when it is chosen, since only then all that moved the choice is
there; the luck of the unit comes to it when it is taken home.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.market.customers.after_choice import AfterChoice
from simulator.market.customers.visit import Visit, Weighing
from simulator.market.state.choice_tables import NONE
from simulator.mechanisms.experience.return_decision import (
    AT_HOME,
    DISCONFIRMATION,
    FLEETING,
    OPTION,
    VALUE,
    is_kept,
    value_at_home,
)


@dataclass(frozen=True, slots=True)
class UnitAtHome:
    """A unit that a customer has taken home from an outlet that takes it back."""

    outlet: int
    product: int
    value: float
    """What having it is worth, its price apart, over going without [utils]."""
    back: float
    """What sending it back brings: the refund, less what that costs and the trouble of it [currency]."""


class Keeper:
    """The part of a customer that decides what it keeps."""

    @property
    def price_sensitivity(self) -> float:
        """Return the utility that a unit of currency costs me [utils per currency]."""
        raise NotImplementedError

    def value_at_home(self, visit: Visit, weighing: Weighing | None) -> tuple[float, ...]:
        """Return what an offer that I mean to take will be worth at home: `AT_HOME`, zeros of none."""
        if weighing is None or weighing.offer is None:
            return (0.0,) * len(AT_HOME)
        gain, felt = weighing.total - visit.nothing, self.price_sensitivity * weighing.offer.price_felt
        value = value_at_home(gain, weighing.fleeting, weighing.disconfirmation, felt)
        return value, weighing.disconfirmation, weighing.fleeting - weighing.option, weighing.option

    def keeps(self, unit: UnitAtHome) -> bool:
        """Say whether I keep a unit that I could send back."""
        keeps: bool = is_kept(unit.value, self.price_sensitivity, unit.back)
        return keeps


@dataclass(frozen=True)
class ValuesAtHome:
    """What the offers that customers consider are worth at home, pair by pair."""

    nothing: Floats
    """[rows] utility of going without [utils]."""
    after: AfterChoice
    price_felt: Floats
    """β p [utils]."""

    def of(self, total: Floats, chosen: Integers | None) -> Floats:
        """Return `AT_HOME` of each row's choice, a place of a pair or NONE; *total*: utility with luck."""
        found = np.zeros((len(self.nothing), len(AT_HOME)))
        buys = np.flatnonzero(chosen != NONE) if chosen is not None else np.zeros(0, dtype=np.int64)
        if chosen is None or not len(buys):
            return found
        pair = chosen.take(buys)
        gain = total.take(pair) - self.nothing.take(buys)
        fleeting = _of_pairs(self.after.fleeting, pair)
        found[buys, DISCONFIRMATION] = _of_pairs(self.after.disconfirmation, pair)
        found[buys, OPTION] = _of_pairs(self.after.option, pair)
        found[buys, FLEETING] = fleeting - found[buys, OPTION]
        parts = fleeting, found[buys, DISCONFIRMATION]
        found[buys, VALUE] = value_at_home(gain, *parts, self.price_felt.take(pair))
        return found


def _of_pairs(column: Floats | None, pair: Integers) -> Any:
    return 0.0 if column is None else column.take(pair)
