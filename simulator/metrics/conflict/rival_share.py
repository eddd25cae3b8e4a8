"""Rival share: how much of what its outlets sell in its categories is not the focal manufacturer's."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("rival_share")
@metric(by=("outlet", "format", "tier", "channel", "week"))
def rival_share(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of what independent outlets of the focal manufacturer sell in its categories is rivals'?

        units of rivals' products / units, of categories in which it has a product, after the warm-up

    at outlets that belong to no manufacturer and are ever supplied with its products: a grievance of the
    manufacturer against dealers that are not loyal; `effort:maker` says how much they do for whose products.
    Nothing sold: nan.

    Unit: share of units sold
    Source: exclusive dealing as its remedy, Marvel (1982), Journal of Law and Economics 25
    """
    header, parts = ledger.header, Breakdown(ledger, by)
    products = header.scenario.products
    own = {products[name].category for name in header.products if header.maker_of(name) == _focal(ledger)}
    in_category = np.array([products[name].category in own for name in header.products], dtype=bool)
    sold = rows_of(ledger, "sale")
    sold = sold.where((header.focal_handlers & header.independents)[sold.who])
    sold = sold.where(in_category[sold["product"]])
    is_rival = ~header.focal_products[sold["product"]]
    return parts.answer(ratio(parts.total(sold, sold.units * is_rival), parts.total(sold, sold.units)))


def _focal(ledger: Ledger) -> str:
    return ledger.header.scenario.focal_maker
