"""Customer surplus: value of the choice set to customers beyond the price.

It is counted for every need, by what customers believe and in the money that they feel in that week: a
message that claims too much raises it, and so does a message that makes price weigh less; talk of price on
remembered prices is left out. What they gain is the surplus that they experience (`experienced_surplus`).
Where money does not matter it is not defined, and left out rather than called zero.
"""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.journeys import own_categories
from simulator.ledger.queries.rows import rows_of
from simulator.metrics.journey.funnel import stages

ADDITIVE = ("week", "segment", "region", "cell")


@METRICS.register("customer_surplus")
@metric(by=ADDITIVE, additive=ADDITIVE)
def customer_surplus(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much is it worth to customers to have the choice they have, beyond what they pay?

        Σ ln(1 + Σ_k e^((V_k − V_0) / σ)) · σ / (β · salience)

    over needs; the inner sum is over the offers considered that were in stock when the week opened, whoever
    made them. In the categories of the focal manufacturer's products, after the warm-up. It is what customers
    expect by what they believe when they choose: goods that disappoint (see `experienced_surplus`), shelves
    that empty during the week and the way to an adviser are not taken off. Needs of people to whom money does
    not matter (β = 0) are left out; if there were no others: nan. No needs at all, or an empty ledger: 0.

    Unit: currency
    Source: Small and Rosen (1981); Train (2009), ch. 3.5; equation in `mechanisms/choice/consumer_surplus.py`
    """
    return surplus_of_kind(ledger, by, "consumer_surplus")


def surplus_of_kind(ledger: Ledger, by: str | None, kind: str) -> MetricValue:
    """Return what is written of a kind of surplus in the categories of the focal manufacturer's products."""
    parts = Breakdown(ledger, by, ledger.header.sellers)
    surplus = own_categories(rows_of(ledger, kind))
    sums = parts.total(surplus, surplus["amount"])
    is_defined = bool(len(surplus)) or stages(ledger)[0] == 0
    return parts.answer(sums if is_defined else np.full(len(sums), np.nan))
