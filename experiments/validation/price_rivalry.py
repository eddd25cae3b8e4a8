"""Price rivalry: unequal firms, a monopoly, and rival lines come to rest where no one gains by moving."""

from collections.abc import Sequence

import numpy as np

from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._markets import REST, measured
from ._rivals import CUSTOMERS, WATCHED, WEEKS, believes, firms, lines, makers_of, nash, two_lines

PLAYED = f"{CUSTOMERS} customers, {WEEKS} weeks, the last {WATCHED} measured"


def case(told: str, scenario: Scenario, rows: dict[str, float], seeds: int = 30) -> TargetCase:
    """Return a market and its measured last weeks."""
    return TargetCase(
        f"{told}; {PLAYED}",
        rows,
        lambda seed: measured(simulate(scenario, seed), WATCHED),
        slack=REST,
        seeds=seeds,
    )


def market(draw: np.random.Generator, n: int, appeal: tuple[float, float]) -> tuple[list[float], ...]:
    """Draw β, costs and appeals of so many firms."""
    beta = float(draw.uniform(0.3, 2))
    costs = [float(cost) / beta for cost in draw.uniform(1, 3, size=n)]
    return [beta], costs, [beta * cost + float(draw.uniform(*appeal)) for cost in costs]


def told(beta: float, costs: Sequence[float], appeals: Sequence[float]) -> str:
    """Say what firms are like."""
    each = "; ".join(f"c = {c:.4g}, a = {a:.4g}" for c, a in zip(costs, appeals, strict=True))
    return f"β = {beta:.4g}: {each}"


def of_firms(draw: np.random.Generator, n: int, sees: float = 1.0, seeds: int = 30) -> TargetCase:
    """Draw so many firms; each takes its share for a multiple of what it is."""
    (beta,), costs, appeals = market(draw, n, (1, 3))
    rows = {
        f"price {maker} web_store": price
        for maker, price in zip(makers_of(costs), nash(appeals, costs, beta), strict=True)
    }
    belief = {**believes(beta), "visitors": CUSTOMERS / sees}
    who = "a monopoly" if n == 1 else f"{n} firms, each with a web store,"
    words = f"{who} asking its best response; {told(beta, costs, appeals)}"
    return case(words, firms(appeals, costs, beta, belief), rows, seeds)


def of_lines(draw: np.random.Generator, rule: str = "strategic", seeds: int = 30) -> TargetCase:
    """Draw two manufacturers with an outlet each."""
    (beta,), costs, appeals = market(draw, 2, (2.5, 4))
    rows = {}
    for maker, (w, p) in zip(makers_of(costs), two_lines(appeals, costs, beta), strict=True):
        rows |= {f"paid {maker} shop here 1": w, f"price {maker} shop here 1": p}
    words = f"2 manufacturers ({rule}), each with an outlet of its own; {told(beta, costs, appeals)}"
    return case(words, lines(appeals, costs, beta, rule), rows, seeds)


def cases(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Draw a monopoly, three unequal firms, and two lines."""
    return [of_firms(draw, 1), of_firms(draw, 3), of_lines(draw)]


def seeing(times: float, draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same three firms, which misjudge their shares."""
    return [of_firms(draw, 1, times, seeds=5), of_firms(draw, 3, times, seeds=5)][1:]


def naive(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same two lines with naive manufacturers, which ignore the outlets."""
    return [of_firms(draw, 1), of_firms(draw, 3), of_lines(draw, "naive", seeds=5)][2:]


TARGET = Target(
    reference="V8",
    title="Bertrand–Nash prices of differentiated products",
    formula=(
        "p = c + 1/(β(1 − s)) for every firm at once; a monopoly: p = c + (1 + W(e^(a − βc − 1)))/β; "
        "rival lines: every w best against rivals' prices where the own outlet answers"
    ),
    source="Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 6–7",
    cases=cases,
    mutants=(
        Mutant("sellers ignore their own share", lambda d: seeing(1e-6, d), "price acme web_store"),
        Mutant("sellers count their own share twice", lambda d: seeing(2.0, d), "price acme web_store"),
        Mutant("manufacturers forget that their outlets answer", naive, "paid acme shop here 1"),
    ),
)
