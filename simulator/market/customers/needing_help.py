"""Needing help: which owners ask for help with what they have in use, and how long they wait, in columns.

As `Consumer.asks_for_help`, `wait_for_help` and `begin_anew`. What was taken this week is asked about from
the next one on; what was in use before and is paid for again, in every week.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Floats, Integers
from simulator.base.keyed_random import happens
from simulator.market.customers.customer_columns import CustomerColumns


def asking(columns: CustomerColumns, week: int) -> tuple[Integers, Integers]:
    """Return which customers ask for help this week, and with which product."""
    tables, has, rows = columns.run_tables, columns.belongings, [np.zeros((2, 0), dtype=np.int64)]
    for product in np.flatnonzero(tables.help_asked).tolist() if has.since.shape[1] else ():
        owners = np.flatnonzero((has.in_use[:, product] >= week) & (has.since[:, product] < week))
        keys = columns.people.key.take(owners), tables.product_keys[product]
        words = columns.dice.words("asks for help", week, *keys)
        who = owners[happens(words, tables.help_asked[product])]
        rows.append(np.stack([who, np.full(len(who), product)]))
    who, product = np.concatenate(rows, axis=1)
    return who, product


def wait_for_help(columns: CustomerColumns, who: Integers, product: Integers) -> None:
    """Let customers have waited a week for help, each with each product once."""
    columns.belongings.weeks_unhelped[who, product] += 1


def begin_anew(columns: CustomerColumns, who: Integers, product: Integers) -> None:
    """Let customers count waiting anew for what they have just taken."""
    if columns.belongings.weeks_unhelped.shape[1]:
        columns.belongings.weeks_unhelped[who, product] = 0


class WeeksUnhelped:
    """For how many weeks the customers of some rows have waited for help, by the product of each row."""

    def __init__(self, weeks: NDArray[np.int16], who: Integers) -> None:
        self._weeks, self._who = weeks, who

    def __getitem__(self, product: Integers) -> Floats:
        if not self._weeks.shape[1]:
            return np.zeros(len(self._who))
        found: Floats = self._weeks[self._who, product].astype(np.float64)
        return found
