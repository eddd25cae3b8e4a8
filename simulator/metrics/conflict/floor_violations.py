"""Floor violations: how often the agreed lowest price is undercut."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import Numbers, rows_of


@METRICS.register("floor_violations")
@metric(by=("outlet", "tier", "week", "product"))
def floor_violations(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of the prices that outlets under a floor ask are below it?

        postings below price_floor · list price / postings of products bought under a contract with a floor

    Of the focal manufacturer's products, after the warm-up; the floor is rounded to a step of money.
    Nobody under a floor: nan.

    Unit: share of postings under a floor
    Source: Israeli, Anderson and Coughlan (2016), Marketing Science 35(4), 539–564 (violation rate)
    """
    parts = Breakdown(ledger, by)
    posted = rows_of(ledger, "posting").focal()
    floor = _floors(ledger.header)[posted.who, posted["product"]]
    posted, floor = posted.where(~np.isnan(floor)), floor[~np.isnan(floor)]
    below = (posted["price"] < floor).astype(np.float64)
    return parts.answer(ratio(parts.total(posted, below), parts.total(posted, np.ones(len(posted)))))


def _floors(header: RunHeader) -> Numbers:
    """Return floors in steps of money, parties × products; nan where there is none."""
    floors = np.full((len(header.parties), len(header.products)), np.nan)
    for contract in header.contracts:
        for code, product in enumerate(header.products):
            if contract.price_floor is not None and product in contract.prices:
                floor = header.scenario.units.price(contract.price_floor * header.list_price(product))
                at = (header.code(contract.buyer), code)
                floors[at] = np.fmax(floors[at], floor)
    return floors
