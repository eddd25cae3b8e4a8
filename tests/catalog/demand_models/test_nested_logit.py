"""Nested logit demand against published prices of alike sellers, and of suppliers that foresee them."""

import math

import pytest

from simulator.base.derivatives import Jet
from simulator.catalog.demand_models.logit import Logit
from simulator.catalog.demand_models.nested_logit import NestedLogit
from simulator.domain.decisions.demand_model import Seen
from simulator.mechanisms.pricing.derived_demand import root, strategic_price


def market_share(appeal: float, beta: float, unlike: float, n: int, price: float) -> float:
    """Return the share of all needs that n alike sellers meet together, by the nested logit's closed form."""
    worth = math.exp(appeal - beta * price + unlike * math.log(n))
    return worth / (1 + worth)


def believed(beta: float, unlike: float) -> NestedLogit:
    """Return the demand model of a seller that knows the market's own numbers."""
    return NestedLogit(price_sensitivity=beta, visitors=1.0, largest_share=0.999, dissimilarity=unlike)


@pytest.mark.parametrize(("n", "price"), [(1, 2.852310), (2, 2.341120), (4, 2.254178), (12, 2.215850)])
def test_the_more_sellers_the_nearer_to_lambda_over_beta(n: int, price: float) -> None:
    """A = 3, c = 2, β = 1.5, λ = .3; as n grows the price falls to c + λ/β = 2.2."""
    belief = believed(1.5, 0.3)
    seen = Seen(price=2.5, units=market_share(3, 1.5, 0.3, n, 2.5), sellers=n)

    def gap(asked: float) -> Jet:
        at = Jet.variable(asked, 1)
        return at - at.constant(2.0) - belief.seller(seen, at)

    assert root(gap, 2.0, 2.5) == pytest.approx(price, abs=1e-6)


@pytest.mark.parametrize(
    ("n", "unlike", "wholesale"),
    [(1, 0.5, 2.772787), (2, 0.5, 2.869442), (2, 1.0, 2.922055), (4, 0.3, 3.026559)],
)
def test_a_supplier_that_foresees_its_dealers(n: int, unlike: float, wholesale: float) -> None:
    """Maker of cost 1, n alike dealers without other cost, a = 3, β = 1."""
    belief = believed(1.0, unlike)
    seen = Seen(price=3.5, units=market_share(3, 1.0, unlike, n, 3.5), sellers=n)

    found = strategic_price(
        1.0, 3.5, lambda price: belief.seller(seen, price), lambda price: belief.market(seen, price), 1
    )
    assert found == pytest.approx(wholesale, abs=1e-6)


@pytest.mark.parametrize("n", [1, 2, 5])
def test_sellers_that_are_not_alike_are_those_of_the_logit(n: int) -> None:
    """λ = 1, term by term."""
    seen, at = Seen(price=2.0, units=0.3, sellers=n), Jet.variable(2.2, 3)
    nested, flat = believed(1.2, 1.0), Logit(price_sensitivity=1.2, visitors=1.0, largest_share=0.999)

    assert nested.seller(seen, at).terms == pytest.approx(flat.seller(seen, at).terms, rel=1e-12)
    assert nested.market(seen, at) == flat.market(seen, at)
