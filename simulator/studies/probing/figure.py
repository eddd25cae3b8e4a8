"""Figure: what a world implies, how it is played, and the published range that it is set beside."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from simulator.scenario.schema import Scenario
from simulator.studies.probing.channel_changes import ChannelChange, as_drawn
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Estimate

UNITS = Question("units_sold")


class CannotTellError(ValueError):
    """A figure that cannot be played in a world; the message says why."""


@dataclass(frozen=True)
class Published:
    """Published range of a figure; without ends, what is known instead of a range."""

    says: str
    """What was found, in words."""
    source: str = ""
    low: float = math.nan
    high: float = math.nan

    @property
    def is_range(self) -> bool:
        """Say whether there are ends to lie between."""
        return self.low <= self.high


@dataclass(frozen=True)
class Variant:
    """Variant of a world that is played: a scenario, and what becomes of its channel."""

    label: str
    scenario: Scenario
    change: ChannelChange = as_drawn


@dataclass(frozen=True)
class Figure:
    """Figure that a world implies."""

    name: str
    unit: str
    """Its unit, in which `currency` stands for the scenario's."""
    played: str
    """What is played, in words."""
    published: Published
    variants: Callable[[Scenario], Sequence[Variant]]
    """The variants that it needs; raises CannotTellError where they cannot be played."""
    values: Callable[[Scenario, Runs], Mapping[str, Estimate]]
    """Its value, by part; the part of a single number has no name."""
    questions: tuple[Question, ...] = ()
    """What is measured in every run."""


def as_it_is(scenario: Scenario) -> list[Variant]:
    """Return the world as it stands, as the only variant."""
    return [Variant("as it is", scenario)]


def with_customers(scenario: Scenario) -> list[Variant]:
    """Return the world as it stands; CannotTellError where all demand is a stream."""
    refuse_no_customers(scenario)
    return as_it_is(scenario)


def refuse_no_customers(scenario: Scenario) -> None:
    """Raise CannotTellError for a world without customers."""
    if not scenario.customers:
        raise CannotTellError("there are no customers here: all demand is a stream")


def series(runs: Runs, label: str, metric: str, by: str = "", key: str = "") -> list[float]:
    """Return a number measured in a variant, seed by seed."""
    return runs.series(Line(metric, by, key, None), label)


def parts(runs: Runs, label: str, metric: str, by: str) -> dict[str, list[float]]:
    """Return the numbers of a breakdown measured in a variant, seed by seed, by part."""
    lines = [line for line in runs.lines() if (line.metric, line.by) == (metric, by) and line.week is None]
    return {line.key: runs.series(line, label) for line in lines if label in runs.values[line]}


def ratio(part: float, whole: float) -> float:
    """Return part / whole; NaN where there is no whole.

    >>> ratio(1.0, 4.0), ratio(1.0, 0.0)
    (0.25, nan)
    """
    return part / whole if whole else math.nan


def elasticity(before: float, after: float, times: float) -> float:
    """Return per cent of change for one per cent: ln(after / before) / ln times; NaN from nothing.

    >>> round(elasticity(100.0, 81.0, 0.9), 12), elasticity(0.0, 1.0, 2.0)
    (2.0, nan)
    """
    return math.log(after / before) / math.log(times) if before > 0 and after > 0 else math.nan
