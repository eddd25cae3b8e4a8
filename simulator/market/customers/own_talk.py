"""Own talk: what media that aim have said to customers themselves, of price and at all, in columns.

Beside what their cells have in the ear, as `Addressee` has it; kept where talk of price moves any customer.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.state.talk_in_ear import TalkInEar


@dataclass
class OwnTalk:
    """What each customer has been told itself, and remembers."""

    said: NDArray[np.float32]
    """[N] contacts with anything said about any product."""
    of_price: NDArray[np.float32]
    """[N] the part of them that dwelt on price."""

    @classmethod
    def none(cls, customers: int) -> "OwnTalk":
        """Return what customers are that were told nothing."""
        return cls(*np.zeros((2, customers), dtype=np.float32))

    def hear(self, who: Integers, contacts: Floats, price_emphasis: float) -> None:
        """Let customers be told something, so much of it of price."""
        self.said[who] = self.said[who].astype(np.float64) + contacts
        self.of_price[who] = self.of_price[who].astype(np.float64) + contacts * price_emphasis

    def forget(self, retention: float) -> None:
        """Let it fade for a week."""
        for kept in (self.said, self.of_price):
            kept[:] = kept.astype(np.float64) * retention

    def is_in_ear(self, who: Integers) -> Flags:
        """Say which customers remember anything that they were told themselves."""
        found: Flags = self.said.take(who) != 0.0
        return found


def heard_by_each(own: OwnTalk | None, talk: TalkInEar, who: Integers, cell: Integers) -> Floats:
    """Return how far customers heard of price, by their cells and by themselves [n]."""
    heard = talk.heard_of_price.take(cell)
    if own is None:
        return heard
    told = np.flatnonzero(own.is_in_ear(who))
    said, of_price = (kept.take(who.take(told)).astype(np.float64) for kept in (own.said, own.of_price))
    heard[told] = talk.heard_with(cell.take(told), said, of_price)
    return heard
