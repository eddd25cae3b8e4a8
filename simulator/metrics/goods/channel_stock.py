"""Channel stock: value of the goods that other members still hold."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, window

KINDS = ("stock", "in_inspection")


@METRICS.register("channel_stock", meant_by=("stock", "inventory"))
@metric(by=("tier", "channel", "member", "product"), additive=("tier", "channel", "member", "product"))
def channel_stock(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did it cost to make what the focal manufacturer has sold and no customer has bought?

        Σ unit cost · units that independent members hold or are waiting for at the end of the run

    At what making them cost, whoever holds them: goods pushed into the channel are worth no more than goods
    in the factory, so that contribution less the mark-up on them is what was earned from customers. An
    empty ledger: 0.

    Unit: currency
    Source: channel stuffing as sell-in without sell-through; Coughlan et al., Marketing Channels
    """
    parts = Breakdown(ledger, by, ledger.header.focal_handlers & ledger.header.independents)
    header = ledger.header
    first, last = window(ledger)
    end = max(first, last)
    stock, inspected = (all_rows(ledger, kind).focal().between(end, end) for kind in KINDS)
    coming = all_rows(ledger, "shipment", who="buyer").focal()
    coming = coming.where((coming["week"] <= last) & (coming["arrives"] > end))
    costs = np.array([header.scenario.products[product].unit_cost for product in header.products])

    def worth(rows: Rows) -> Numbers:
        held = rows.where(header.independents[rows.who])
        return parts.total(held, held.units * costs[held["product"]])

    return parts.answer(worth(stock) + worth(inspected) + worth(coming))
