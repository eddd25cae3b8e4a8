"""Lost demand: needs that did not end with a focal product, by reason."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.rows import Rows, rows_of
from simulator.metrics.journey.funnel import own_categories, stages

LOSSES = (
    "unaware",
    "nothing at hand",
    "price",
    "message",
    "fit",
    "out of stock",
    "bought from a rival",
)
"""In the order in which a need can be lost."""
NOT_DELIVERED = "not delivered"
"""Told where customers order what is out of stock."""


@METRICS.register("lost_demand", formerly=("unmet_needs",))
@metric(by=("reason",), additive=("reason",), accumulates=True)
def lost_demand(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many needs were not met by the focal manufacturer's products, and where were they lost?

        unaware               no product of the category was known
        nothing at hand       a product was known, but no outlet at hand carried one; or only rivals' were
                              at hand, and not buying was better
        price                 not buying was better, even if people had believed all that its product
                              delivers and its outlets had what the product asks for
        message               they would have bought, had they believed all that the product delivers and
                              had no talk of price in their ear
        fit                   they would have bought, had the outlet besides had what the product asks for,
                              and left no doubt
        out of stock          what was wanted was gone, and nothing else that was left would do
        bought from a rival   another manufacturer's product was bought, or ordered
        not delivered         backorders of these weeks not delivered in them, less deliveries of earlier ones

    In the categories of the focal manufacturer's products, after the warm-up; together with its own sales
    they are all needs. A stock-out after which something else was bought is none of them. Price, message and
    fit are told by trying again with the same luck, need by need; rivals' offers stay as they are.

    Unit: needs
    Source: counts of `stage_flow`, `held_back` and `sale`; waterfall as in Farris et al. (2010), Marketing
    Metrics
    """
    came_to = stages(ledger)
    sales = rows_of(ledger, "sale")
    own = sales.focal()
    unaware, unseen, waited, missed = (came_to[:-1] - came_to[1:]).tolist()
    if by is None:
        return float(came_to[0] - _steps(own))
    ordered, delivered = (rows_of(ledger, kind).focal() for kind in ("backorder", "delivery"))
    undelivered = _steps(ordered) - _steps(delivered)
    absent, message, fit = (_held_back(ledger, reason) for reason in ("absent", "message", "fit"))
    price = waited - absent - message - fit
    rivals = came_to[-1] - _steps(own) - undelivered
    lost = [unaware, unseen + absent, price, message, fit, missed, rivals]
    labels = list(LOSSES)
    if len(ordered) or len(delivered):
        lost, labels = [*lost, undelivered], [*labels, NOT_DELIVERED]
    return pd.Series(lost, index=pd.Index(labels, name=by), dtype=np.float64)


def _held_back(ledger: Ledger, reason: str) -> float:
    rows = own_categories(rows_of(ledger, "reason_not_to_buy"))
    words = np.asarray([*ledger.words, ""])[rows["reason"]]
    return float(rows["customers"][words == reason].sum())


def _steps(sales: Rows) -> float:
    return float(sales["units"].sum())
