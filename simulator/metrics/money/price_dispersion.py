"""Price dispersion: how far outlets' prices for the same thing lie apart."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import Numbers, Rows, rows_of


@METRICS.register("price_dispersion")
@metric(by=("week", "product"))
def price_dispersion(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much do outlets differ in what customers pay them for the same product in the same week?

        CV = √(Σ q (p − p̄)² / Σ q) / p̄,   p̄ = Σ q p / Σ q

    over outlets, p what customers paid an outlet on average and q the units it sold; then the mean of
    CV over products and weeks after the warm-up, weighted by units. The focal manufacturer's products.
    One outlet alone: 0. Nothing sold: nan.

    Unit: coefficient of variation
    Source: Pratt, Wise and Zeckhauser (1979), QJE 93(2), 189–211
    """
    parts = Breakdown(ledger, by)
    sales = rows_of(ledger, "sale").focal()
    weighted = sales.units * _variation(sales)
    return parts.answer(ratio(parts.total(sales, weighted), parts.total(sales, sales.units)))


def _variation(sales: Rows) -> Numbers:
    """Return, for every sale, the coefficient of variation of its product and week."""
    products, parties = len(sales.header.products), len(sales.header.parties)
    _, market = np.unique(sales.when.astype(np.int64) * products + sales["product"], return_inverse=True)
    _, offer = np.unique(market * parties + sales.who, return_inverse=True)
    units, paid = sales.units, sales.worth("price")
    price = np.nan_to_num(ratio(np.bincount(offer, paid), np.bincount(offer, units)))[offer]
    mean = ratio(np.bincount(market, paid), np.bincount(market, units))
    spread = np.bincount(market, units * (price - mean[market]) ** 2)
    variance = ratio(spread, np.bincount(market, units))
    return np.nan_to_num(ratio(np.sqrt(variance), mean))[market]
