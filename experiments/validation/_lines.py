"""Lines of monopolies: N tiers that each ask their own best price, and what backward induction says of them.

Customers' values are drawn so that demand is linear, of constant elasticity, exponential or logit; members
believe in that shape and see prices and orders, never demand.
Source: Spengler (1950), Journal of Political Economy 58(4).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import lambertw

from simulator.scenario.schema import Scenario

from ._markets import PLENTY, plain_market, responding, shops

CUSTOMERS, WEEKS, WATCHED = 1000, 56, 20


@dataclass(frozen=True)
class Line:
    """Demand as a share of needs met at a price, what customers are like, and what members believe."""

    cost: float
    share: Callable[[float], float]
    people: dict[str, Any]
    belief: dict[str, Any]
    appeal: float
    prices: Callable[[int], list[float]]
    """What is paid by the first buyer, the second … and customers in a line of so many tiers."""

    def targets(self, tiers: int) -> dict[str, float]:
        """Return prices, weekly units, and what each tier and the whole line earn a week."""
        paid = self.prices(tiers)
        buyers = [f"acme wholesaler {n}" for n in range(1, tiers - 1)]
        shop = "acme shop here 1" if tiers > 1 else "acme web_store"
        units = CUSTOMERS * self.share(paid[-1])
        earned = [units * (price - cost) for cost, price in zip([self.cost, *paid], paid, strict=False)]
        members = ["acme", *buyers, shop] if tiers > 1 else [shop]
        return {
            f"price {shop}": paid[-1],
            f"units {shop}": units,
            **{f"paid {member}": price for member, price in zip([*buyers, shop], paid[:-1], strict=False)},
            **{f"profit {member}": profit for member, profit in zip(members, earned, strict=True)},
            "profit of all": units * (paid[-1] - self.cost),
        }

    def scenario(self, tiers: int, rule: str = "strategic") -> Scenario:
        """Return the market of a line of tiers with a wholesale rule; it opens far from equilibrium."""
        asks = {"policy": rule, "demand_model": self.belief, "window": 12, "patience_weeks": 2}
        shop = shops(pricing=responding(self.belief))
        if tiers == 1:
            way = {"model": "direct_automated", "sale_cost": 0.0, "advice_cost": 0.0, **shop}
        else:
            way = {
                "model": "chain",
                "wholesalers": tiers - 2,
                "wholesale_stock": PLENTY,
                "wholesale_pricing": asks,
                **shop,
            }
        far = 1.5 * self.prices(tiers)[-1]
        lamp = {"unit_cost": self.cost, "list_price": far, "appeal": self.appeal}
        return plain_market(WEEKS, CUSTOMERS, {"lamp": lamp}, self.people, distribution=way)


def linear(draw: np.random.Generator) -> Line:
    """Return values spread evenly up to h: Q = M (1 − p/h), p = h − (h − c)/2ᴺ."""
    cost = draw.uniform(5, 30)
    h = cost * draw.uniform(2.5, 5)
    return Line(
        cost,
        lambda p: 1 - p / h,
        {
            "price_sensitivity": draw.uniform(0.2, 2),
            "taste_shock": 0.0,
            "willingness_to_pay": {"shape": "uniform", "scale": h},
        },
        {"demand": "linear", "slope": CUSTOMERS / h},
        0.0,
        lambda tiers: [h - (h - cost) / 2**n for n in range(1, tiers + 1)],
    )


def constant_elasticity(draw: np.random.Generator) -> Line:
    """Return values with a Pareto tail: Q = M (h/p)^ε, each tier multiplies the price by ε/(ε − 1)."""
    cost, elasticity = draw.uniform(5, 30), draw.uniform(2.0, 4.0)
    h, factor = cost * draw.uniform(0.9, 1.1), elasticity / (elasticity - 1)
    worth = {"shape": "pareto", "scale": h, "elasticity": elasticity}
    return Line(
        cost,
        lambda p: float((h / p) ** elasticity),
        {"price_sensitivity": draw.uniform(0.2, 2), "taste_shock": 0.0, "willingness_to_pay": worth},
        {"demand": "constant_elasticity", "elasticity": elasticity},
        0.0,
        lambda tiers: [cost * factor**n for n in range(1, tiers + 1)],
    )


def exponential(draw: np.random.Generator) -> Line:
    """Return values spread exponentially: Q = M e^(−p/λ), each tier adds λ."""
    scale = draw.uniform(5, 30)
    cost = scale * draw.uniform(0.1, 0.5)
    return Line(
        cost,
        lambda p: float(np.exp(-p / scale)),
        {
            "price_sensitivity": draw.uniform(0.2, 2),
            "taste_shock": 0.0,
            "willingness_to_pay": {"shape": "exponential", "scale": scale},
        },
        {"demand": "exponential", "scale": scale},
        0.0,
        lambda tiers: [cost + n * scale for n in range(1, tiers + 1)],
    )


def logit(draw: np.random.Generator) -> Line:
    """Return s = 1 / (1 + e^(βp − a)); the outlet adds (1 + W(e^(a − βw − 1))) / β, the rest is searched."""
    beta = draw.uniform(0.3, 2)
    cost = draw.uniform(1, 3) / beta
    appeal = beta * cost + draw.uniform(2.5, 4)

    def outlet(w: float) -> float:
        return float(w + (1 + lambertw(np.exp(appeal - beta * w - 1)).real) / beta)

    def share(p: float) -> float:
        return float(1 / (1 + np.exp(beta * p - appeal)))

    def best(cost: float, customers_pay: Callable[[float], float]) -> float:
        found = minimize_scalar(
            lambda w: -(w - cost) * share(customers_pay(w)),
            bounds=(cost, cost + 20 / beta),
            method="bounded",
            options={"xatol": 1e-9},
        )
        return float(found.x)

    def prices(tiers: int) -> list[float]:
        answers: list[Callable[[float], float]] = [outlet]  # by how many tiers there are below
        for _ in range(tiers - 2):
            lower = answers[-1]
            answers.append(lambda w, lower=lower: lower(best(w, lower)))
        paid = [cost]
        for lower in reversed(answers[: tiers - 1]):
            paid.append(best(paid[-1], lower))
        return [*paid[1:], outlet(paid[-1])]

    return Line(
        cost,
        share,
        {"price_sensitivity": beta},
        {"demand": "logit", "price_sensitivity": beta, "visitors": CUSTOMERS},
        appeal,
        prices,
    )
