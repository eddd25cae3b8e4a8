"""Weeks of supply: how long the stock would last."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.goods_balance import goods_balance
from simulator.ledger.queries.rows import weeks


@METRICS.register("weeks_of_supply")
@metric(by=("tier", "channel", "outlet", "week", "product"))
def weeks_of_supply(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many weeks would what outlets have at the end last, at the pace of the weeks after the warm-up?

        units on hand at the end / (units sold / weeks)

    Of the focal manufacturer's products; sold and on hand are as for `sell_through_b`. By week, it is
    that week's pace. Nothing sold, with something on hand: infinite; with nothing: nan.

    Unit: weeks
    Source: Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains
    """
    parts = Breakdown(ledger, by)
    moved = goods_balance(ledger, parts)
    span = 1 if by == "week" else weeks(ledger)
    return parts.answer(ratio(moved.on_hand * span, moved.sold))
