"""Acquisitions: by which outlet and since when each customer is a manufacturer's, and when it bought last.

A customer is a manufacturer's: what is asked is which channel brings customers that stay with a brand, so the
second product of a brand, or the same one from another outlet, is bought by a customer that was acquired
before. By product every product would acquire its buyers anew, and the value of one customer would fall
apart; by outlet nobody would stay who buys the same at the next door. Rivals' customers are kept in the same
way.

It decides nothing, and is kept once for both ways of playing customers: 8 bytes for each customer and
manufacturer, in scenarios that say `cohorts: true`. A run begins without customers, so that every first
purchase in it acquires one.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Integers

NEVER = 0
"""Week since which no customer is one."""


@dataclass(frozen=True)
class KnownBuyers:
    """What is known of the buyers of some purchases of a week, one a row."""

    outlet: Integers
    """Outlet that acquired them."""
    since: Integers
    """Week in which it did."""
    last: Integers
    """Week in which they last bought before this one, or `NEVER`."""
    is_first: Flags
    """Whether it is the buyer's first purchase of the week from the manufacturer."""


@dataclass(frozen=True)
class Acquisitions:
    """Acquisitions of customers by manufacturers [N, M]."""

    outlet: NDArray[np.int32]
    """Outlet of the first purchase; meaningless where there was none."""
    since: NDArray[np.int16]
    """Week of the first purchase, or `NEVER`."""
    last: NDArray[np.int16]
    """Week of the last purchase, or `NEVER`."""

    @classmethod
    def none(cls, customers: int, makers: int) -> Self:
        """Return the acquisitions of a market before the first purchase."""
        shape = (customers, makers)
        return cls(np.zeros(shape, np.int32), np.zeros(shape, np.int16), np.zeros(shape, np.int16))

    def note(self, customer: Integers, maker: Integers, outlet: Integers, week: int) -> KnownBuyers:
        """Note a week's purchases, in the order in which they are made, and return what is known of buyers.

        A customer that buys several things in its first week is acquired by the outlet of the first.
        """
        place = customer * self.since.shape[1] + maker
        buyers, first = np.unique(place, return_index=True)
        is_new = self.since.ravel()[buyers] == NEVER
        self.outlet.ravel()[buyers[is_new]] = outlet[first[is_new]]
        self.since.ravel()[buyers[is_new]] = week
        before = self.last.ravel()[place].astype(np.int64)
        self.last.ravel()[buyers] = week
        is_first = np.zeros(len(place), dtype=bool)
        is_first[first] = True
        return KnownBuyers(*self.of(customer, maker), before, is_first)

    def of(self, customer: Integers, maker: Integers) -> tuple[Integers, Integers]:
        """Return the outlet that acquired each of some customers for a manufacturer, and since when."""
        return self.outlet[customer, maker].astype(np.int64), self.since[customer, maker].astype(np.int64)
