"""Derived demand: what a supplier asks by its belief is what maximises its profit, found by brute force."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import brentq, minimize_scalar
from scipy.special import expit

from simulator.base.derivatives import Jet
from simulator.catalog.demand_models.constant_elasticity import ConstantElasticity
from simulator.catalog.demand_models.exponential import Exponential
from simulator.catalog.demand_models.linear import Linear
from simulator.catalog.demand_models.logit import Logit
from simulator.domain.decisions.demand_model import DemandModel, Seen
from simulator.mechanisms.pricing.derived_demand import price_on_margin, strategic_price
from tests.draws import DRAW

type Demand = Callable[[float], float]


def drawn(draw: np.random.Generator, curve: str) -> tuple[DemandModel, Demand, float, float]:
    """Return a belief, the demand it is a belief about, the unit cost, and a price to look at it from."""
    cost, people = draw.uniform(1, 3), draw.uniform(50, 500)
    look = cost * draw.uniform(1.2, 1.8)
    if curve == "linear":
        slope = people / (cost * draw.uniform(2, 5))
        return Linear(slope=slope), lambda p: max(0.0, people - slope * p), cost, look
    if curve == "constant_elasticity":
        elasticity = draw.uniform(1.5, 5)
        return ConstantElasticity(elasticity=elasticity), lambda p: people * p**-elasticity, cost, look
    if curve == "exponential":
        scale = draw.uniform(0.5, 3)
        return Exponential(scale=scale), lambda p: people * float(np.exp(-p / scale)), cost, look
    beta = draw.uniform(0.5, 2)
    appeal = beta * cost + draw.uniform(1, 3)
    belief = Logit(price_sensitivity=beta, visitors=people, largest_share=0.999)
    return belief, lambda p: people * float(expit(appeal - beta * p)), cost, look


def best_price(cost: float, sold_at: Demand, points: int = 600) -> float:
    """Return the price that maximises (price − cost) × what is sold at it: a grid, then golden section."""
    grid = cost + np.geomspace(1e-3, 300.0, points)
    top = int(np.argmax([(price - cost) * sold_at(price) for price in grid]))
    bounds = (grid[max(0, top - 1)], grid[min(len(grid) - 1, top + 1)])
    found = minimize_scalar(
        lambda price: -(price - cost) * sold_at(price),
        bounds=bounds,
        method="bounded",
        options={"xatol": 1e-10},
    )
    return float(found.x)


def asked(belief: DemandModel, seen: Seen, cost: float, tiers: int) -> float:
    """Return what a strategic supplier with that belief asks."""
    price = strategic_price(
        cost, seen.price, lambda p: belief.seller(seen, p), lambda p: belief.market(seen, p), tiers
    )
    assert price is not None
    return price


@pytest.mark.by_day(2)
@pytest.mark.parametrize("curve", ["linear", "constant_elasticity", "exponential", "logit"])
def test_a_strategic_supplier_asks_what_backward_induction_finds(curve: str) -> None:
    """One tier below: within 1e-4 of the best price when the outlet's answer is itself found by search.

    Market and the point it is looked at from are drawn anew. Who forgets the outlet misses it with logit
    demand, and with no other: there the outlet passes on the same share, or sum, of every cost.
    """
    belief, demand, cost, look = drawn(DRAW, curve)
    seen = Seen(look, demand(look))
    target = best_price(cost, lambda w: demand(best_price(w, demand)))

    assert asked(belief, seen, cost, 1) == pytest.approx(target, rel=1e-4)
    naive = price_on_margin(cost, 0.0, look, lambda p: belief.market(seen, p))
    assert naive == pytest.approx(best_price(cost, demand), rel=1e-5)
    is_missed = abs(naive - target) > 1e-3 * target
    assert is_missed == (curve == "logit"), (naive, target)


def test_two_tiers_below_a_logit_market() -> None:
    """The nested search is slow and a little rough: within 1e-4."""
    belief, demand, cost, look = drawn(DRAW, "logit")
    seen = Seen(look, demand(look))

    def rest(w: float) -> float:
        """Return what customers pay when the outlet pays w, by its first-order condition."""
        share = lambda p: demand(p) / belief.visitors  # noqa: E731
        return float(
            brentq(lambda p: p - w - 1 / (belief.price_sensitivity * (1 - share(p))), w, w + 1e3, xtol=1e-12)
        )

    def middle(w: float) -> float:
        return best_price(w, lambda above: demand(rest(above)), points=60)

    target = best_price(cost, lambda w: demand(rest(middle(w))), points=60)
    assert asked(belief, seen, cost, 2) == pytest.approx(target, rel=1e-4)
    assert asked(belief, seen, cost, 1) > target * (1 + 1e-3)


def test_equal_sellers_below_compete_as_the_belief_says() -> None:
    """Logit: n sellers in Bertrand–Nash; the supplier's best price found by search, within 1e-5."""
    draw = DRAW
    beta, cost, n = draw.uniform(0.5, 2), draw.uniform(1, 3), int(draw.integers(2, 6))
    appeal = beta * cost + draw.uniform(1, 3)

    def share(price: float) -> float:
        weight = float(np.exp(appeal - beta * price))
        return weight / (1 + n * weight)

    def rest(w: float) -> float:
        return float(brentq(lambda p: p - w - 1 / (beta * (1 - share(p))), w, w + 1e3, xtol=1e-12))

    target = best_price(cost, lambda w: n * share(rest(w)))
    belief, look = Logit(price_sensitivity=beta, visitors=100.0, largest_share=0.999), cost + 1 / beta

    assert asked(belief, Seen(look, 100 * n * share(look), n), cost, 1) == pytest.approx(target, rel=1e-5)
    assert asked(belief, Seen(look, 100 * n * share(look), 1), cost, 1) != pytest.approx(target, rel=1e-3)


def test_the_textbook_case() -> None:
    """Logit a = 3, c = 1, β = 1: naive 3.00000, strategic 2.77279. Linear a = 100, c = 20: both 60."""
    logit = Logit(price_sensitivity=1.0, visitors=1.0, largest_share=0.999)
    seen = Seen(3.0, 0.5)
    naive = price_on_margin(1.0, 0.0, 2.0, lambda p: logit.market(seen, p))

    assert naive == pytest.approx(3.0, abs=1e-9)
    assert asked(logit, seen, 1.0, 1) == pytest.approx(2.77279, abs=5e-6)
    for tiers, price in ((1, 60.0), (2, 60.0), (3, 60.0)):
        assert asked(Linear(slope=1.0), Seen(70.0, 30.0), 20.0, tiers) == pytest.approx(price)


def test_where_no_price_is_best_none_is_asked() -> None:
    """A markup that rises as fast as the price has no best price."""
    assert price_on_margin(1.0, 0.0, 2.0, lambda p: p) is None
    assert strategic_price(1.0, 2.0, lambda p: p, lambda p: p, 1) is None
    assert Jet.variable(2.0, 0).terms == (2.0,)
