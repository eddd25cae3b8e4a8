"""Experienced surplus: value that what customers choose turns out to have to them beyond the price.

Whoever claims too much makes people expect more: what they believe to gain rises (`customer_surplus`). If all
else is believed as it is they choose worse, and this falls; a claim that mends too low a belief raises it.
"""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.metrics.money.customer_surplus import ADDITIVE, surplus_of_kind


@METRICS.register("experienced_surplus")
@metric(by=ADDITIVE, additive=ADDITIVE)
def experienced_surplus(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much does customers' choice turn out to be worth to them, beyond what they pay?

        Σ [ln D(V) + Σ_k s_k (V^x_k − V_k) / σ] · σ / (β · salience)

    Like `customer_surplus`, but of what they then have: they choose by what they believe, V, and get what the
    offer delivers in truth, V^x. With all beliefs true and no talk of price both are the same. It is at most
    what it would be if people knew, and a belief made less true lowers it at given prices and offers, if all
    others are true. Less than nothing where people would have been better off without. What nobody foresees
    is told in its own week: lateness of an order, what sending a unit back spares, the use that is lost when
    a unit fails for good.

    Unit: currency
    Source: Leggett (2002); Train (2015); equation in `mechanisms/choice/consumer_surplus.py`
    """
    return surplus_of_kind(ledger, by, "experienced_surplus")
