"""(s, S) on the simulator's own members: fixed costs of ordering, Poisson demand, published best pairs."""

from collections.abc import Sequence

import numpy as np
from scipy import stats

from simulator.engine.simulate import simulate
from simulator.lab.targets import Case, Mutant, Target

from ._supply import backlog, on_hand, supply_line, weekly

LINES, WEEKS, BEGINS = 8, 90, 20
FIXED, HOLD, SHORT = 64.0, 1.0, 9.0
PUBLISHED = {
    10: (6, 40, 35.022),
    15: (10, 49, 42.698),
    20: (14, 62, 49.173),
    25: (19, 56, 54.262),
    30: (23, 66, 57.819),
    40: (33, 87, 64.512),
    50: (42, 108, 70.975),
    60: (52, 129, 77.306),
    65: (56, 75, 78.518),
    70: (62, 81, 79.037),
    75: (67, 86, 79.554),
}
"""Zheng & Federgruen (1991), table: s, S and cost by mean demand, K = 64, h = 1, p = 9, lead time 0."""


def renewed(mean: float, low: int, high: int) -> float:
    """Return the expected cost of a week: [K + Σ m(j) G(S − j)] / Σ m(j), j from 0 to S − s − 1.

    m(j) is the expected number of weeks in which the position after ordering is S − j; G(y) the cost of a
    week that begins with y. Order before demand, lead time 0.
    """
    chances = stats.poisson.pmf(np.arange(high - low), mean)
    visits = np.zeros(high - low)
    visits[0] = 1 / (1 - chances[0])
    for at in range(1, high - low):
        visits[at] = chances[1 : at + 1] @ visits[at - 1 :: -1][:at] / (1 - chances[0])
    demand = np.arange(int(mean + 40 * np.sqrt(mean) + 40))
    chance = stats.poisson.pmf(demand, mean)
    net = (high - np.arange(high - low))[:, None] - demand
    week = (HOLD * np.clip(net, 0, None) + SHORT * np.clip(-net, 0, None)) @ chance
    return float((FIXED + visits @ week) / visits.sum())


def case(mean: float, low: int, high: int, told: str, late: int) -> Case:
    """Return a stockist who orders up to *high* once there is no more than *low*."""
    tier = {
        "name": "stockist",
        "lead_time_weeks": 1 + late,
        "opening_stock": high,
        "ordering": {"policy": "reorder_point", "reorder_at": float(low), "level": float(high)},
    }
    demand = {"stream": "poisson", "mean": mean}
    scenario = supply_line(WEEKS, 1.0, [tier], lines=LINES, demand=demand)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        held, owed = (found(ledger, "stockist")[:, BEGINS:] for found in (on_hand, backlog))
        placed = weekly(ledger, "order", "buyer", "stockist")[:, BEGINS:] > 0
        return {"cost per week": HOLD * held.mean() + SHORT * owed.mean() + FIXED * placed.mean()}

    return Case(
        f"Poisson demand ({mean:.4g}), order before demand, lead time 0, K = 64, h = 1, p = 9, "
        f"(s, S) = ({low}, {high}){told}; {LINES} lines of {WEEKS} weeks",
        {"cost per week": renewed(mean, low, high)},
        play,
    )


def cases(draw: np.random.Generator, late: int = 0) -> Sequence[Case]:
    """Draw one of the published rows, and a pair that is the best for nobody."""
    mean = int(draw.choice(list(PUBLISHED)))
    low, high, cost = PUBLISHED[mean]
    own = draw.uniform(5, 40)
    reorder_at = round(own * draw.uniform(0.8, 1.1))
    other = case(own, reorder_at, reorder_at + round(own * draw.uniform(1, 2)), "", late)
    return [case(mean, low, high, f" (published: {cost})", late), other]


def later(draw: np.random.Generator) -> Sequence[Case]:
    """Return the published row, with goods that come a week later."""
    return cases(draw, late=1)[:1]


TARGET = Target(
    reference="V5",
    title="Fixed costs of ordering: (s, S)",
    formula="C = [K + Σ m(j) G(S − j)] / Σ m(j), by renewal; the best pairs and their costs as published",
    source="Zheng & Federgruen (1991), Operations Research 39(4), 654–665",
    cases=cases,
    mutants=(Mutant("goods take a week longer", later, "cost per week"),),
)
