"""Serial systems on the simulator's own members: stages in a row, each at an echelon base-stock level.

Order after demand. Every stage that falls short makes the next one late: what stage j is short of at the end
of its lead time, B_j = (B_{j+1} + D(L_j) − s_j)⁺ with local levels s_j, is all that the next one notices.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import signal, stats

from simulator.market.simulate import simulate
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._supply import backlog, on_hand, on_the_way, supply_line

LINES, WEEKS, BEGINS = 16, 40, 8
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
) -> dict[str, float]:
    """Return cost and stocks of a week, by folding demand with shortfalls stage by stage, from above down.

    Stock on its way to a stage is its supplier's to pay for, as it is on the shelf.
    """
    local = [levels[0], *(high - low for low, high in pairwise(levels))]
    width = 16 * sd * np.sqrt(sum(leads)) / CELLS
    behind, cost = np.array([1.0]), 0.0  # chances of being short by 0, 1, 2 … cells
    held = {}
    for at in range(len(leads) - 1, -1, -1):
        spread = sd * np.sqrt(leads[at])
        low = round((mean * leads[at] - 8 * spread) / width)
        values = (low + np.arange(round(16 * spread / width) + 1)) * width
        chances = stats.norm.pdf(values, mean * leads[at], spread)
        total = signal.fftconvolve(chances / chances.sum(), behind)
        net = local[at] - (low + np.arange(len(total))) * width
        on_shelf, sent = float(total @ np.clip(net, 0, None)), mean * leads[at - 1] if at else 0.0
        cost += holding[at] * (on_shelf + sent)
        held[held_by(at)] = on_shelf + sent
        short_by = np.clip(-net, 0, None)
        cells = short_by / width
        whole = np.floor(cells).astype(int)
        behind = np.bincount(whole, total * (1 - (cells - whole)), whole.max() + 2)
        behind += np.bincount(whole + 1, total * (cells - whole), whole.max() + 2)
    return {"cost per week": cost + short * float(behind @ np.arange(len(behind))) * width, **held}


def held_by(at: int) -> str:
    """Return the row of what a stage, from 0, has on the shelf and on its way to the next."""
    return f"on hand at stage {at + 1}" + (f" and sent to stage {at}" if at else "")


@dataclass(frozen=True)
class Slip:
    """What is not as the formula knows it."""

    late: tuple[int, int, int] = (0, 0, 0)
    """Weeks that stages wait longer, the last one first."""
    raised: bool = False
    """Whether the levels of these stages, and of those above, are raised by the demand of these weeks."""
    costs_of: int = 0
    """How many stages further down costs are taken from for what is on its way."""


NONE = Slip()


def case(
    mean: float,
    sd: float,
    leads: Sequence[int],
    holding: Sequence[float],
    short: float,
    levels: Sequence[float],
    told: str = "",
    slip: Slip = NONE,
) -> TargetCase:
    """Return stages at echelon levels, the last one first."""
    step, stages = sd / 1000, len(leads)
    more = np.cumsum(slip.late) * mean if slip.raised else np.zeros(stages)
    kept = [level + float(extra) for level, extra in zip(levels, more, strict=True)]
    local = [kept[0], *(high - low for low, high in pairwise(kept))]
    tiers = [
        {
            "name": f"stage {at + 1}",
            "lead_time_weeks": leads[at] + slip.late[at],
            "opening_stock": round(local[at]),
            "ordering": {"policy": "echelon_base_stock", "level": kept[at] / step},
        }
        for at in range(stages - 1, -1, -1)
    ]
    demand = {"process": "normal", "mean": mean, "sd": sd}
    scenario = supply_line(WEEKS, step, tiers, lines=LINES, demand=demand)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        cost, stocks = short * backlog(ledger, "stage 1")[:, BEGINS:].mean(), {}
        for at in range(stages):
            held = on_hand(ledger, f"stage {at + 1}")[:, BEGINS:].mean()
            sent = on_the_way(ledger, f"stage {at}")[:, BEGINS:].mean() if at else 0.0
            cost += holding[at] * held + holding[max(0, at - slip.costs_of)] * sent
            stocks[held_by(at)] = float(held + sent)
        return {"cost per week": float(cost), **stocks}

    return TargetCase(
        f"{stages} stages, normal demand ({mean:.4g}, {sd:.4g}), lead times {', '.join(map(str, leads))}, "
        f"holding {', '.join(f'{h:.3g}' for h in holding)}, p = {short:.4g}, echelon levels "
        f"{', '.join(f'{level:.5g}' for level in levels)}{told}; {LINES} lines of {WEEKS} weeks",
        folded(mean, sd, leads, levels, holding, short),
        play,
    )


def cases(draw: np.random.Generator, slip: Slip = NONE) -> Sequence[TargetCase]:
    """Return the published system and one drawn at random, at the levels of the Shang–Song heuristic."""
    published = case(**EXAMPLE, told=" (published: 47.66)", slip=slip)
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
    return [published, case(mean, sd, leads, [float(h) for h in local], short, levels, slip=slip)]


def later(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published system with a lead time of the last stage a week too long for its level."""
    return cases(draw, Slip(late=(1, 0, 0)))[:1]


def later_and_raised(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same with levels a week's demand higher."""
    return cases(draw, Slip(late=(1, 0, 0), raised=True))[:1]


def middle_later(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published system with a longer lead time of the middle stage, levels raised for it."""
    return cases(draw, Slip(late=(0, 1, 0), raised=True))[:1]


def first_sooner(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published system with a shorter lead time of the first stage, its level lowered for it."""
    return cases(draw, Slip(late=(0, 0, -1), raised=True))[:1]


def charged_below(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the published system, in which goods on their way cost what they will at the next stage."""
    return cases(draw, Slip(costs_of=1))[:1]


TARGET = Target(
    reference="V5",
    title="Serial systems at echelon base-stock levels",
    formula="B_j = (B_{j+1} + D(L_j) − s_j)⁺; C = Σ h_j (I_j + sent by j) + p B_1; 47.66 as published",
    source="Clark & Scarf (1960), Management Science 6(4); Snyder & Shen (2019), example 6.1",
    cases=cases,
    mutants=(
        Mutant("the last stage waits a week longer", later, "cost per week"),
        Mutant(
            "the last stage waits a week longer, its level raised for it", later_and_raised, "cost per week"
        ),
        Mutant("the middle stage waits a week longer, its level raised for it", middle_later, held_by(1)),
        Mutant("the first stage waits a week less, its level lowered for it", first_sooner, held_by(2)),
        Mutant("goods on their way are charged to who waits for them", charged_below, "cost per week"),
    ),
)
