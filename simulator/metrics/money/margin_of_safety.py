"""Margin of safety: how much of its sales a maker can lose before it makes a loss."""

import math

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.metrics.money.break_even_volume import fixed_costs_and_margin


@METRICS.register("margin_of_safety", meant_by=("safety_margin",))
@metric()
def margin_of_safety(ledger: Ledger) -> RatioOfSums:
    """How much of its sales can the focal manufacturer lose before it makes a loss?

        (contribution margin − fixed costs) / contribution margin  =  1 − break-even volume

    after the warm-up, with both as `break_even_volume` has them. Negative where it makes a loss: at −.2 a
    fifth more would have to be sold. Where units sold bring no margin, fewer of them do no harm and no more
    would help, so there is none: nan, and several runs pool the others.

    Unit: share of units sold
    Note: none can be told where units sold bring no margin
    Source: margin of safety ratio; Horngren, Datar and Rajan (2015), Cost Accounting
    """
    fixed, margin = fixed_costs_and_margin(ledger)
    if margin <= 0.0:
        return RatioOfSums(math.nan, math.nan, math.nan)
    return RatioOfSums((margin - fixed) / margin, margin - fixed, margin)
