"""Common ownership: a single owner sets one markup for all products, above that of rivals."""

from collections.abc import Sequence

import numpy as np

from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import REST, measured, plain_market, responding, shops
from ._rivals import CUSTOMERS, WATCHED, WEEKS, believes, markup

PRODUCTS = 2


def one_markup(appeals: Sequence[float], costs: Sequence[float], beta: float) -> float:
    """Return m = (1 + W(Σ e^(a − βc − 1))) / β, from the first-order conditions of all prices together."""
    return markup(beta, float(np.log(np.exp(np.array(appeals) - beta * np.array(costs)).sum())))


def shop(appeals: Sequence[float], costs: Sequence[float], beta: float, whole_category: bool) -> Scenario:
    """Return one web store that sells several products of one category."""
    products = {
        f"lamp {n}": {"maker": "acme", "unit_cost": cost, "list_price": cost + 3 / beta, "appeal": appeal}
        for n, (appeal, cost) in enumerate(zip(appeals, costs, strict=True), start=1)
    }
    rule = {**responding(believes(beta)), "whole_category": whole_category}
    way = {"model": "direct_automated", **shops(sale_cost=0.0, advice_cost=0.0, pricing=rule)}
    people = {"price_sensitivity": beta}
    return plain_market(WEEKS, CUSTOMERS, products, people, distribution=way)


def cases(draw: np.random.Generator, whole_category: bool = True, seeds: int = 30) -> Sequence[TargetCase]:
    """Draw β, costs and appeals of the products of one owner."""
    beta = float(draw.uniform(0.3, 2))
    costs = [float(cost) / beta for cost in draw.uniform(1, 3, size=PRODUCTS)]
    appeals = [beta * cost + float(draw.uniform(1, 2.5)) for cost in costs]
    asked = one_markup(appeals, costs, beta)
    each = "; ".join(f"c = {c:.4g}, a = {a:.4g}" for c, a in zip(costs, appeals, strict=True))
    return [
        TargetCase(
            f"one web store asking its best response for all it sells; β = {beta:.4g}: {each}; "
            f"{CUSTOMERS} customers, {WEEKS} weeks, the last {WATCHED} measured",
            {f"price acme web_store of lamp {n}": cost + asked for n, cost in enumerate(costs, start=1)},
            lambda seed: measured(simulate(shop(appeals, costs, beta, whole_category), seed), WATCHED),
            slack=REST,
            seeds=seeds,
        )
    ]


TARGET = Target(
    reference="V8",
    title="Prices of an owner of all products",
    formula="p = c + m with one m = (1 + W(Σ e^(a − βc − 1)))/β for all products",
    source="Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7",
    cases=cases,
    mutants=(
        Mutant(
            "each product is priced as if it were alone",
            lambda draw: cases(draw, whole_category=False, seeds=5),
            "price acme web_store of lamp 1",
        ),
    ),
)
