"""Newsvendor on the simulator's own members: one order for a season; what is missed is lost."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import stats

from simulator.market.simulate import simulate
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._supply import on_hand, supply_line, weekly

LINES, SEASONS = 44, 16


def normal_cost(sd: float, over: float, under: float) -> float:
    """Return the expected cost of the best quantity, (c_o + c_u) σ φ(z)."""
    return float((over + under) * sd * stats.norm.pdf(stats.norm.ppf(under / (over + under))))


def poisson_cost(mean: float, over: float, under: float) -> float:
    """Return the expected cost of the best whole quantity, summed over demand."""
    demand = np.arange(int(mean + 40 * np.sqrt(mean) + 40))
    quantity = stats.poisson.ppf(under / (over + under), mean)
    cost = over * np.clip(quantity - demand, 0, None) + under * np.clip(demand - quantity, 0, None)
    return float(stats.poisson.pmf(demand, mean) @ cost)


def case(
    mean: float, sd: float | None, over: float, under: float, weeks: int, told_over: float
) -> TargetCase:
    """Return seasons of so many weeks; demand is Poisson without a standard deviation.

    The vendor is told that a unit left over costs *told_over*.
    """
    step = sd / 1000 if sd else 1.0
    rule: dict[str, Any] = {"mean": mean / step, "sd": None, "overage": told_over, "underage": under}
    stream: dict[str, Any] = {"process": "poisson", "mean": mean / weeks}
    expected = poisson_cost(mean, over, under)
    if sd:
        rule["sd"] = sd / step
        stream = {"process": "normal", "mean": mean / weeks, "sd": sd / np.sqrt(weeks)}
        expected = normal_cost(sd, over, under)
    tier = {
        "name": "stand",
        "lead_time_weeks": 1,
        "ordering": {"policy": "newsvendor", "season_weeks": weeks, **rule},
    }
    scenario = supply_line(SEASONS * weeks + 1, step, [tier], lines=LINES, demand=stream, waits=False)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        left = on_hand(ledger, "stand")[:, weeks::weeks]
        lost = weekly(ledger, "cancellation", "supplier", "stand")[
            :, 1:
        ]  # nothing is there in the first week
        return {"cost per season": over * left.mean() + under * lost.sum() / left.size}

    law = f"normal ({mean:.4g}, {sd:.4g})" if sd else f"Poisson ({mean:.4g})"
    return TargetCase(
        f"seasons of {weeks} weeks, {law}, left over {over:.3g}, missed {under:.3g}; {LINES} vendors, "
        f"{SEASONS} seasons",
        {"cost per season": expected},
        play,
    )


def cases(draw: np.random.Generator, wrongly: float = 1.0) -> Sequence[TargetCase]:
    """Draw a normal and a Poisson season."""
    over = draw.uniform(0.2, 1.0, 2)
    under, mean = over * draw.uniform(1.5, 6, 2), (draw.uniform(50, 200), draw.uniform(6, 20))
    sd = mean[0] * draw.uniform(0.1, 0.2)
    return [
        case(
            mean[at],
            sd if at == 0 else None,
            over[at],
            under[at],
            int(draw.integers(1, 4)),
            over[at] * wrongly,
        )
        for at in range(2)
    ]


def careless(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same vendors with a fifth of the true overage cost in their rule."""
    return cases(draw, wrongly=0.2)[:1]


def careless_whole(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the vendors of whole units with the same error."""
    return cases(draw, wrongly=0.2)[1:]


TARGET = Target(
    reference="V5",
    title="The newsvendor",
    formula="F(Q) = c_u/(c_u + c_o); C = (c_u + c_o) σ φ(z), or Σ P(d) (c_o (Q − d)⁺ + c_u (d − Q)⁺)",
    source="Arrow, Harris & Marschak (1951), Econometrica 19(3); Snyder & Shen (2019), ch. 4",
    cases=cases,
    mutants=(
        Mutant("the vendor thinks that what is left over costs a fifth", careless, "cost per season"),
        Mutant("Poisson: the vendor thinks the same", careless_whole, "cost per season"),
    ),
)
