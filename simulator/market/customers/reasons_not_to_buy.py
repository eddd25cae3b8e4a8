"""Reasons not to buy: price, message or fit, found by deciding again with the same luck.

With the message's barrier thought away, that is all believed that the product delivers and no talk of
price; then with the outlet's besides, that is nothing missing of what the product asks for and no doubt.
What is wanted then was held back by it; what is not, by the price. Terms of utility say what of them is a
barrier.

Rivals' offers stay as they are, so what is counted would have come to the focal manufacturer. Claims beyond
the truth are never called for.
"""

from functools import reduce

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.customers.visit import ABSENT, FIT, MESSAGE, PRICE
from simulator.market.customers.weighed_offers import WeighedOffers
from simulator.market.state.choice_tables import NONE
from simulator.market.state.utility_terms import INFORMED, SERVED


def reasons_not_to_buy(weighed: WeighedOffers, nothing: Floats, without: Flags) -> Integers:
    """Return for each row a place in `HELD_BACK`, as `Customer.reason_not_to_buy`.

    NONE for rows that bought or saw no offer. *nothing* is the utility of going without; *without*: which
    rows did.
    """
    looking = weighed.looking
    row, tables = looking.seen.row, looking.run_tables
    reason = np.full(len(looking.who), NONE, dtype=np.int64)
    reason[row[without.take(row)]] = ABSENT
    ours = tables.focal.take(tables.product_of.take(looking.seen.offer))
    pairs = np.flatnonzero(ours & without.take(row))
    row = row.take(pairs)
    bar = nothing.take(row)
    reason[row] = PRICE
    if len(pairs):
        served, informed = (reduce(np.add, weighed.utility(away, pairs)) for away in (SERVED, INFORMED))
        lucks = weighed.luck((served, pairs), (informed, pairs))
        for value, luck, found in zip((served, informed), lucks, (FIT, MESSAGE), strict=True):
            reason[row[value + luck > bar]] = found
    return reason
