"""Buying ahead: how many units a customer takes for later while a price is low, for a number and a column.

    k = μ (r − p) / h,  rounded down, as far as there is room

μ: units used a week; r: price remembered, which it expects to pay later; p: price paid; h: what keeping a
unit for a week costs. The k-th unit is kept for k / μ weeks: it is bought ahead while r − p > h k / μ. With
constant use what is sold more in the deal is sold less after it, unit for unit.

Source: Blattberg, Eppen & Lieberman (1981), A theoretical and empirical evaluation of price deals for
consumer nondurables, J. Marketing 45(1).
"""

from typing import Any

import numpy as np

from simulator.base.numerics.elementwise import larger, smaller


def units_ahead(uses: Any, remembered: Any, paid: Any, cost: Any, room: Any) -> Any:
    """Return how many units are taken for later; *room*: how many more there is room for [units].

    >>> units_ahead(1.0, 4.0, 3.0, 0.25, 10), units_ahead(1.0, 4.0, 4.5, 0.25, 10)
    (4, 0)
    """
    wished = larger(smaller(uses * (remembered - paid) / cost, 1.0 * room), 0.0)
    if isinstance(wished, np.ndarray):
        return np.floor(wished).astype(np.int64)
    return int(wished)
