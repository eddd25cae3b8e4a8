"""Money counted: a run in which more is paid than can be counted ends with an error, never with a wrong sum.

Ledgers hold 64-bit integers. As long as all that was paid in a run stays below `MOST_PAID`, every sum of
payments that a metric can ask for is exact.
"""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.input_error import InputError

MOST_PAID = 1 << 62
"""All payments of a run together [money steps]."""


class MoneyError(InputError):
    """More money than can be counted in the money steps of a scenario."""

    def __init__(self, week: int) -> None:
        super().__init__(
            f"by week {week} more has been paid than can be counted (2^62 money steps); use a larger "
            "units.money_step, or smaller prices, budgets, costs or quantities"
        )


def all_paid[Number: (int, float)](before: Number, more: Number, week: int) -> Number:
    """Return what has been paid in a run so far; refuse more than can be counted [money steps]."""
    paid = before + more
    if paid > MOST_PAID:
        raise MoneyError(week)
    return paid


def cost_of(price: Integers, units: Integers, week: int) -> Integers:
    """Return price × units, row by row; refuse products that could not be counted [money steps]."""
    if len(price) and int(np.abs(price).max()) * int(np.abs(units).max()) > MOST_PAID:
        raise MoneyError(week)
    cost: Integers = price * units
    return cost
