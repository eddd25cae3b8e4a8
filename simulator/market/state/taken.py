"""Taken: what customers took or ordered this week, where, and what it left the outlet: its own books."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.state.choice_tables import NONE
from simulator.market.state.promotions import margins_earned, promotional_prices_paid
from simulator.market.state.protocols import ShoppingState


def taken(state: ShoppingState) -> tuple[Integers, tuple[Integers, Integers], Integers, Integers]:
    """Return the needs, by row, for which something was taken or ordered this week, and of each where it was.

    Namely the outlet and the manufacturer; then what was paid, and what it leaves the outlet [money steps].
    """
    shopping, tables = state.shopping, state.run_tables
    took = np.where(shopping.got == NONE, shopping.waits, shopping.got)
    rows = np.flatnonzero(took != NONE)
    outlet, product = np.divmod(took[rows], len(tables.products))
    promotions, under = state.week_tables.promotions, shopping.promotion[rows]
    price = promotional_prices_paid(promotions, under, outlet, state.offer_table.price[outlet, product])
    margin = margins_earned(promotions, under, outlet, state.offer_table.margin[outlet, product])
    return rows, (outlet, tables.maker[product]), price, margin


def sums(shape: tuple[int, int], place: tuple[Integers, Integers], values: Integers) -> Integers:
    """Return the sums of values by outlet and manufacturer [O, M]."""
    found = np.zeros(shape, dtype=np.int64)
    np.add.at(found, place, values)
    return found
