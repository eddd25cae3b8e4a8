"""Rivals: what prices firms come to ask of each other under logit demand, and the markets of such firms.

Customers choose by a logit, sellers believe in one and see their own sales; nobody is told what others
cost. Equilibria are found here by iterated best responses, by search and by bisection.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 6–7.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import brentq, minimize_scalar
from scipy.special import lambertw

from simulator.scenario.schema import Scenario

from ._markets import plain_market, responding, shops

WEEKS, WATCHED = 50, 20
CUSTOMERS = 1000


def believes(beta: float, customers: int = CUSTOMERS) -> dict[str, Any]:
    """Return the demand model that is true and covers all customers."""
    return {"demand": "logit", "price_sensitivity": beta, "visitors": customers}


def markup(beta: float, strength: float) -> float:
    """Return (1 + W(e^(strength − 1))) / β: the best markup of a monopolist, or against fixed rivals.

    *strength* is the utility at cost, less the log of what everything else weighs.
    """
    return float((1 + lambertw(np.exp(strength - 1)).real) / beta)


def nash(appeals: Sequence[float], costs: Sequence[float], beta: float) -> list[float]:
    """Return the prices p = c + 1 / (β (1 − s)) of one-product firms, by iterated best responses."""
    prices = np.array(costs) + 1 / beta
    for _ in range(10_000):
        weights = np.exp(np.array(appeals) - beta * prices)
        rest = 1 + weights.sum() - weights
        at_cost = np.array(appeals) - beta * np.array(costs) - np.log(rest)
        answers = np.array(costs) + [markup(beta, strength) for strength in at_cost]
        if np.abs(answers - prices).max() < 1e-13:
            break
        prices = answers
    return [float(price) for price in prices]


def firms(appeals: Sequence[float], costs: Sequence[float], beta: float, belief: dict[str, Any]) -> Scenario:
    """Return manufacturers with one product and a web store each."""
    makers = makers_of(costs)
    products = {
        f"lamp {maker}": {"maker": maker, "unit_cost": cost, "list_price": cost + 3 / beta, "appeal": appeal}
        for maker, cost, appeal in zip(makers, costs, appeals, strict=True)
    }
    plain = shops(sale_cost=0.0, advice_cost=0.0, pricing=responding(belief))
    first, *others = [{"model": "direct_automated", "maker": maker, **plain} for maker in makers]
    people = {"price_sensitivity": beta}
    return plain_market(WEEKS, CUSTOMERS, products, people, distribution=first, competition=others)


def makers_of(costs: Sequence[float]) -> list[str]:
    """Return names for so many manufacturers."""
    return ["acme", *(f"rival{n}" for n in range(1, len(costs)))]


def two_lines(appeals: Sequence[float], costs: Sequence[float], beta: float) -> list[tuple[float, float]]:
    """Return the equilibrium (w, p) of every line: its own outlet answers, rivals' stay.

    Each w is searched for against fixed rival prices, in turn, until none moves.
    """
    found = [(cost + 1 / beta, cost + 2 / beta) for cost in costs]
    for _ in range(100):
        before = list(found)
        for mine in range(len(costs)):
            rest = 1 + sum(np.exp(appeals[at] - beta * p) for at, (_, p) in enumerate(found) if at != mine)
            found[mine] = _best_terms(appeals[mine], costs[mine], beta, float(rest))
        if max(abs(b[0] - a[0]) for a, b in zip(before, found, strict=True)) < 1e-8:
            break
    return found


def _best_terms(appeal: float, cost: float, beta: float, rest: float) -> tuple[float, float]:
    """Return the wholesale price that is best where the outlet answers it, and that answer."""

    def answer(w: float) -> float:
        return w + markup(beta, appeal - beta * w - float(np.log(rest)))

    def loss(w: float) -> float:
        weight = np.exp(appeal - beta * answer(w))
        return float(-(w - cost) * weight / (rest + weight))

    best = minimize_scalar(loss, bounds=(cost, cost + 20 / beta), method="bounded", options={"xatol": 1e-10})
    return float(best.x), answer(float(best.x))


def lines(appeals: Sequence[float], costs: Sequence[float], beta: float, rule: str) -> Scenario:
    """Return manufacturers with an outlet each and a wholesale rule."""
    makers = makers_of(costs)
    products = {
        f"lamp {maker}": {"maker": maker, "unit_cost": cost, "list_price": cost + 6 / beta, "appeal": appeal}
        for maker, cost, appeal in zip(makers, costs, appeals, strict=True)
    }
    terms = {"policy": rule, "demand_model": believes(beta), "window": 12, "patience_weeks": 2}
    plain = shops(wholesalers=0, pricing=responding(believes(beta)), wholesale_pricing=terms)
    first, *others = ({"model": "chain", "maker": maker, **plain} for maker in makers)
    people = {"price_sensitivity": beta}
    return plain_market(WEEKS, CUSTOMERS, products, people, distribution=first, competition=others)


def with_dealers(n: int, appeal: float, cost: float, beta: float) -> tuple[float, float]:
    """Return the price p = w + 1 / (β (1 − s)) of n equal dealers, and the share s of each."""

    def share(price: float) -> float:
        weight = np.exp(appeal - beta * price)
        return float(weight / (1 + n * weight))

    def gap(price: float) -> float:
        return price - cost - 1 / (beta * (1 - share(price)))

    price = float(brentq(gap, cost + 1 / beta, cost + (n + 40) / beta, xtol=1e-13))
    return price, share(price)


def with_fee(appeal: float, cost: float, beta: float, fee: float) -> float:
    """Return the lone seller's best price on a marketplace: that of a cost of c / (1 − f)."""
    borne = cost / (1 - fee)
    return borne + markup(beta, appeal - beta * borne)
