"""Break-even volume: how much must be sold to cover what does not depend on sales."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.profit_and_loss import profit_and_loss

FIXED = ("communication", "running")
"""The steps of the statement that do not depend on sales: media, wages of its own team, rent."""


@METRICS.register("break_even_volume", meant_by=("break_even", "breakeven"))
@metric()
def break_even_volume(ledger: Ledger) -> RatioOfSums:
    """How much of what it sells must the focal manufacturer sell to cover what does not depend on sales?

        fixed costs / contribution margin,      contribution margin = contribution + fixed costs

    after the warm-up, at the prices and in the mix of what it sells: .4 means that it would break even on
    four tenths of its sales, and .6 are its margin of safety. Fixed costs are media, running costs and wages.
    Above 1 it sells less than that; negative where units sold lose money, so that no volume would do; nothing
    earned or paid: nan. Several runs pool it.

    Unit: share of units sold
    Source: cost-volume-profit analysis; Horngren, Datar and Rajan (2015), Cost Accounting
    """
    fixed, margin = fixed_costs_and_margin(ledger)
    return RatioOfSums(float(ratio(np.array([fixed]), np.array([margin]))[0]), fixed, margin)


def fixed_costs_and_margin(ledger: Ledger) -> tuple[float, float]:
    """Return fixed costs of the focal manufacturer, and the contribution margin that is to cover them."""
    steps = profit_and_loss(ledger).sum()
    fixed = -float(steps[list(FIXED)].sum())
    return fixed, float(steps.sum()) + fixed
