"""Base stock on the simulator's own members: what stock and backorders cost, and how much is filled at once.

Order before demand with lead time L exposes the stock to L + 1 weeks of demand, which is a lead time of L + 1
in the simulator's week.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from simulator.market.simulate import simulate
from simulator.studies.validation.targets import Mutant, Target, TargetCase

from ._supply import backlog, filled_at_once, on_hand, supply_line, weekly

LINES, WEEKS, BEGINS = 45, 42, 8


@dataclass(frozen=True)
class Demand:
    """A week's demand, and that of several weeks together."""

    stream: dict[str, float | str]
    mean: float
    step: float
    lost: Callable[[int, float], float]
    """Expected demand of so many weeks beyond a level."""
    level: Callable[[int, float], float]
    """The level that demand of so many weeks stays below with a probability."""

    def left(self, weeks: int, level: float) -> float:
        """Return the expected stock left of a level after so many weeks."""
        return level - weeks * self.mean + self.lost(weeks, level)


def normal(mean: float, sd: float) -> Demand:
    """Return normal demand, in steps of a thousandth of its standard deviation."""

    def lost(weeks: int, level: float) -> float:
        if not weeks:
            return max(0.0, -level)
        spread = sd * np.sqrt(weeks)
        z = (level - weeks * mean) / spread
        return float(spread * (stats.norm.pdf(z) - z * stats.norm.sf(z)))

    def level(weeks: int, share: float) -> float:
        return float(weeks * mean + sd * np.sqrt(weeks) * stats.norm.ppf(share))

    return Demand({"process": "normal", "mean": mean, "sd": sd}, mean, sd / 1000, lost, level)


def poisson(mean: float) -> Demand:
    """Return Poisson demand, in whole units."""

    def lost(weeks: int, level: float) -> float:
        total = weeks * mean
        return float(total * stats.poisson.sf(level - 1, total) - level * stats.poisson.sf(level, total))

    def level(weeks: int, share: float) -> float:
        return float(stats.poisson.ppf(share, weeks * mean))

    return Demand({"process": "poisson", "mean": mean}, mean, 1.0, lost, level)


def case(demand: Demand, lead: int, hold: float, short: float, late: int = 0, more: int = 0) -> TargetCase:
    """Return a stockist with the best level for its lead time, *late* weeks longer than expected.

    It keeps *more* units than are best.
    """
    exposed, best = lead + 1, short / (hold + short)
    level = demand.level(exposed, best)
    held, missed = demand.left(exposed, level), demand.lost(exposed, level)
    expected = {
        "cost per week": hold * held + short * missed,
        "on hand": held,
        "filled at once": 1 - (missed - demand.lost(lead, level)) / demand.mean,
    }
    tier = {
        "name": "stockist",
        "lead_time_weeks": exposed + late,
        "opening_stock": round(level) + 1,
        "ordering": {
            "policy": "base_stock",
            "level": (demand.level(exposed + late, best) + more) / demand.step,
        },
    }
    scenario = supply_line(WEEKS, demand.step, [tier], lines=LINES, demand=demand.stream)

    def play(seed: int) -> dict[str, float]:
        ledger = simulate(scenario, seed)
        stock, owed = (found(ledger, "stockist")[:, BEGINS:] for found in (on_hand, backlog))
        wanted = weekly(ledger, "order", "supplier", "stockist")[:, BEGINS:]
        return {
            "cost per week": hold * stock.mean() + short * owed.mean(),
            "on hand": stock.mean(),
            "filled at once": filled_at_once(ledger, "stockist")[:, BEGINS:].sum() / wanted.sum(),
        }

    told = ", ".join(f"{key} {value:.4g}" for key, value in demand.stream.items() if key != "process")
    return TargetCase(
        f"{demand.stream['process']} demand ({told}), order before demand, lead time {lead}, "
        f"h = {hold:.3g}, p = {short:.3g}, S = {level:.5g}; {LINES} lines of {WEEKS} weeks",
        expected,
        play,
    )


def cases(draw: np.random.Generator, late: int = 0, more: int = 0) -> Sequence[TargetCase]:
    """Draw a normal and a Poisson demand, lead times and costs."""
    found = []
    for law in (normal, poisson):
        mean, hold = draw.uniform(20, 120), draw.uniform(0.2, 2.0)
        demand = law(mean, mean * draw.uniform(0.1, 0.2)) if law is normal else law(draw.uniform(4, 12))
        short, lead = hold * draw.uniform(4, 9), int(draw.integers(0, 3))
        found.append(case(demand, lead, hold, short, late, more))
    return found


def later(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same lines with a week more of lead time, and levels that are best for it.

    The cost is off by √((L + 2)/(L + 1)): the mistake of who takes order before demand for order after it.
    """
    return cases(draw, late=1)[:1]


def sooner(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the same lines with a week less of lead time, and levels that are best for it."""
    return cases(draw, late=-1)[:1]


def later_whole(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the lines with whole units, with a week more of lead time and the best level for it."""
    return cases(draw, late=1)[1:]


def one_more(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the lines with whole units, each with one unit more than is best; the cost hardly tells."""
    return cases(draw, more=1)[1:]


def two_less(draw: np.random.Generator) -> Sequence[TargetCase]:
    """Return the lines with whole units, each with two units less than are best."""
    return cases(draw, more=-2)[1:]


TARGET = Target(
    reference="V5",
    title="Base stock: cost, stock and fill rate",
    formula=(
        "S = F⁻¹(p/(p + h)) of L + 1 weeks of demand; C = h E(S − D)⁺ + p E(D − S)⁺; "
        "fill = 1 − (EB_{L+1} − EB_L)/μ"
    ),
    source="Zipkin (2000), Foundations of Inventory Management, ch. 6; Snyder & Shen (2019), ch. 4",
    cases=cases,
    mutants=(
        Mutant("a week more is exposed, with the best level for it", later, "cost per week"),
        Mutant("a week too few is exposed, with the best level for it", sooner, "on hand"),
        Mutant("Poisson: a week more is exposed, with the best level for it", later_whole, "cost per week"),
        Mutant("Poisson: one unit more than the best level", one_more, "on hand"),
        Mutant("Poisson: two units less than the best level", two_less, "filled at once"),
    ),
)
