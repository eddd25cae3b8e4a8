"""Serial systems on the simulator's own members: stages in a row, each at an echelon base-stock level.

Order after demand. Every stage that falls short makes the next one late: what stage j is short of at the end
of its lead time, B_j = (B_{j+1} + D(L_j) − s_j)⁺ with local levels s_j, is all that the next one notices.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from scipy import signal, stats

from simulator.engine.simulate import simulate
from simulator.lab.targets import Case, Mutant, Target

from ._supply import backlog, on_hand, on_the_way, supply_line

LINES, WEEKS, BEGINS = 8, 40, 8
CELLS = 4000
"""Cells of the grid on which demand is folded, for eight standard deviations of a lead time's demand."""
EXAMPLE = {
    "mean": 5.0,
    "sd": 1.0,
    "leads": (1, 1, 2),
    "holding": (7.0, 4.0, 2.0),
    "short": 37.12,
    "levels": (6.49, 12.02, 22.71),
}
"""Snyder & Shen, example 6.1: stages from the last one upwards; costs of stock are local ones."""


def folded(
    mean: float,
    sd: float,
    leads: Sequence[int],
    levels: Sequence[float],
    holding: Sequence[float],
    short: float,
) -> float:
    """Return the expected cost of a week, by folding demand with shortfalls stage by stage, from above down.

    Stock on its way to a stage is its supplier's to pay for, as it is on the shelf.
    """
    local = [levels[0], *(high - low for low, high in pairwise(levels))]
    width = 16 * sd * np.sqrt(sum(leads)) / CELLS
    behind, cost = np.array([1.0]), 0.0  # chances of being short by 0, 1, 2 … cells
    for at in range(len(leads) - 1, -1, -1):
        spread = sd * np.sqrt(leads[at])
        low = round((mean * leads[at] - 8 * spread) / width)
        values = (low + np.arange(round(16 * spread / width) + 1)) * width
        chances = stats.norm.pdf(values, mean * leads[at], spread)
        total = signal.fftconvolve(chances / chances.sum(), behind)
        net = local[at] - (low + np.arange(len(total))) * width
        cost += holding[at] * float(total @ np.clip(net, 0, None))
        if at:
            cost += holding[at] * mean * leads[at - 1]
        short_by = np.clip(-net, 0, None)
        cells = short_by / width
        whole = np.floor(cells).astype(int)
        behind = np.bincount(whole, total * (1 - (cells - whole)), whole.max() + 2)
        behind += np.bincount(whole + 1, total * (cells - whole), whole.max() + 2)
    return cost + short * float(behind @ np.arange(len(behind))) * width


def case(
    mean: float,
    sd: float,
    leads: Sequence[int],
    holding: Sequence[float],
    short: float,
    levels: Sequence[float],
    told: str = "",
    late: int = 0,
) -> Case:
    """Return stages at echelon levels, the last one first; that one may wait *late* weeks longer."""
    step, stages = sd / 1000, len(leads)
    local = [levels[0], *(high - low for low, high in pairwise(levels))]
    tiers = [
        {
            "name": f"stage {at + 1}",
            "lead_time_weeks": leads[at] + (late if at == 0 else 0),
            "opening_stock": round(local[at]),
            "ordering": {"policy": "echelon_base_stock", "level": levels[at] / step},
        }
        for at in range(stages - 1, -1, -1)
    ]
    demand = {"stream": "normal", "mean": mean, "sd": sd}
    scenario = supply_line(WEEKS, step, tiers, lines=LINES, demand=demand)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        cost = short * backlog(ledger, "stage 1")[:, BEGINS:].mean()
        for at in range(stages):
            held = on_hand(ledger, f"stage {at + 1}")[:, BEGINS:].mean()
            sent = on_the_way(ledger, f"stage {at}")[:, BEGINS:].mean() if at else 0.0
            cost += holding[at] * (held + sent)
        return {"cost per week": float(cost)}

    return Case(
        f"{stages} stages, normal demand ({mean:.4g}, {sd:.4g}), lead times {', '.join(map(str, leads))}, "
        f"holding {', '.join(f'{h:.3g}' for h in holding)}, p = {short:.4g}, echelon levels "
        f"{', '.join(f'{level:.5g}' for level in levels)}{told}; {LINES} lines of {WEEKS} weeks",
        {"cost per week": folded(mean, sd, leads, levels, holding, short)},
        play,
    )


def cases(draw: np.random.Generator, late: int = 0) -> Sequence[Case]:
    """Return the published system and one drawn at random, at the levels of the Shang–Song heuristic."""
    published = case(**EXAMPLE, told=" (published: 47.66)", late=late)
    mean = draw.uniform(5, 50)
    sd, leads = mean * draw.uniform(0.1, 0.2), [int(lead) for lead in draw.integers(1, 3, 3)]
    echelon = draw.uniform(1, 3, 3)
    local = np.cumsum(echelon[::-1])[::-1]
    short = float(local[0] * draw.uniform(3, 8))
    levels = []
    for at in range(3):
        weeks = sum(leads[: at + 1])
        over = [echelon[at:].sum(), echelon.sum()]
        shares = [
            (short + echelon[at + 1 :].sum()) / (short + each + echelon[at + 1 :].sum()) for each in over
        ]
        levels.append(weeks * mean + sd * np.sqrt(weeks) * stats.norm.ppf(np.mean(shares)))
    return [published, case(mean, sd, leads, [float(h) for h in local], short, levels, late=late)]


def later(draw: np.random.Generator) -> Sequence[Case]:
    """Return the published system, whose last stage waits a week longer than its level is made for."""
    return cases(draw, late=1)[:1]


TARGET = Target(
    reference="V5",
    title="Serial systems at echelon base-stock levels",
    formula="B_j = (B_{j+1} + D(L_j) − s_j)⁺; C = Σ h_j (I_j + sent by j) + p B_1; 47.66 as published",
    source="Clark & Scarf (1960), Management Science 6(4); Snyder & Shen (2019), example 6.1",
    cases=cases,
    mutants=(Mutant("the last stage waits a week longer", later, "cost per week"),),
)
