"""Break-even units: how many units a maker must sell to cover what does not depend on sales."""

import math

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import metric
from simulator.metrics.money.break_even_volume import fixed_costs_and_margin
from simulator.metrics.money.pocket_margin import price_waterfall


@METRICS.register("break_even_units", meant_by=("breakeven_units", "break_even_point"))
@metric(accumulates=True)
def break_even_units(ledger: Ledger) -> float:
    """How many units must the focal manufacturer sell to cover what does not depend on sales?

        fixed costs / contribution margin per unit sold to customers or to other firms

    in the weeks after the warm-up, at the prices and in the mix of what it sold: `break_even_volume` times
    these units. A loss where it sold fewer. Where units sold bring no margin no volume would do, and where
    nothing is sold no margin is known: nan, and a mean over runs is that of the others.

    Unit: units
    Note: none can be told where units sold bring no margin, as no volume would do
    Source: cost-volume-profit analysis; Horngren, Datar and Rajan (2015), Cost Accounting
    """
    fixed, margin = fixed_costs_and_margin(ledger)
    sold = float(price_waterfall(ledger)[1][ledger.header.scenario.focal_maker])
    return fixed * sold / margin if margin > 0.0 and sold > 0.0 else math.nan
