"""(s, S) on the simulator's own members: fixed costs of ordering, Poisson demand, published best pairs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from simulator.market.simulate import simulate
from simulator.studies.validation.targets import Mutant, Target, TargetCase

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


def renewed(mean: float, low: int, high: int) -> dict[str, float]:
    """Return what a week costs and holds: [K + Σ m(j) G(S − j)] / Σ m(j), j from 0 to S − s − 1.

    m(j) is the expected number of weeks in which the position after ordering is S − j, between two orders;
    G(y) the cost of a week that begins with y. Order before demand, lead time 0.
    """
    chances = stats.poisson.pmf(np.arange(high - low), mean)
    visits = np.zeros(high - low)
    visits[0] = 1 / (1 - chances[0])
    for at in range(1, high - low):
        visits[at] = chances[1 : at + 1] @ visits[at - 1 :: -1][:at] / (1 - chances[0])
    demand = np.arange(int(mean + 40 * np.sqrt(mean) + 40))
    chance = stats.poisson.pmf(demand, mean)
    net = (high - np.arange(high - low))[:, None] - demand
    held, owed = np.clip(net, 0, None) @ chance, np.clip(-net, 0, None) @ chance
    found = {
        "cost per week": FIXED + visits @ (HOLD * held + SHORT * owed),
        "on hand": visits @ held,
    }
    return {row: float(value / visits.sum()) for row, value in found.items()}


@dataclass(frozen=True)
class Slip:
    """What is not as the formula knows it."""

    late: int = 0
    """Weeks that goods take longer."""
    raised: bool = False
    """Whether both levels are raised by the demand of these weeks, as a careful planner would."""
    lots: bool = False
    """Whether a lot of S − s is ordered instead of what is missing to S."""


NONE = Slip()


def case(mean: float, low: int, high: int, told: str, slip: Slip) -> TargetCase:
    """Return a stockist with an (s, S) rule, s = *low* and S = *high*."""
    more = slip.late * mean if slip.raised else 0.0
    rule = {"policy": "reorder_point", "reorder_at": low + more, "level": high + more}
    if slip.lots:
        rule = {"policy": "reorder_point_lot_size", "reorder_at": low + more, "lot": high - low}
    tier = {
        "name": "stockist",
        "lead_time_weeks": 1 + slip.late,
        "opening_stock": high,
        "ordering": rule,
    }
    demand = {"process": "poisson", "mean": mean}
    scenario = supply_line(WEEKS, 1.0, [tier], lines=LINES, demand=demand)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        held, owed = (found(ledger, "stockist")[:, BEGINS:] for found in (on_hand, backlog))
        placed = weekly(ledger, "order", "buyer", "stockist")[:, BEGINS:] > 0
        return {
            "cost per week": HOLD * held.mean() + SHORT * owed.mean() + FIXED * placed.mean(),
            "on hand": held.mean(),
        }

    return TargetCase(
        f"Poisson demand ({mean:.4g}), order before demand, lead time 0, K = 64, h = 1, p = 9, "
        f"(s, S) = ({low}, {high}){told}; {LINES} lines of {WEEKS} weeks",
        renewed(mean, low, high),
        play,
    )


def cases(draw: np.random.Generator, slip: Slip = NONE) -> Sequence[TargetCase]:
    """Draw one of the published rows, and a pair that is optimal nowhere."""
    mean = int(draw.choice(list(PUBLISHED)))
    low, high, cost = PUBLISHED[mean]
    own = draw.uniform(5, 40)
    reorder_at = round(own * draw.uniform(0.8, 1.1))
    other = case(own, reorder_at, reorder_at + round(own * draw.uniform(1, 2)), "", slip)
    return [case(mean, low, high, f" (published: {cost})", slip), other]


def later(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published row, with goods that come a week later."""
    return cases(draw, Slip(late=1))[:1]


def later_and_raised(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published row, with goods a week later and both levels a week's demand higher."""
    return cases(draw, Slip(late=1, raised=True))[:1]


def sooner_and_lowered(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published row, with goods there before the demand they are ordered for is seen."""
    return cases(draw, Slip(late=-1, raised=True))[:1]


def in_lots(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the pair that is optimal nowhere, as (R, Q) with Q = S − s."""
    return cases(draw, Slip(lots=True))[1:]


TARGET = Target(
    reference="V5",
    title="Fixed costs of ordering: (s, S)",
    formula="C = [K + Σ m(j) G(S − j)] / Σ m(j), by renewal; the best pairs and their costs as published",
    source="Zheng & Federgruen (1991), Operations Research 39(4), 654–665",
    cases=cases,
    mutants=(
        Mutant("goods take a week longer", later, "cost per week"),
        Mutant("a week more is exposed, both levels raised for it", later_and_raised, "cost per week"),
        Mutant("a week too few is exposed, both levels lowered for it", sooner_and_lowered, "cost per week"),
        Mutant("a lot of S − s is ordered, not up to S", in_lots, "on hand"),
    ),
)
