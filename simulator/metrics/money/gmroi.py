"""GMROI: gross margin return on inventory investment."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.customer_returns import net_sales
from simulator.ledger.queries.inventory_value import inventory_value, making_costs, opening_inventory_value
from simulator.ledger.queries.rows import Numbers, Rows, rows_of, window
from simulator.mechanisms.choice.season import WEEKS_PER_YEAR


@METRICS.register("gmroi")
@metric(by=("outlet", "tier", "channel", "member", "product"))
def gmroi(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much gross margin a year do outlets earn on what their stock costs them?

        (52 / weeks) · gross margin / mean over weeks of Σ units on hand · what they cost

        gross margin = goods sold − goods bought + goods held at the end − goods held at the start, at cost

    Of the focal manufacturer's products, after the warm-up: the cost of goods sold by periodic inventory, so
    what was scrapped is in it; fees and wages are not. By tier, channel or member, manufacturers and
    wholesalers show too: they sell to their buyers, and what a manufacturer makes it buys at its cost. Never
    anything on hand: infinite with the sign of the margin, or nan without one.

    Unit: currency per currency of stock and year
    Source: gross margin return on inventory investment; Farris, Bendle, Pfeifer and Reibstein (2010),
    Marketing Metrics
    """
    parts = Breakdown(ledger, by)
    stock = _own(rows_of(ledger, "stock"), by)
    invested = parts.total(stock, stock.worth("unit_cost"))
    return parts.answer(ratio(WEEKS_PER_YEAR * gross_margin(ledger, parts), invested))


def gross_margin(ledger: Ledger, parts: Breakdown) -> Numbers:
    """Return the gross margin of each slice [currency]."""
    first, last = window(ledger)
    margin = sum(
        (sign * parts.total(*_kept(rows, rows.worth("price"), parts.by)) for sign, rows in _trade(ledger)),
        start=-_made(ledger, parts),
    )
    if first > last:
        return np.asarray(margin)
    for rows, values in inventory_value(ledger, last):
        margin += parts.total(*_kept(rows, values, parts.by))
    before = (*inventory_value(ledger, first - 1), opening_inventory_value(ledger, first))
    for rows, values in before:
        margin -= parts.total(*_kept(rows, values, parts.by))
    return np.asarray(margin)


def net_takings(ledger: Ledger, parts: Breakdown) -> Numbers:
    """Return what each slice took for goods, less what was sent back to it [currency]."""
    flows = (
        (1, net_sales(ledger)),
        (1, rows_of(ledger, "shipment", who="supplier")),
        (-1, rows_of(ledger, "sell_back", who="supplier")),
    )
    taken = sum(sign * parts.total(*_kept(rows, rows.worth("price"), parts.by)) for sign, rows in flows)
    return np.asarray(taken)


def _trade(ledger: Ledger) -> tuple[tuple[int, Rows], ...]:
    """Return sales to customers, net of returns, to buyers and back to suppliers, and purchases."""
    return (
        (1, net_sales(ledger)),
        (1, rows_of(ledger, "shipment", who="supplier")),
        (1, rows_of(ledger, "sell_back", who="member")),
        (-1, rows_of(ledger, "shipment", who="buyer")),
        (-1, rows_of(ledger, "sell_back", who="supplier")),
    )


def _made(ledger: Ledger, parts: Breakdown) -> Numbers:
    made = rows_of(ledger, "production")
    return parts.total(*_kept(made, made["units"] * making_costs(ledger.header)[made["product"]], parts.by))


def _own(rows: Rows, by: str | None) -> Rows:
    return _kept(rows, rows.units, by)[0]


def _kept(rows: Rows, values: Numbers, by: str | None) -> tuple[Rows, Numbers]:
    """Return rows about focal products; of outlets only, unless broken down by tier or member."""
    header = rows.header
    kept = header.focal_products[rows["product"]]
    if by not in ("tier", "channel", "member"):
        kept = kept & header.sellers[rows.who]
    return rows.where(kept), values[kept]
