"""Number of dealers: the more there are, the lower their prices and what each sells and earns."""

from collections.abc import Mapping, Sequence

import numpy as np

from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import REST, measured, plain_market, responding, shops
from ._rivals import WATCHED, WEEKS, believes, with_dealers

CUSTOMERS = 400
WHAT = ("price", "units", "profit")


def of_dealers(n: int, appeal: float, cost: float, beta: float, sees: float = 1.0) -> Scenario:
    """Return a market of n equal dealers that take their share for a multiple of the true one."""
    belief = {**believes(beta), "visitors": CUSTOMERS / sees}
    way = {
        "model": "authorized_dealers",
        "dealers_per_region": n,
        "margin": 0.5,
        "price_floor": None,
        **shops(pricing=responding(belief)),
    }
    lamp = {"unit_cost": 0.0, "list_price": 2 * cost, "appeal": appeal}
    return plain_market(WEEKS, CUSTOMERS, {"lamp": lamp}, {"price_sensitivity": beta}, distribution=way)


def a_market(draw: np.random.Generator) -> tuple[float, float, float]:
    """Draw appeal, what dealers pay, and price sensitivity."""
    beta = float(draw.uniform(0.3, 2))
    cost = float(draw.uniform(1, 3)) / beta
    return beta * cost + float(draw.uniform(-0.5, 1.5)), cost, beta


def of_one(found: Mapping[str, float], n: int) -> dict[str, float]:
    """Return what was found of a dealer, in the mean of all n."""
    return {
        what: float(np.mean([found[f"{what} acme dealer here {at}"] for at in range(1, n + 1)]))
        for what in WHAT
    }


def case(n: int, market: tuple[float, float, float], sees: float = 1.0, seeds: int = 30) -> TargetCase:
    """Return a market of n dealers: price, units and profit of one."""
    appeal, cost, beta = market
    price, share = with_dealers(n, *market)
    units, scenario = CUSTOMERS * share, of_dealers(n, *market, sees)
    values = (price, units, units * (price - cost))
    rows = {f"{what} of one among {n}": value for what, value in zip(WHAT, values, strict=True)}

    def play(seed: int) -> dict[str, float]:
        found = of_one(measured(simulate(scenario, seed), WATCHED), n)
        return dict(zip(rows, found.values(), strict=True))

    words = (
        f"{n} equal dealers who pay w = {cost:.4g}, a = {appeal:.4g}, β = {beta:.4g}; {CUSTOMERS} customers, "
        f"{WEEKS} weeks, the last {WATCHED} measured"
    )
    return TargetCase(words, rows, play, slack=REST, seeds=seeds)


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw one market; 2, 5 and 10 dealers in it."""
    market = a_market(draw)
    return [case(n, market) for n in (2, 5, 10)]


def seeing(times: float, draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same market of two dealers with misjudged shares."""
    return [case(2, a_market(draw), times, seeds=5)]


TARGET = Target(
    reference="V15",
    title="Prices, sales and profits of n equal dealers",
    formula="p = w + 1/(β(1 − s)), s = e^(a − βp)/(1 + n e^(a − βp)); falls towards w + 1/β",
    source="Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 6–7",
    cases=cases,
    mutants=(
        Mutant("dealers ignore their own share", lambda d: seeing(1e-6, d), "price of one among 2"),
        Mutant("dealers count their own share twice", lambda d: seeing(2.0, d), "price of one among 2"),
    ),
)
