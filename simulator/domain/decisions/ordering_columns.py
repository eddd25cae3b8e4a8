"""Ordering columns: what many members with the same rule see when they order, side by side.

A rule that says nothing else is asked member by member; one whose formula holds for columns answers all of
them at once, with the same numbers to the last bit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np

from simulator.base.arrays import Floats, Integers, Words
from simulator.domain.decisions.policy_views import OrderingView


@dataclass(frozen=True, slots=True)
class OrderingColumns:
    """The fields of `OrderingView`, each a column of n members [n], but for the week, which is theirs all."""

    week: int
    on_hand: Integers
    on_order: Integers
    owed: Integers
    demand: Sequence[Integers]
    """Demand seen week by week, oldest first; each week a column [n]."""
    lead_time_weeks: Integers
    expected: Floats
    """What the rule has made of all demand; not a number where it has made nothing of it yet."""
    below: Integers
    filled: Floats
    luck: Words
    price_off: Floats
    mean_delay: Floats
    delay_variance: Floats

    @property
    def position(self) -> Floats:
        """Return the inventory positions: on hand + on order − owed [steps, exact]."""
        return (self.on_hand + self.on_order - self.owed).astype(np.float64)

    def __len__(self) -> int:
        """Return how many members there are."""
        return len(self.on_hand)

    def one(self, at: int) -> OrderingView:
        """Return what one of them sees."""
        expected = self.expected[at].item()
        return OrderingView(
            week=self.week,
            on_hand=self.on_hand[at].item(),
            on_order=self.on_order[at].item(),
            owed=self.owed[at].item(),
            demand=tuple(weeks[at].item() for weeks in self.demand),
            lead_time_weeks=self.lead_time_weeks[at].item(),
            expected=None if isnan(expected) else expected,
            below=self.below[at].item(),
            filled=self.filled[at].item(),
            luck=self.luck[at].item(),
            price_off=self.price_off[at].item(),
            mean_delay=self.mean_delay[at].item(),
            delay_variance=self.delay_variance[at].item(),
        )
