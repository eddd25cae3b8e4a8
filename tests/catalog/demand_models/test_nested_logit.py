"""Nested logit demand against published prices of alike sellers, and of suppliers that foresee them."""

import math

import pytest

from simulator.base.derivatives import Jet
from simulator.catalog.demand_models.logit import Logit
from simulator.catalog.demand_models.nested_logit import NestedLogit
from simulator.domain.decisions.demand_model import Alternative, Seen
from simulator.mechanisms.pricing.derived_demand import root, strategic_price
from tests.draws import DRAW


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


def shares(value: list[float], nest: list[int], unlike: float, crowding: float) -> list[float]:
    """Return shares where I(x) = x ln Σ e^{V/x} of a nest is taken at (1 − κ) λ, and shares within at λ."""

    def inclusive(one: int, at: float) -> float:
        return at * math.log(
            math.fsum(math.exp(v / at) for v, of in zip(value, nest, strict=True) if of == one)
        )

    worth = {one: math.exp(inclusive(one, (1 - crowding) * unlike)) for one in set(nest)}
    everything = 1 + math.fsum(worth.values())
    return [
        math.exp((v - inclusive(of, unlike)) / unlike) * worth[of] / everything
        for v, of in zip(value, nest, strict=True)
    ]


@pytest.mark.parametrize("crowding", [0.0, 0.5, 0.9])
@pytest.mark.parametrize("move", [-0.6, -0.05, 0.0, 0.05, 0.6])
def test_what_a_price_does_to_every_offer(crowding: float, move: float) -> None:
    """Laid through what was seen, shares at other prices of the first offer are the closed form's."""
    beta, unlike = DRAW.uniform(0.5, 2), DRAW.uniform(0.2, 1)
    value, nest, step = DRAW.uniform(-1, 1, size=5).tolist(), [0, 0, 0, 1, 1], 1e-5

    def sold(price: float) -> list[float]:
        return shares([value[0] - beta * (price - 2), *value[1:]], nest, unlike, crowding)

    seen, *others = sold(2.0)
    belief = NestedLogit(
        price_sensitivity=beta, visitors=1.0, largest_share=0.999, dissimilarity=unlike, crowding=crowding
    )
    found = []
    for one in range(4):
        beside = [
            Alternative(units, of == 0, float(at == one))
            for at, (units, of) in enumerate(zip(others, nest[1:], strict=True))
        ]
        own, other = belief.among(Seen(2.0, seen), beside, Jet.variable(2 + move, 1))
        found = [own, *found[1:], other]

    assert [jet.value for jet in found] == pytest.approx(sold(2 + move), rel=1e-9)
    slopes = [
        (up - down) / (2 * step)
        for up, down in zip(sold(2 + move + step), sold(2 + move - step), strict=True)
    ]
    assert [jet.slope for jet in found] == pytest.approx(slopes, rel=1e-5, abs=1e-8)


def test_beside_unlike_offers_it_is_the_logit() -> None:
    """λ = 1: whether others are of the same product or not."""
    units = DRAW.uniform(0.05, 0.2, size=4).tolist()
    flat = Logit(price_sensitivity=1.2, visitors=1.0, largest_share=0.999)
    at, others = Jet.variable(2.3, 2), [Alternative(one, one > 0.1, 2 * one) for one in units[1:]]
    seen = Seen(2.0, units[0])

    for mine, meant in zip(
        believed(1.2, 1.0).among(seen, others, at), flat.among(seen, others, at), strict=True
    ):
        assert mine.terms == pytest.approx(meant.terms, rel=1e-9)
