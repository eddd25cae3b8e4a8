"""Metric: a question put to a ledger, with its unit, its source and its breakdowns.

IMPLEMENT: a function of (ledger, by) whose docstring says question, formula, unit and source.
FOR FREE: `list`, every table, sweep and report, slices, the check of detail, the contract tests.

    @METRICS.register("units_sold")
    @metric(by=("outlet", "week"), additive=("outlet", "week"))
    def units_sold(ledger: Ledger, by: str | None = None) -> Answer: ...

A ratio whose whole may be zero in some runs returns `parts.ratio_of_sums(part, whole)`: then its mean over
seeds is Σ part / Σ whole, with the interval of that, in every table, comparison, sweep and report.
"""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import getdoc
from typing import Any, Literal

import pandas as pd

from simulator.base.input_error import InputError
from simulator.base.registry import suggestion
from simulator.domain.extent import Extent, extent_of_unit
from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.scenario.errors.arguments import of_type, text_value
from simulator.scenario.schema import Scenario

type MetricValue = float | pd.Series
"""A number; or, where it was asked by something, a number for each of them."""
type Detail = Literal["summary", "sales", "journeys"]

DETAILS: tuple[Detail, ...] = ("summary", "sales", "journeys")


class NotRecordedError(InputError, LookupError):
    """The ledger was kept in less detail than the metric needs."""


class UnknownExtentError(InputError, LookupError):
    """Whether a metric grows with the market is not known, and it is asked of a sample of one."""


class UnsupportedSliceError(InputError, LookupError):
    """The metric has no such breakdown; the message lists the breakdowns it has."""


@dataclass(frozen=True)
class RatioOfSums:
    """An answer that several runs pool: Σ part / Σ whole over runs, not the mean of their ratios.

    A metric that returns one, as `Breakdown.ratio_of_sums` makes it, has a mean over seeds though in some of
    them there is nothing to divide by (`studies/runs/pooled_ratio.py`).
    """

    value: MetricValue
    part: MetricValue
    whole: MetricValue


@dataclass(frozen=True)
class Metric:
    """A question that can be put to any ledger."""

    name: str
    function: Callable[..., Any]
    by: tuple[str, ...] = ()
    """What the answer can be told apart by."""
    additive: tuple[str, ...] = ()
    """Cuts, of these, by which the parts sum to the whole."""
    detail: Detail = "summary"
    """How much the ledger must have kept."""
    cohorts: bool = False
    """Whether the ledger must tell sales by cohort."""
    stages: bool | tuple[str, ...] = False
    """Whether the ledger must tell at which stage needs stand; or by which cuts it must."""
    remembers: bool = False
    """Whether it must see all that came before the weeks it is asked about, not only goods under way."""
    by_review: bool = False
    """Whether it has no answer for fewer weeks than a review of conflict takes."""
    amount: bool = False
    """Whether it is an amount: a part of which nothing is told has none, though parts may not sum."""
    accumulates: bool = False
    """Whether it is a sum over the weeks, though it cannot be told apart by week."""
    called: str = ""
    """Title of its whole in tables, where its name does not say of which party it is."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "__doc__", getdoc(self.function))

    def __call__(self, ledger: Ledger, by: str | None = None) -> MetricValue:
        """Compute the metric, without checking that the ledger allows it."""
        answer = self.told(ledger, by)
        answer = answer.value if isinstance(answer, RatioOfSums) else answer
        return answer.rename(self.name) if isinstance(answer, pd.Series) else float(answer)

    def told(self, ledger: Ledger, by: str | None = None) -> MetricValue | RatioOfSums:
        """Return what its function answers: a value, or a ratio with its parts.

        A ledger counts customers as they were played. Where each stands for several people, what grows with
        the market is multiplied by them here, in no metric, and nowhere else.
        """
        answer: MetricValue | RatioOfSums = self.function(ledger) if by is None else self.function(ledger, by)
        people = ledger.header.people_per_customer
        if people == 1 or isinstance(answer, RatioOfSums):
            return answer
        return answer * float(people) ** self.extent

    def absent_is_zero(self, by: str | None) -> bool:
        """Say whether a part that an answer does not name is nought; of a ratio, it is not known."""
        return by in self.additive or (self.amount and by in self.by)

    def needs_stages(self, by: str | None) -> bool:
        """Say whether ledgers tell it apart in a way, or whole, only where they tell stages."""
        return by in self.stages if isinstance(self.stages, tuple) else self.stages

    def lacks(self, scenario: Scenario, by: str | None = None) -> str | None:
        """Return the setting without which ledgers of a scenario do not tell it; none if they do.

        >>> from simulator.scenario.load import load
        >>> metric_named("penetration").lacks(load("scenarios/espresso.yaml"))
        'detail: sales'
        """
        if DETAILS.index(scenario.detail) < DETAILS.index(self.detail):
            return f"detail: {self.detail}"
        if self.cohorts and not scenario.cohorts:
            return "cohorts: true"
        return "stages: true" if self.needs_stages(by) and not scenario.stages else None

    @property
    def doc(self) -> str:
        """Return question, formula and source as the metric's file prints them."""
        return getdoc(self.function) or ""

    @property
    def question(self) -> str:
        """Return the question in one line."""
        return self.doc.partition("\n")[0]

    @property
    def grows_with_weeks(self) -> bool:
        """Say whether it is a sum over the weeks measured, twice as large over twice as many."""
        return self.accumulates or "week" in self.additive

    @property
    def unit(self) -> str:
        """Return the unit of the answer."""
        return self._said("Unit")

    @property
    def extent(self) -> Extent:
        """Return the power of the size of the market that it is proportional to, by its unit.

        Raises UnknownExtentError where its docstring states none, or one of no known extent.
        """
        extent = extent_of_unit(self.unit)
        if extent is None:
            told = f"its unit, '{self.unit}', is in no list" if self.unit else "it states no unit"
            raise UnknownExtentError(
                f"'{self.name}' cannot be told of a market that a sample played: whether it grows with the "
                f"market is not known, for {told}; end its docstring with a line such as 'Unit: currency'"
            )
        return extent

    @property
    def note(self) -> str:
        """Return what a reader of the number has to know, as it stands under tables; mostly nothing."""
        return self._said("Note")

    @property
    def source(self) -> str:
        """Return the source that defined it."""
        return self._said("Source")

    def _said(self, what: str) -> str:
        """Return the line of the docstring that opens with a word and a colon."""
        lines = (line for line in self.doc.splitlines() if line.startswith(f"{what}: "))
        return next(lines, "").partition(": ")[2]


def metric(
    *,
    by: tuple[str, ...] = (),
    additive: tuple[str, ...] = (),
    detail: Detail = "summary",
    cohorts: bool = False,
    stages: bool | tuple[str, ...] = False,
    remembers: bool = False,
    by_review: bool = False,
    amount: bool = False,
    accumulates: bool = False,
    called: str = "",
) -> Callable[[Callable[..., Any]], Metric]:
    """Return a decorator that makes a metric of a function, under the function's name."""

    def make(function: Callable[..., Any]) -> Metric:
        kept = (detail, cohorts, stages, remembers)
        return Metric(
            function.__name__, function, by, additive, *kept, by_review, amount, accumulates, called
        )

    return make


def metric_named(name: str) -> Metric:
    """Return the metric of that name; a plain function in the registry is one that cannot be sliced."""
    entry = METRICS.get(name)
    return entry if isinstance(entry, Metric) else Metric(name, entry)


def measure(ledger: Ledger, name: str, by: str | None = None) -> MetricValue:
    """Measure a metric in a ledger; *by* breaks it down by outlet, week, …

    *ledger* is a run's, as `simulate` returns it; *name* that of the metric, see ``simulator list metrics``.
    Where each customer that was played stands for several people, the answer is of them all.
    Raises UnknownNameError, UnsupportedSliceError, NotRecordedError where the ledger was kept in too little
    detail, or UnknownExtentError where a metric without a unit is asked of a sample.
    """
    return askable(ledger, name, by)(ledger, by)


def askable(ledger: Ledger, name: str, by: str | None = None) -> Metric:
    """Return the metric of that name, if the ledger can answer it; raises what `measure` raises."""
    if not hasattr(ledger, "header"):
        of_type("ledger", ledger, Ledger, "a ledger, as simulate returns it")
    asked = metric_named(text_value("name", name))
    if by is not None:
        text_value("by", by)
    if by is not None and by not in asked.by:
        what = f"'{name}' cannot be told apart by '{by}'"
        raise UnsupportedSliceError(f"{what}; {suggestion(by, list(asked.by))}")
    kept = ledger.header.scenario
    lacking = asked.lacks(kept, by)
    if lacking is not None:
        has = f"and this ledger has '{kept.detail}'" if "detail" in lacking else "which this ledger has not"
        raise NotRecordedError(f"'{name}' was not recorded: it needs '{lacking}', {has}")
    return asked
