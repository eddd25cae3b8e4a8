"""Inventory turns: how often a year the stock is sold."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.goods_balance import goods_balance
from simulator.mechanisms.choice.season import WEEKS_PER_YEAR


@METRICS.register("inventory_turns")
@metric(by=("tier", "channel", "outlet", "week", "product"))
def inventory_turns(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How often a year do outlets sell what they have on hand?

        52 · Σ units sold / Σ over weeks of units on hand at the week's end

    Of the focal manufacturer's products, after the warm-up; each unit counts what making it costs, so that
    several products add up as in a balance sheet. Sold and on hand are as for `sell_through_b`: by tier, what
    a wholesaler ships on is sold. 52 / turns is the weeks a unit is on hand (Little's law). Never
    anything on hand: infinite, or nan if nothing was sold.

    Unit: times per year
    Source: Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains;
    Little (1961), Operations Research 9(3)
    """
    parts = Breakdown(ledger, by)
    header = ledger.header
    costs = np.array([header.scenario.products[product].unit_cost for product in header.products])
    moved = goods_balance(ledger, parts, costs)
    return parts.answer(ratio(WEEKS_PER_YEAR * moved.sold, moved.on_hand_weeks))
