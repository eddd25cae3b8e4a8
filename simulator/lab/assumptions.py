"""Assumptions: does the answer hold if what nobody measured is otherwise?

Each assumption is a factor on numbers of the world that the compared scenarios share: how sensitive to price
people are, how much they care for advice, how fast they forget. All factors are drawn together from a Latin
hypercube over [1 − spread, 1 + spread], and every draw is played in both scenarios on the same seeds:

    holds        share of draws in which the mean difference has the sign that it has as the files stand
    influence    Spearman's rank correlation of a factor with the difference, over draws
    flip         the factor of the most influential assumption, alone, at which the difference is nought

Assumes: factors are independent and equally likely within the spread, which is a choice.
Source: McKay, Beckman & Conover (1979) for the draws; Saltelli et al. (2008), Global Sensitivity Analysis.
"""

import math
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from simulator.lab.assumed import assumptions_of, moved
from simulator.lab.questions import questions_of
from simulator.lab.replicate import Play, play_all, seeds_of, simulated
from simulator.lab.runs import Line, Runs
from simulator.lab.statistics import interval
from simulator.lab.workers import Progress
from simulator.scenario.schema import Scenario

SPREAD = 0.3
"""How far a factor may lie from one (a choice)."""
WIDEST = (0.25, 4.0)
"""Where a flip is looked for [multiple of what the files say]."""
RUNGS = 9
"""How many factors are tried between these; in between, straight lines are drawn."""
LEAST_INFLUENCE = 1e-9


class Influence(NamedTuple):
    """How an assumption moves a difference."""

    assumption: str
    correlation: float
    """Spearman's, over draws [−1 … 1]; 0 where it moves nothing."""


@dataclass(frozen=True)
class Robustness:
    """What is left of one difference when assumptions are drawn."""

    line: Line
    sign: int
    """Of the difference as the files stand: −1, 0 or 1."""
    draws: int
    holds: float
    """Share of draws in which the difference has that sign; NaN if it has none."""
    influences: tuple[Influence, ...]
    """The most influential first."""
    flip: float | None
    """Factor of the most influential assumption at which the sign turns; none within `WIDEST`."""

    @property
    def most_influential(self) -> str | None:
        """Return the assumption that moves the difference most, if any does."""
        return self.influences[0].assumption if self.influences else None


def robustness(
    one: Scenario,
    other: Scenario,
    metrics: Sequence[str] = ("units_sold", "contribution", "conflict"),
    *,
    draws: int = 16,
    seeds: int | Sequence[int] = 2,
    spread: float = SPREAD,
    jobs: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    play: Play = simulated,
) -> list[Robustness]:
    """Say of each metric whether the sign of other − one holds, and what it hangs on.

    Plays 2 · (draws + 1) · seeds runs, and 18 · seeds for each assumption along which a flip is looked
    for. Raises ValueError for fewer than four draws, which could not be ranked.
    """
    if draws < 4:
        raise ValueError(f"at least 4 draws can be ranked, not {draws}")
    trial = _Trial(one, other, metrics, seeds_of(seeds), jobs, executor, progress, play)
    names = [assumption.name for assumption in assumptions_of(one)]
    factors = _hypercube(len(names), draws, spread)
    worlds = [dict.fromkeys(names, 1.0), *(dict(zip(names, row, strict=True)) for row in factors.tolist())]
    found = trial.differences(worlds)
    return _with_flips(trial, [_judged(line, names, factors, found[line]) for line in trial.lines])


def _judged(line: Line, names: list[str], factors: np.ndarray, differences: list[float]) -> Robustness:
    sign, drawn = _sign(differences[0]), np.array(differences[1:])
    holds = float(np.mean([_sign(by) == sign for by in drawn])) if sign else math.nan
    influences = sorted(_influences(names, factors, drawn), key=lambda one: -abs(one.correlation))
    return Robustness(line, sign, len(drawn), holds, tuple(influences), None)


def _with_flips(trial: "_Trial", judged: list[Robustness]) -> list[Robustness]:
    """Look where each difference turns along its most influential assumption, for all in one go."""
    turned = dict.fromkeys(one.most_influential for one in judged if one.sign and one.most_influential)
    ladder = np.geomspace(*WIDEST, RUNGS).tolist()
    found = trial.differences([{str(name): factor} for name in turned for factor in ladder]) if turned else {}
    told = []
    for one in judged:
        flip = None
        if one.most_influential in turned:
            first = RUNGS * list(turned).index(one.most_influential)
            flip = turning_point(ladder, found[one.line][first : first + RUNGS])
        told.append(replace(one, flip=flip))
    return told


def turning_point(factors: Sequence[float], differences: Sequence[float]) -> float | None:
    """Return the factor nearest to one at which differences change sign, between two rungs of a ladder.

    >>> turning_point([0.5, 1.0, 2.0], [3.0, 1.0, -3.0])
    1.25
    """
    turns = []
    for at in range(1, len(factors)):
        before, after = differences[at - 1], differences[at]
        if _sign(before) * _sign(after) < 0:
            share = before / (before - after)
            turns.append(factors[at - 1] + share * (factors[at] - factors[at - 1]))
    return min(turns, key=lambda factor: abs(math.log(factor)), default=None)


def _influences(names: list[str], factors: np.ndarray, drawn: np.ndarray) -> Iterator[Influence]:
    from scipy.stats import spearmanr  # noqa: PLC0415 - a second to import

    if np.ptp(drawn) == 0 or not np.isfinite(drawn).all():
        return
    for name, column in zip(names, factors.T, strict=True):
        correlation = float(spearmanr(column, drawn).statistic)
        if abs(correlation) > LEAST_INFLUENCE:
            yield Influence(name, correlation)


@dataclass(frozen=True)
class _Trial:
    """Both scenarios, played again and again in other worlds."""

    one: Scenario
    other: Scenario
    metrics: Sequence[str]
    seeds: tuple[int, ...]
    jobs: int
    executor: Executor | None
    progress: Progress | None
    play: Play

    @property
    def lines(self) -> list[Line]:
        return [Line(question.metric, "", "", None) for question in questions_of(self.metrics)]

    def differences(self, worlds: list[dict[str, float]]) -> dict[Line, list[float]]:
        """Return the mean paired difference of each metric in each world."""
        scenarios = {}
        for at, factors in enumerate(worlds):
            scenarios[f"one {at}"], scenarios[f"other {at}"] = (
                moved(scenario, factors) for scenario in (self.one, self.other)
            )
        runs = play_all(
            scenarios,
            self.seeds,
            questions_of(self.metrics),
            jobs=self.jobs,
            executor=self.executor,
            progress=self.progress,
            play=self.play,
        )
        return {line: [_difference(runs, line, at) for at in range(len(worlds))] for line in self.lines}


def _difference(runs: Runs, line: Line, at: int) -> float:
    before, after = runs.series(line, f"one {at}"), runs.series(line, f"other {at}")
    return interval([b - a for a, b in zip(before, after, strict=True)]).mean


def _hypercube(dimensions: int, draws: int, spread: float) -> np.ndarray:
    from scipy.stats import qmc  # noqa: PLC0415 - a second to import

    if not dimensions:
        return np.zeros((draws, 0))
    unit = qmc.LatinHypercube(dimensions, rng=np.random.default_rng(1979)).random(draws)
    return np.asarray(1.0 - spread + 2.0 * spread * unit)


def _sign(value: float) -> int:
    return 0 if math.isnan(value) else int(np.sign(value))
