"""Bertrand–Nash on the simulator's own sellers: each asks its best response, and nobody solves a game."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
import pytest
from scipy.optimize import brentq

from simulator.engine.simulate import simulate
from simulator.policies.beliefs.logit import Logit
from simulator.scenario.schema import Scenario
from tests.builders import small_world

WEEKS, WATCHED, CUSTOMERS, SEEDS = 110, 26, 1000, range(1, 31)
"""Sellers remember 26 weeks of demand: the first prices are forgotten, and what followed from them too."""
STEP = 0.000001
"""Money is counted finely, so that rounding does not stop a price on its way."""


@dataclass(frozen=True)
class Rivalry:
    """Identical sellers of one product, and customers alike: s = e^v / (1 + n e^v) with v = α − βp."""

    sellers: int
    appeal: float
    cost: float
    sensitivity: float
    needs_per_year: float
    list_price: float

    def share(self, price: float) -> float:
        """Return the share of needs that one seller meets when all ask the same price."""
        weight = np.exp(self.appeal - self.sensitivity * price)
        return float(weight / (1 + self.sellers * weight))

    def equilibrium(self) -> float:
        """Return the price p = c + 1 / (β (1 − s(p))), by bisection."""
        highest = self.cost + 2 * self.sellers / self.sensitivity

        def gap(price: float) -> float:
            return price - self.cost - 1 / (self.sensitivity * (1 - self.share(price)))

        return float(brentq(gap, self.cost + 1 / self.sensitivity, highest, xtol=1e-12))

    def scenario(self) -> Scenario:
        """Return the market in which nothing but price tells the sellers apart."""
        visitors = CUSTOMERS * self.needs_per_year / 52
        dealers = {
            "model": "authorized_dealers",
            "dealers_per_region": self.sellers,
            "margin": 1 - self.cost / self.list_price,
            "price_floor": None,
            "reach": 1.0,
            "expertise": 0.0,
            "credibility": 0.0,
            "opening_stock": 10**6,
            "ordering": {"policy": "base_stock", "level": 0.0},
            "pricing": {
                "policy": "best_response",
                "price_sensitivity": self.sensitivity,
                "visitors": visitors,
            },
        }
        people = {
            "share": 1.0,
            "values": {},
            "price_sensitivity": self.sensitivity,
            "needs": {"light": {"per_year": self.needs_per_year}},
        }
        lamp = {"maker": "acme", "category": "light", "unit_cost": 0.0, "attributes": {}}
        plain = small_world(
            weeks=WEEKS,
            customers=CUSTOMERS,
            units={"money_step": STEP},
            products={"lamp": {**lamp, "list_price": self.list_price, "appeal": self.appeal}},
            manufacturers={"acme": {}},
            segments={"all": people},
            regions={"here": {"share": 1.0}},
            response={"standing": 50.0, "remembering": 1.0},
            distribution=dealers,
            messages={},
            campaigns=[],
            competition=[],
            events=[],
        )
        return Scenario.model_validate_json(json.dumps(plain))

    def prices(self, seeds: Iterable[int]) -> np.ndarray:
        """Return the mean price over all sellers and the last weeks, for each seed [currency]."""
        found, given = [], self.scenario()
        for seed in seeds:
            posted = simulate(given, seed).columns("posting")
            late = posted["week"] > WEEKS - WATCHED
            found.append(posted["price"][late].mean() * STEP)
        return np.array(found)


def drawn(draw: np.random.Generator) -> Rivalry:
    """Draw a market of two to five sellers whose list price is a fifth or more away from where they end."""
    sensitivity = draw.uniform(0.2, 2.0)
    cost = draw.uniform(1.0, 3.0) / sensitivity
    market = Rivalry(
        sellers=int(draw.integers(2, 6)),
        appeal=sensitivity * cost + draw.uniform(1.0, 3.0),
        cost=cost,
        sensitivity=sensitivity,
        needs_per_year=draw.uniform(20, 52),
        list_price=cost,
    )
    off = float(draw.uniform(1.3, 1.8) if draw.random() < 0.5 else draw.uniform(0.5, 0.8))
    return replace(market, list_price=max(cost, off * market.equilibrium()))


def believing(times: float) -> Callable[[Logit, float], float]:
    """Return what a seller takes for its share who sees a multiple of what there is."""
    return lambda belief, units: min(belief.largest_share, times * units / belief.visitors)


@pytest.mark.slow
def test_best_responses_come_to_rest_at_bertrand_nash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within 3.5 standard errors of p = c + 1 / (β (1 − s)) over 30 seeds, the error at most 1 % of it.

    The market, two to five sellers, is drawn anew. A share is a mean of 26 weeks of some hundred visits
    or more, so the error comes out at 0.01 to 0.04 % of the price. What the curvature of 1 / (1 − ŝ) adds
    is about a tenth of the error, and what 84 weeks leave of the opening price is less. A seller who ignores
    its share (p = c + 1/β) ends some percent too low, one who counts itself twice some percent too high.
    """
    market = drawn(np.random.default_rng())
    target, prices = market.equilibrium(), market.prices(SEEDS)
    error = prices.std(ddof=1) / np.sqrt(len(prices))

    assert abs(market.list_price - target) > 0.15 * target
    assert error <= 0.01 * target, market
    assert abs(prices.mean() - target) <= 3.5 * error, market
    for times, way in ((0.0, -1), (2.0, +1)):
        monkeypatch.setattr(Logit, "share", believing(times))
        wrong = market.prices(range(1, 4))

        assert way * (wrong.mean() - target) > max(3.5 * error, 0.01 * target), (times, market)
