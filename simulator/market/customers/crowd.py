"""Crowd: all customers of a market, in columns or one by one: what the week asks of them."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.market.state.aimed_media import MediumAimed
from simulator.market.state.choice_tables import WeekTables
from simulator.market.state.protocols import AddressedCustomers, AskingCustomers, DecidingCustomers
from simulator.market.state.shopping_outcome import ShoppingOutcome


class Crowd(DecidingCustomers, AskingCustomers, AddressedCustomers, Protocol):
    """All customers of a market: they shop, and do what the rooms of the week ask of them."""

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""

    def remember_for(self, media: tuple[MediumAimed, ...]) -> None:
        """Remember from now on what some media aim at."""

    def tell_sources(self, media: Sequence[str], always_aware: float) -> None:
        """Tell from now on which of some media bring needs; *always_aware* of all products is a share."""

    def reach_anew(self, reach: Floats) -> None:
        """Let outlets be at hand for other shares of customers from now on [O]."""


def column(values: Iterable[int]) -> Integers:
    """Return whole numbers as a column."""
    return np.fromiter(values, dtype=np.int64)
