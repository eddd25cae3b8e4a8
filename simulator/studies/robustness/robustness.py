"""Robustness: does the sign of a difference hold when unmeasured assumptions vary?

Each assumption is a factor on numbers of the world that the compared scenarios share: how sensitive to price
people are, how much they care for advice, how fast they forget. All factors are drawn together from a Latin
hypercube over [1 − spread, 1 + spread], and every draw is played in all scenarios on the same seeds:

    holds        share of draws in which the mean difference has the sign that it has as the files stand
    influence    Spearman's rank correlation of a factor with the difference, over draws
    flip         the factor of the most influential assumption, alone, at which the difference is zero

The latter two are told from eight draws on: fewer rank nothing, and what a flip hangs on costs most runs.

Assumes: factors are independent and equally likely within the spread, which is a choice. The interval of the
share takes draws for independent; a hypercube spreads them more evenly, so it is rather too wide.
Source: McKay, Beckman & Conover (1979) for the draws; Saltelli et al. (2008), Global Sensitivity Analysis;
Wilson (1927) for the interval.

Every scenario is played in the same drawn worlds as the baseline. Where luck of the seeds leaves it open
whether a sign holds, the interval says so.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, Unpack

import numpy as np

from simulator.scenario.errors.arguments import argument_error
from simulator.scenario.schema import Scenario
from simulator.studies.robustness import RANKED_DRAWS
from simulator.studies.robustness.assumptions import assumptions_of, with_factors
from simulator.studies.runs.runner import PlayOptions, Runner
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval

SPREAD = 0.3
"""How far a factor may lie from one (a choice)."""
WIDEST = (0.25, 4.0)
"""Where a flip is looked for [multiple of what the files say]."""
RUNGS = 9
"""How many factors are tried between these; in between, straight lines are drawn."""
LEAST_INFLUENCE = 1e-9


type _Place = tuple[str, Line]
"""Which other scenario, and which number of it."""


class Influence(NamedTuple):
    """How an assumption moves a difference."""

    assumption: str
    correlation: float
    """Spearman's, over draws [−1 … 1]; 0 where it moves nothing."""


@dataclass(frozen=True)
class Robustness:
    """Robustness of one difference when assumptions are drawn."""

    line: Line
    sign: int
    """Of the difference as the files stand: −1, 0 or 1."""
    draws: int
    holds: float
    """Share of draws in which the difference has that sign; NaN if it has none."""
    rises: int
    """In how many draws the difference is above nought."""
    falls: int
    """In how many draws it is below."""
    seeds: int
    """On how many seeds each draw was played."""
    influences: tuple[Influence, ...]
    """The most influential first."""
    break_even: float | None
    """Factor of the most influential assumption at which the sign turns; none within `WIDEST`."""

    @property
    def most_influential(self) -> str | None:
        """Return the assumption that moves the difference most, if any does."""
        return self.influences[0].assumption if self.influences else None


METRICS = ("units_sold", "contribution", "conflict")
"""The differences that are looked into."""


def robustness(
    one: Scenario, other: Scenario, metrics: Sequence[str] = METRICS, **how: Any
) -> list[Robustness]:
    """Return for each metric whether the sign of other − one holds; see `robustness_of`."""
    return robustness_of(one, {"other": other}, metrics, **how)["other"]


def robustness_of(
    one: Scenario,
    others: Mapping[str, Scenario],
    metrics: Sequence[str] = METRICS,
    *,
    draws: int = 16,
    seeds: int | Sequence[int] = 2,
    spread: float = SPREAD,
    as_files_stand: "Mapping[_Place, float] | None" = None,
    **options: Unpack[PlayOptions],
) -> dict[str, list[Robustness]]:
    """Return, for each other scenario and metric, whether the sign of the difference holds, and its drivers.

    Plays (1 + others) · (draws + 1) · seeds runs and, from eight draws on, (1 + others) · 8 · seeds for each
    assumption along which a flip is looked for. What *as_files_stand* says, mean differences by label and
    line on the same seeds, is not played again. Raises ValueError for fewer than four draws, which say
    little. For *options* see `Runner`.
    """
    if draws < 4:
        raise argument_error("draws", f"at least 4 draws say something, not {draws}")
    trial = _Trial(one, others, Runner.of(seeds, metrics, **options), as_files_stand or {})
    names = [assumption.name for assumption in assumptions_of(one)]
    factors = _hypercube(len(names), draws, spread)
    worlds = [dict.fromkeys(names, 1.0), *(dict(zip(names, row, strict=True)) for row in factors.tolist())]
    found = trial.differences(worlds)
    judged = {
        place: _judged(place[1], names, factors, differences, len(trial.runner.seeds))
        for place, differences in found.items()
    }
    results = _with_break_evens(trial, judged)
    return {label: [results[label, line] for line in trial.lines] for label in others}


def most_runs(others: int, draws: int, seeds: int) -> int:
    """Return how many runs follow at most: each difference may be moved by its own assumption.

    The world as the files stand has been played.

    >>> most_runs(1, 4, 2), most_runs(1, 12, 2)
    (16, 144)
    """
    flips = (RUNGS - 1) * others * len(METRICS) if draws >= RANKED_DRAWS else 0
    return (1 + others) * seeds * (draws + flips)


def _judged(
    line: Line, names: list[str], factors: np.ndarray, differences: list[float], seeds: int
) -> Robustness:
    sign, drawn = _sign(differences[0]), np.array(differences[1:])
    signs = [_sign(by) for by in drawn]
    holds = signs.count(sign) / len(signs) if sign else math.nan
    influences = sorted(_influences(names, factors, drawn), key=lambda one: -abs(one.correlation))
    return Robustness(
        line, sign, len(signs), holds, signs.count(1), signs.count(-1), seeds, tuple(influences), None
    )


def _with_break_evens(trial: "_Trial", judged: dict[_Place, Robustness]) -> dict[_Place, Robustness]:
    """Look where each difference turns along its most influential assumption, for all in one go."""
    turned = dict.fromkeys(one.most_influential for one in judged.values() if one.sign and one.influences)
    ladder = np.geomspace(*WIDEST, RUNGS).tolist()
    found = trial.differences([{str(name): factor} for name in turned for factor in ladder]) if turned else {}
    results = {}
    for place, one in judged.items():
        break_even = None
        if one.most_influential in turned:
            first = RUNGS * list(turned).index(one.most_influential)
            break_even = turning_point(ladder, found[place][first : first + RUNGS])
        results[place] = replace(one, break_even=break_even)
    return results


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

    if len(drawn) < RANKED_DRAWS or np.ptp(drawn) == 0 or not np.isfinite(drawn).all():
        return
    for name, column in zip(names, factors.T, strict=True):
        correlation = float(spearmanr(column, drawn).statistic)
        if abs(correlation) > LEAST_INFLUENCE:
            yield Influence(name, correlation)


@dataclass(frozen=True)
class _Trial:
    """All scenarios, played again and again in other worlds."""

    one: Scenario
    others: Mapping[str, Scenario]
    runner: Runner
    known: Mapping[_Place, float]
    """Differences in the world as the files stand, which are not played again."""

    def __post_init__(self) -> None:
        self.runner.refuse_ledgers()

    @property
    def lines(self) -> list[Line]:
        return [Line(question.metric, "", "", None) for question in self.runner.questions]

    def differences(self, worlds: list[dict[str, float]]) -> dict[_Place, list[float]]:
        """Return the mean paired difference of each other scenario and metric in each world."""
        given: list[tuple[str | None, Scenario]] = [(None, self.one), *self.others.items()]
        places = [(label, line) for label in self.others for line in self.lines]
        is_known = all(place in self.known for place in places)
        anew = {at: world for at, world in enumerate(worlds) if not (is_known and _as_it_stands(world))}
        scenarios = {
            _name(label, at): with_factors(scenario, factors)
            for at, factors in anew.items()
            for label, scenario in given
        }
        runs = self.runner.run(scenarios) if scenarios else None
        return {
            place: [
                _difference(runs, place, at) if runs and at in anew else self.known[place]
                for at in range(len(worlds))
            ]
            for place in places
        }


def _as_it_stands(world: Mapping[str, float]) -> bool:
    """Say whether all factors are one, to what a ladder's middle is rounded to."""
    return all(math.isclose(factor, 1.0) for factor in world.values())


def _name(label: str | None, world: int) -> str:
    return f"baseline {world}" if label is None else f"other {world} {label}"


def _difference(runs: Runs, place: _Place, at: int) -> float:
    label, line = place
    before, after = runs.series(line, _name(None, at)), runs.series(line, _name(label, at))
    return interval([b - a for a, b in zip(before, after, strict=True)]).mean


def _hypercube(dimensions: int, draws: int, spread: float) -> np.ndarray:
    from scipy.stats import qmc  # noqa: PLC0415 - a second to import

    if not dimensions:
        return np.zeros((draws, 0))
    unit = qmc.LatinHypercube(dimensions, rng=np.random.default_rng(1979)).random(draws)
    return np.asarray(1.0 - spread + 2.0 * spread * unit)


def _sign(value: float) -> int:
    return 0 if math.isnan(value) else int(np.sign(value))
