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

ROUNDING = 1e-9
"""What sums in another order may differ by, many times over [utils]."""


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
    reason[row.take(pairs)] = PRICE
    if len(pairs):
        served, informed = (reduce(np.add, weighed.utility(away, pairs)) for away in (SERVED, INFORMED))
        within_reach = _within_reach(weighed, pairs, np.maximum(served, informed), nothing)
        pairs, served, informed = pairs[within_reach], served[within_reach], informed[within_reach]
        lucks = weighed.luck((served, pairs), (informed, pairs))
        row = row.take(pairs)
        bar = nothing.take(row)
        for value, luck, found in zip((served, informed), lucks, (FIT, MESSAGE), strict=True):
            reason[row[value + luck > bar]] = found
    return reason


def _within_reach(weighed: WeighedOffers, pairs: Integers, value: Floats, nothing: Floats) -> Flags:
    """Say of some pairs whether any of their row could be better than going without, if nothing crowded it.

    Crowding takes and never adds, so that of other rows it need not be worked out.
    """
    row = weighed.looking.seen.row.take(pairs)
    could = np.zeros(len(nothing), dtype=bool)
    could[row[value + weighed.uncrowded_luck.take(pairs) > nothing.take(row) - ROUNDING]] = True
    return could.take(row)
