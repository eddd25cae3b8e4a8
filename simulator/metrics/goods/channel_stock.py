"""Channel stock: value of the goods that other members still hold."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.inventory_value import making_costs
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, window

KINDS = ("stock", "in_inspection")


@METRICS.register("channel_stock", meant_by=("stock", "inventory"))
@metric(by=("tier", "channel", "member", "product"), additive=("tier", "channel", "member", "product"))
def channel_stock(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much did it cost to make what the focal manufacturer has sold and no customer has bought?

        Σ unit cost · units that independent members hold or are waiting for at the end of the run

    At what making them cost, whoever holds them: goods pushed into the channel are worth no more than goods
    in the factory, so that contribution less the mark-up on them is what was earned from customers. What
    members had when they opened counts, too; `channel_stock_growth` is without it. An empty ledger: 0.

    Unit: currency
    Source: channel stuffing as sell-in without sell-through; Coughlan et al., Marketing Channels
    """
    parts = Breakdown(ledger, by, ledger.header.focal_handlers & ledger.header.independents)
    first, last = window(ledger)
    return parts.answer(held_in_channel(ledger, parts, max(first, last)))


def held_in_channel(ledger: Ledger, parts: Breakdown, week: int) -> Numbers:
    """Return what making the goods cost that independent members hold or wait for at a week's end [parts]."""
    stock, inspected = (all_rows(ledger, kind).between(week, week) for kind in KINDS)
    coming = all_rows(ledger, "shipment", who="buyer")
    coming = coming.where((coming["week"] <= week) & (coming["arrives"] > week))
    return cost_of(ledger, parts, stock) + cost_of(ledger, parts, inspected) + cost_of(ledger, parts, coming)


def cost_of(ledger: Ledger, parts: Breakdown, rows: Rows) -> Numbers:
    """Return what making the focal manufacturer's goods of independent members in some rows cost [parts]."""
    rows = rows.focal()
    rows = rows.where(ledger.header.independents[rows.who])
    return parts.total(rows, rows["units"] * making_costs(ledger.header)[rows["product"]])
