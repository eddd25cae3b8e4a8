"""Channel stock growth: value of the goods that other members took in and have not sold on."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.inventory_value import opening_inventory_value
from simulator.ledger.queries.rows import window
from simulator.metrics.goods.channel_stock import channel_stock, cost_of, held_in_channel


@METRICS.register("channel_stock_growth", meant_by=("pipeline_fill", "inventory_build"))
@metric(by=channel_stock.by, additive=channel_stock.additive, amount=True)
def channel_stock_growth(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much more did the goods with others cost to make at the end than at the start, after the warm-up?

        channel stock at the end − channel stock at the start − what members had when they opened since

    Above zero, others bought more than their customers did, and what the maker earned on that it earns once;
    below zero they ran stocks down that were there when they opened, and will buy more when these are gone.
    At what making the goods cost, as `channel_stock`. An empty ledger: 0.

    Unit: currency
    Source: sell-in less sell-through; Coughlan et al., Marketing Channels
    """
    parts = Breakdown(ledger, by, ledger.header.focal_handlers & ledger.header.independents)
    first, last = window(ledger)
    end = max(first - 1, last)
    opened, _ = opening_inventory_value(ledger, first)
    grown = held_in_channel(ledger, parts, end) - held_in_channel(ledger, parts, first - 1)
    return parts.answer(grown - cost_of(ledger, parts, opened))
