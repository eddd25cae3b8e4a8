"""Crowd: all customers of a market, in columns or one by one: what the week asks of them."""

from collections.abc import Iterable
from typing import Protocol

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.domain.ledger_entries import HELD_BACK
from simulator.market.state.choice_tables import RunTables, WeekTables
from simulator.market.state.shopping_outcome import STAGE_COUNT, ShoppingOutcome


class Crowd(Protocol):
    """All customers of a market."""

    def shop(self, week_tables: WeekTables) -> ShoppingOutcome:
        """Let everybody with a need shop; return what came of it."""

    def hand_over(
        self,
        who: Integers,
        category: Integers,
        offer: Integers,
        week: int,
        luck_week: Integers,
        weeks_late: Floats,
    ) -> Integers:
        """Let customers take home what they had waited for, in order; return first-time owners [C, P]."""

    def release(self, who: Integers, category: Integers) -> None:
        """Let customers wait no longer."""

    def found_on_delivery(self, who: Integers, offer: Integers, weeks_late: Floats) -> Floats:
        """Return what units are worth by how they are handed over, which nobody foresaw [utils]."""

    def luck_of_units(self) -> Floats:
        """Return what the luck of units is worth that were taken home since this was asked last [utils]."""

    def price_sensitivity(self, who: Integers, offer: Integers) -> Floats:
        """Return what a unit of currency paid for offers costs customers [utils per currency]."""

    def keeps(self, who: Integers, offer: Integers, value: Floats, back: Floats) -> Flags:
        """Say which customers keep units that they could send back."""

    def last_week_of_use(self, who: Integers, offer: Integers) -> Integers:
        """Return the last week in which units that customers took are of use to them [week]."""

    def send_back(self, who: Integers, offer: Integers, week: int, bought: Integers) -> None:
        """Let customers have no longer what they send back this week."""

    def ask_for_help(self, week: int) -> tuple[Integers, Integers]:
        """Return which customers ask for help this week, and with which product."""

    def have_in_use(self, who: Integers, product: Integers, week: int) -> Flags:
        """Say which customers have products in use this week."""

    def offers_in_use(self, who: Integers, product: Integers) -> Integers:
        """Return the offers at which customers took products last, or NONE."""

    def wait_for_help(self, who: Integers, product: Integers) -> None:
        """Let customers have waited a week for help, each with each product once."""

    def reach_anew(self, reach: Floats) -> None:
        """Let outlets be at hand for other shares of customers from now on [O]."""


def empty_stages(run_tables: RunTables) -> Integers:
    """Return a table of stage counts, all zero [Q, C, 5]."""
    return np.zeros((len(run_tables.categories), len(run_tables.cells), STAGE_COUNT), dtype=np.int64)


def no_reasons_yet(run_tables: RunTables) -> Integers:
    """Return a table of reasons not to buy, all zero [Q, C, 4]."""
    return np.zeros((len(run_tables.categories), len(run_tables.cells), len(HELD_BACK)), dtype=np.int64)


def column(values: Iterable[int]) -> Integers:
    """Return whole numbers as a column."""
    return np.fromiter(values, dtype=np.int64)
