"""Prediction verdict: test of a prediction that was written before the runs.

A statement compares means seed by seed, on common random numbers. It is

    confirmed   if the 95 % interval of the difference lies on the side of its bound that was said
    refuted     if it lies on the other side in an interval widened for the number of statements, or is the
                same in every run and not on the side that was said
    undecided   else

A check is confirmed if all its statements are, the prediction if all its checks are: to be wrong in
that, one must be wrong in each (intersection–union), so confirming needs no correction. One refuted
statement refutes it all, so refuting does: with k statements each interval holds with 1 − 0.05/k.
Source: Berger (1982), Technometrics 24:295, for the first; Bonferroni for the second.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from simulator.studies.experiment.experiment import Experiment, Point, short_names
from simulator.studies.experiment.hypotheses import Hypothesis, hypotheses_of
from simulator.studies.experiment.plan import Check
from simulator.studies.runs.number_format import mean_and_half_width, unit_label
from simulator.studies.runs.questions import WEEK, Question
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import CONFIDENCE, Estimate, interval

type VerdictWord = Literal["confirmed", "refuted", "undecided"]

CONFIRMED: VerdictWord = "confirmed"
REFUTED: VerdictWord = "refuted"
UNDECIDED: VerdictWord = "undecided"


@dataclass(frozen=True)
class HypothesisVerdict:
    """Verdict on one hypothesis."""

    text: str
    estimate: Estimate
    """Of the difference as tables show it, the later less the earlier; of a level, the level."""
    word: VerdictWord
    is_level: bool = False


@dataclass(frozen=True)
class CheckVerdict:
    """Verdict on one check."""

    text: str
    """The check in plain words."""
    unit: str
    findings: tuple[HypothesisVerdict, ...]

    @property
    def word(self) -> VerdictWord:
        """Return the verdict of all hypotheses together."""
        return _together(finding.word for finding in self.findings)

    def __str__(self) -> str:
        if len(self.findings) == 1:
            return f"{self.text}: {self.word} ({''.join(self._found())})"
        return "\n".join([f"{self.text}: {self.word}", *(f"    {line}" for line in self._found())])

    def _found(self) -> Iterable[str]:
        for finding in self.findings:
            if finding.estimate.n == 0:
                said = "no run has it" if finding.is_level else "no run has both"
            else:
                unit = unit_label(self.unit, difference=not finding.is_level)
                told = mean_and_half_width(finding.estimate, self.unit, sign=not finding.is_level)
                said = f"{told} {unit}".strip()
            yield f"{finding.text}: {said}" + f", {finding.word}" * (len(self.findings) > 1)


@dataclass(frozen=True)
class PredictionVerdict:
    """Verdict on a prediction."""

    says: str
    """The prediction in plain words; empty if none was made."""
    checks: tuple[CheckVerdict, ...]

    @property
    def word(self) -> VerdictWord:
        """Return the verdict of all checks together; without any, it is undecided."""
        return _together(check.word for check in self.checks)

    def __str__(self) -> str:
        if not self.checks:
            return "No prediction was made."
        lines = [f"  {check}" for check in self.checks]
        return "\n".join([f"Prediction: {self.says.strip()}", f"Verdict: {self.word}.", *lines])


def prediction_verdict(experiment: Experiment, runs: Runs) -> PredictionVerdict:
    """Test the prediction of an experiment on its runs."""
    if experiment.prediction is None:
        return PredictionVerdict("", ())
    stated = [(check, hypotheses_of(check, experiment)) for check in experiment.prediction.checks]
    total = sum(len(statements) for _, statements in stated)
    checks = []
    for check, statements in stated:
        findings = tuple(_finding(one, _line(check), runs, total) for one in statements)
        unit = runs.unit(_line(check).metric)
        checks.append(CheckVerdict(_in_words(check, experiment), unit, findings))
    return PredictionVerdict(experiment.prediction.says, tuple(checks))


def _finding(statement: Hypothesis, line: Line, runs: Runs, total: int) -> HypothesisVerdict:
    values = {point.label: np.array(runs.series(line, point.label)) for point in _points(statement)}
    known = np.abs(np.concatenate([*values.values(), [abs(statement.bound)]]))
    scale = float(np.max(known, initial=0.0, where=np.isfinite(known)))
    found = _value(statement, values)
    beyond = statement.sign * (found - statement.bound)
    if statement.within is not None:
        word = _nearly(beyond, statement.within, scale, total)
    else:
        word = _beyond(beyond, scale, total)
    return HypothesisVerdict(statement.text, interval(found, scale), word, statement.is_level)


def _beyond(found: NDArray[np.float64], scale: float, total: int) -> VerdictWord:
    """Say whether the distance past a bound is positive."""
    estimate = interval(found, scale)
    if estimate.n < 2:
        return UNDECIDED
    surely = interval(found, scale, 1 - (1 - CONFIDENCE) / total)
    is_refuted = surely.high < 0 or (estimate.low == estimate.high and estimate.mean <= 0)
    return CONFIRMED if estimate.low > 0 else REFUTED if is_refuted else UNDECIDED


def _nearly(found: NDArray[np.float64], within: float, scale: float, total: int) -> VerdictWord:
    """Say whether a difference is as good as none: its whole interval lies within the margin."""
    estimate = interval(found, scale)
    if estimate.n < 2:
        return UNDECIDED
    if -within < estimate.low and estimate.high < within:
        return CONFIRMED
    surely = interval(found, scale, 1 - (1 - CONFIDENCE) / total)
    return REFUTED if surely.low > within or surely.high < -within else UNDECIDED


def _value(statement: Hypothesis, values: dict[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return the contrast that the hypothesis is about, seed by seed."""
    if statement.slope:
        weighted = zip(statement.slope, statement.plus[0], strict=True)
        return np.sum([weight * values[point.label] for weight, point in weighted], axis=0)
    total = np.zeros(len(next(iter(values.values()))))
    for sign, sets in ((1.0, statement.plus), (-1.0, statement.minus)):
        for points in sets:
            total = total + sign * np.mean([values[point.label] for point in points], axis=0)
    return total


def _points(statement: Hypothesis) -> list[Point]:
    return [point for points in (*statement.plus, *statement.minus) for point in points]


def _line(check: Check) -> Line:
    metric, _, by = check.metric.partition(":")
    question = Question(metric.strip(), by.strip())
    if question.by == WEEK:
        return Line(question.metric, "", "", int(check.key) if check.key.isdecimal() else None)
    return Line(question.metric, question.by, check.key, None)


def _together(words: Iterable[VerdictWord]) -> VerdictWord:
    found: Sequence[VerdictWord] = list(words)
    if REFUTED in found:
        return REFUTED
    return CONFIRMED if found and set(found) == {CONFIRMED} else UNDECIDED


def _in_words(check: Check, experiment: Experiment) -> str:
    """Say a check in plain words."""
    short = short_names(factor.name for factor in experiment.factors)
    what = " ".join(part for part in (check.metric.partition(":")[0].replace("_", " "), check.key) if part)

    def points(where: object) -> str:
        if isinstance(where, dict):
            return ", ".join(f"{short[name]}={value}" for name, value in where.items()) or "all points"
        if hasattr(where, "start"):
            return f"the change from {points(where.start)} to {points(getattr(where, 'to', {}))}"
        return f"{where:g}" if isinstance(where, float) else ""

    there = f" where {points(check.where)}" if check.where else ""
    for key in ("rises_with", "falls_with", "highest_at", "lowest_at"):
        given = getattr(check, key)
        if given is not None:
            whom = short[given] if isinstance(given, str) else points(given)
            return f"{what} {key.replace('_', ' ')} {whom}{there}"
    left = f"{what} at {points(check.at)}" if check.at is not None else f"{what}: {points(check.change)}"
    by = f" by {check.by:g}" if check.by else ""
    for key in ("above", "below", "equals"):
        given = getattr(check, key)
        if given is not None:
            within = f" within {check.within:g}" if check.within is not None else ""
            return f"{left} {key} {points(given)}{by}{within}"
    return what
