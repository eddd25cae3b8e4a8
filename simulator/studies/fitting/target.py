"""Target: a number of a world that a fit is to reach: a metric, a part of one, or a figure of a probe.

units_a_year=800                  a figure by its name, with _ for every space or hyphen
own-price elasticity=-2.6         the same in the probe's own words
gross_margin:tier:retailer=0.3    a metric, what it is cut by, and the part
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulator.base.input_error import InputError
from simulator.base.registry import suggestion
from simulator.domain.extent import Extent, extent_of_unit
from simulator.domain.registries import METRICS
from simulator.ledger.metric import metric_named
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.schema import Scenario
from simulator.studies.fitting.fit_error import FitError
from simulator.studies.probing.figure import Figure, Variant, as_it_is, series
from simulator.studies.probing.implied_figures import IMPLIED_FIGURES
from simulator.studies.runs.questions import WEEK, Question, questions_of, unit_of
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import Estimate

LABEL = "as it is"


@dataclass(frozen=True)
class Target:
    """Number to be reached, and how it is read from runs."""

    name: str
    value: float
    unit: str
    questions: tuple[Question, ...]
    figure: Figure | None = None
    part: str = ""
    """Of a figure or of a cut metric, the part."""
    extent: Extent = Extent.INTENSIVE
    """Whether it grows with the market."""

    def variants(self, scenario: Scenario) -> Sequence[Variant]:
        """Return what has to be played; CannotTellError or another InputError where it cannot be."""
        return as_it_is(scenario) if self.figure is None else self.figure.variants(scenario)

    def of(self, scenario: Scenario, runs: Runs) -> float:
        """Return its value in runs of one seed; NaN where there is none."""
        if self.figure is None:
            (question,) = self.questions
            found = series(runs, LABEL, question.metric, question.by, self.part)[0]
        else:
            found = _part(self.figure.values(scenario, runs), self.part)
        return found if math.isfinite(found) else math.nan


def target(scenario: Scenario, name: str, value: float) -> Target:
    """Return the target of a name; FitError where there is no such metric or figure."""
    metric, *cut = name.split(":", 2)
    if metric in METRICS:
        return _of_metric(scenario, name, value, metric, cut)
    wanted, _, part = name.partition(":")
    figures = {plain_name(figure.name): figure for figure in IMPLIED_FIGURES}
    figure = figures.get(plain_name(wanted))
    if figure is None:
        known = [*METRICS.names(), *figures]
        raise FitError(
            f"target '{shortened(name)}': there is no such metric or figure; "
            f"{suggestion(plain_name(wanted), known)}"
        )
    unit, extent = figure.unit.replace("currency", scenario.units.currency), extent_of_unit(figure.unit)
    return Target(name, value, unit, figure.questions, figure, part, extent or Extent.INTENSIVE)


def plain_name(name: str) -> str:
    """Return the name of a figure as options write it.

    >>> plain_name("own-price elasticity")
    'own_price_elasticity'
    """
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")


def _of_metric(scenario: Scenario, name: str, value: float, metric: str, cut: list[str]) -> Target:
    try:
        (question,) = questions_of([":".join([metric, *cut[:1]])])
    except InputError as wrong:
        raise FitError(f"target '{shortened(name)}': {wrong}") from None
    if question.by == WEEK:
        raise FitError(f"target '{shortened(name)}': a path over weeks is no single number")
    if question.by and len(cut) < 2:
        raise FitError(f"target '{shortened(name)}': is many numbers; name one, as in {shortened(name)}:PART")
    part, extent = cut[1] if len(cut) > 1 else "", metric_named(metric).extent
    return Target(name, value, unit_of(metric, scenario), (question,), None, part, extent)


def _part(values: Mapping[str, Estimate], part: str) -> float:
    """Return a part of a figure; FitError names the parts where there is no such one."""
    if part in values or not values:
        return values[part].mean if part in values else math.nan
    parts = [name for name in values if name]
    told = f"no part '{shortened(part)}'" if part else "no single number: name one of its parts"
    raise FitError(f"there is {told}; {suggestion(part, parts)}")
