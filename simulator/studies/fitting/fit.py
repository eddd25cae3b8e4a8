"""Fit: settings of a world matched to targets, by paired runs.

A world's settings are in utils and shares; what is known of a market are its units, shares and elasticities.
The search (`search`) plays the same customers with the same luck whatever it tries; settings that the targets
cannot tell apart are refused (`identification`).
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Unpack

import numpy as np
from numpy.typing import NDArray

from simulator.base.input_error import InputError
from simulator.scenario.errors.arguments import (
    A_SCENARIO,
    argument_error,
    entries_of,
    of_type,
    quoted_value,
    text_value,
)
from simulator.scenario.finding_blocks import MOST_ENLARGED
from simulator.scenario.sample import customers_played
from simulator.scenario.schema import Scenario
from simulator.studies.fitting.default_settings import settings_for
from simulator.studies.fitting.fit_error import FitError
from simulator.studies.fitting.fit_findings import Fit, FittedSetting, ReachedTarget
from simulator.studies.fitting.free_setting import FreeSetting, free_setting, with_values
from simulator.studies.fitting.identification import refuse_unidentified
from simulator.studies.fitting.measured import MeasuredWorlds
from simulator.studies.fitting.search import Found, search
from simulator.studies.fitting.target import Target, target
from simulator.studies.probing.probe import ProbeOptions
from simulator.studies.probing.worlds import built
from simulator.studies.runs.journal import Journal
from simulator.studies.runs.runner import Runner
from simulator.studies.runs.seeds import seeds_of
from simulator.studies.runs.statistics import Estimate, interval

type Floats = NDArray[np.float64]
SEEDS = 10
TOLERANCE = 0.01
MOST_NUMBERS = 20
MOST_PLAYED = 1_000_000
"""How many customers a market that is enlarged may have [customers]."""
NEAR_END = 0.01
"""How near to an end of its range a setting stands at it [share of the range]."""


def fit(
    scenario: Scenario,
    targets: Mapping[str, float],
    settings: Iterable[str] | None = None,
    seeds: int | Sequence[int] = SEEDS,
    *,
    tolerance: float = TOLERANCE,
    times: int = 1,
    journal: Journal | None = None,
    **options: Unpack[ProbeOptions],
) -> Fit:
    """Match settings of a world to targets, and tell what was reached.

    *targets* are values by the name of a metric (``gross_margin:tier:retailer`` for a part of one) or of a
    figure of a probe (``own_price_elasticity``). *settings* of the *scenario* are dotted paths as in
    ``--set``, with ``*`` for all of a map or list; left out, those of `settings_for`. Each world is played on
    so many *seeds* or the seeds given, *times* as large, so that luck is small where few are sold a year.
    A target counts as reached within *tolerance* [share of it]. What is measured is kept in a *journal*, and
    what stands in it is not played again.
    For *options* see `Runner`.
    Raises ArgumentError or FitError, most of it before anything is played, for what cannot be matched;
    RunsFailedError if not one run at the start came to its end.
    """
    of_type("scenario", scenario, Scenario, A_SCENARIO)
    asked = _targets(scenario, targets)
    free = _settings(scenario, settings, asked)
    _refuse_counts(free, asked)
    chosen = seeds_of(seeds)
    near = _share("tolerance", tolerance)
    _refuse_size(scenario, times)
    questions = tuple(dict.fromkeys(question for one in asked for question in one.questions))
    runner = Runner(seeds=chosen, questions=questions, **options)
    built(scenario)
    return _Fitting(scenario, free, asked, near, MeasuredWorlds(asked, runner, times, journal)).found()


def _refuse_size(scenario: Scenario, times: int) -> None:
    """Raise FitError for a market that is no whole number of times as large, or for too many customers."""
    if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= MOST_ENLARGED:
        raise argument_error(
            "times", f"should be a whole number of 1 to {MOST_ENLARGED:,}, is {quoted_value(times)}"
        )
    played = customers_played(scenario) * times
    if times > 1 and played > MOST_PLAYED:
        raise FitError(
            f"enlarged: {times:,} times as large, {played:,} customers are played; at most {MOST_PLAYED:,}"
        )


LEAST_MULTIPLE = 0.01
"""From which multiple of its target a value is told as one [multiple]."""


@dataclass
class _Fitting:
    """One fit under way."""

    scenario: Scenario
    settings: tuple[FreeSetting, ...]
    targets: tuple[Target, ...]
    tolerance: float
    worlds: MeasuredWorlds

    def __post_init__(self) -> None:
        """Measure where it starts, and what an error of each target weighs."""
        self.wanted = np.array([one.value for one in self.targets])
        self.start = self.worlds.first(self.scenario)
        sizes = np.where(self.wanted == 0, self.start.mean(axis=1), self.wanted)
        self.near = self.tolerance * np.where(sizes == 0, 1.0, np.abs(sizes))
        seeds = self.start.shape[1]
        luck = self.start.std(axis=1, ddof=1) / math.sqrt(seeds) if seeds > 1 else np.zeros(len(self.wanted))
        self.scales = np.hypot(self.near, luck)

    def found(self) -> Fit:
        """Search, and return what was found."""
        names = [one.name for one in self.targets]
        played = refuse_unidentified(self._measure, self.settings, names, self.near / self.scales)
        ends = np.array([[one.low for one in self.settings], [one.high for one in self.settings]])
        found = search(self._residuals, played, (ends[0], ends[1]), self._is_enough)
        return self._told(found)

    def _told(self, found: Found) -> Fit:
        u = found.at
        scenario = with_values(self.scenario, self._values(u)) if np.any(u) else self.scenario
        reached, residuals = self.worlds.at([scenario])[0], self._scaled(u)
        deviations = -np.linalg.pinv(found.slopes) @ (residuals - residuals.mean(axis=1, keepdims=True))
        targets = zip(self.targets, self.start, reached, self.near, strict=True)
        return Fit(
            self.scenario,
            scenario,
            self.worlds.runner.seeds,
            tuple(_fitted(*one) for one in zip(self.settings, u, deviations, strict=True)),
            tuple(ReachedTarget(t, interval(a), interval(b), float(near)) for t, a, b, near in targets),
            self.tolerance,
            tuple(self.worlds.failures),
            found.is_broken_off,
            self.worlds.times,
        )

    def _measure(self, points: Sequence[Floats]) -> list[Floats]:
        values = self.worlds.at([self._world(u) for u in points])
        return [(one - self.wanted[:, None]) / self.scales[:, None] for one in values]

    def _scaled(self, u: Floats) -> Floats:
        return self._measure([u])[0]

    def _residuals(self, u: Floats) -> Floats:
        """Return how far the means are from the targets, as multiples of them where they have their sign.

        Settings act on sales as on a logit's odds, by factors: a plane through logarithms holds much further
        from the target, and is the same near it.
        """
        away = self._away(u)
        is_multiple = (self.wanted != 0) & (away * self.scales / _or_one(self.wanted) > LEAST_MULTIPLE - 1)
        multiples = np.where(is_multiple, 1 + away * self.scales / _or_one(self.wanted), 1.0)
        return np.where(is_multiple, self.wanted * np.log(multiples) / self.scales, away)

    def _away(self, u: Floats) -> Floats:
        return np.asarray(self._scaled(u).mean(axis=1), dtype=np.float64)

    def _is_enough(self, u: Floats) -> bool:
        return bool(np.all(np.abs(self._away(u)) * self.scales <= self.near))

    def _values(self, u: Floats) -> dict[tuple[str, ...], float]:
        pairs = zip(self.settings, u, strict=True)
        return {path: value for one, at in pairs for path, value in one.values(float(at)).items()}

    def _world(self, u: Floats) -> Scenario | None:
        """Return the world at u; none where there is none."""
        try:
            return with_values(self.scenario, self._values(u)) if np.any(u) else self.scenario
        except InputError:
            return None


def _or_one(values: Floats) -> Floats:
    """Return values to divide by: one for none."""
    return np.where(values == 0, 1.0, values)


def _fitted(setting: FreeSetting, u: float, deviations: Floats) -> FittedSetting:
    around = interval([float(u) + float(one) for one in deviations])
    ends = [setting.shown(end) if math.isfinite(end) else math.nan for end in (around.low, around.high)]
    values = setting.values(float(u))
    shown = next(iter(values.values())) if setting.is_one else setting.shown(float(u))
    estimate = Estimate(shown, ends[0], ends[1], around.n, around.of)
    margin = NEAR_END * (setting.high - setting.low)
    at_end = ""
    if u <= setting.low + margin:
        at_end = f"at its lowest, {setting.formatted(setting.shown(setting.low))}"
    elif u >= setting.high - margin:
        at_end = f"at its highest, {setting.formatted(setting.shown(setting.high))}"
    return FittedSetting(setting, values, estimate, at_end)


def _targets(scenario: Scenario, given: Mapping[str, float]) -> tuple[Target, ...]:
    if not isinstance(given, Mapping):
        raise argument_error("targets", "should be a map of values by name, such as {'units_a_year': 800}")
    if not 1 <= len(given) <= MOST_NUMBERS:
        raise argument_error("targets", f"name from 1 to {MOST_NUMBERS} of them, not {len(given)}")
    return tuple(
        target(scenario, text_value("targets", name).strip(), _finite(f"targets['{name}']", value))
        for name, value in given.items()
    )


def _settings(
    scenario: Scenario, given: Iterable[str] | None, targets: tuple[Target, ...]
) -> tuple[FreeSetting, ...]:
    if given is None:
        named = settings_for(scenario, targets)
    else:
        entries = entries_of("settings", given, "['products.machine.appeal']", MOST_NUMBERS)
        named = [text_value(f"settings[{at}]", one) for at, one in enumerate(entries)]
    if not named:
        raise argument_error("settings", "name at least one, such as 'products.machine.appeal'")
    found = tuple(free_setting(scenario, one) for one in named)
    taken: dict[tuple[str, ...], str] = {}
    for one in found:
        for path in one.paths:
            if path in taken:
                raise FitError(f"{'.'.join(path)} is named twice; a setting is fitted once")
            taken[path] = one.key
    return found


def _refuse_counts(settings: Sequence[FreeSetting], targets: Sequence[Target]) -> None:
    if len(settings) > len(targets):
        raise FitError(
            f"{len(settings)} settings cannot be told from {len(targets)} "
            f"target{'s' * (len(targets) > 1)}: name as many targets as settings, or fit fewer settings"
        )


def _finite(name: str, value: object) -> float:
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.integer | np.floating):
        raise argument_error(name, f"should be a number, is {quoted_value(value)}")
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise argument_error(name, f"should be a finite number, is {quoted_value(value)}")
    return number


def _share(name: str, value: object) -> float:
    number = _finite(name, value)
    if not 0 < number < 1:
        raise argument_error(name, f"must be more than 0 and less than 1, is {number:g}")
    return number
