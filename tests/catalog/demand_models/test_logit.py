"""Logit demand: the markup of one of n equal sellers, against the slope of its own demand."""

import pytest

from simulator.base.derivatives import Jet
from simulator.base.numerics.portable import exp
from simulator.catalog.demand_models.logit import Logit
from simulator.domain.decisions.demand_model import Seen
from tests.draws import DRAW


@pytest.mark.parametrize("sellers", [1, 2, 5, 10])
def test_a_sellers_markup_is_its_own_units_over_the_slope_of_its_own_demand(sellers: int) -> None:
    """−q/q′ = 1/(β(1 − s)) with s = e^u/(1 + n e^u): rivals' prices stay, their customers may come over."""
    beta, price, appeal = DRAW.uniform(0.3, 2), DRAW.uniform(1, 4), DRAW.uniform(-1, 2)
    visitors = 1000.0

    def sold(own: float) -> float:
        mine, theirs = float(exp(appeal - beta * (own - price))), float(exp(appeal))
        return visitors * mine / (1 + mine + (sellers - 1) * theirs)

    step = 1e-5
    slope = (sold(price + step) - sold(price - step)) / (2 * step)
    belief = Logit(price_sensitivity=beta, visitors=visitors, largest_share=0.999)
    markup = belief.seller(Seen(price, sellers * sold(price), sellers), Jet.variable(price, 0)).value
    share = sold(price) / visitors

    assert markup == pytest.approx(-sold(price) / slope, rel=1e-6)
    assert markup == pytest.approx(1 / (beta * (1 - share)))
