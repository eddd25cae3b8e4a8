"""Acceptance: rules by which a simulated value agrees with the value of a formula.

    stochastic      |mean − target| ≤ 3.5 SE + slack, and SE ≤ 1 % of the target; else undecided
    adaptive        within 0.5 %: rules that learn or adjust, where demand is deterministic
    closed form     within 1e-9 of the target
    exact           every single value equals the target
    at least        the mean reaches the target: shares of cases in which a sign is right
    above           the mean exceeds the target by 3.5 SE: a sign, where the size has no formula

SE = sd / √n over independent seeds. A row is undecided where its noise is so large that it could hide a
difference; it is missed where the difference shows through the noise all the same.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

SIGMAS, LARGEST_ERROR = 3.5, 0.01
ADAPTIVE, CLOSED_FORM = 0.005, 1e-9


class Rule(StrEnum):
    """How close is close enough."""

    STOCHASTIC = "stochastic"
    ADAPTIVE = "adaptive"
    CLOSED_FORM = "closed form"
    EXACT = "exact"
    AT_LEAST = "at least"
    ABOVE = "above"


ONE_SIDED = (Rule.AT_LEAST, Rule.ABOVE)


class Acceptance(StrEnum):
    """Acceptance of a row."""

    MET = "met"
    MISSED = "missed"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class SimulatedResult:
    """Simulated values beside the expected value."""

    expected: float
    values: tuple[float, ...]
    rule: Rule
    slack: float = 0.0
    """Allowed besides luck [share of the expected value]."""

    @property
    def mean(self) -> float:
        """Return the mean over seeds."""
        return float(np.mean(self.values)) if self.values else math.nan

    @property
    def error(self) -> float:
        """Return the standard error of the mean; infinite where a single value tells nothing of it."""
        if len(self.values) < 2:
            return math.inf
        return float(np.std(self.values, ddof=1) / math.sqrt(len(self.values)))

    @property
    def allowed(self) -> float:
        """Return how far the mean may lie from the target."""
        size = abs(self.expected)
        within = {
            Rule.STOCHASTIC: SIGMAS * self.error,
            Rule.ADAPTIVE: ADAPTIVE * size,
            Rule.CLOSED_FORM: CLOSED_FORM * size,
            Rule.EXACT: 0.0,
            Rule.AT_LEAST: 0.0,
            Rule.ABOVE: SIGMAS * self.error,
        }
        return within[self.rule] + self.slack * size

    @property
    def verdict(self) -> Acceptance:
        """Say whether the target is met; NaN never meets it.

        >>> SimulatedResult(10.0, (9.99, 10.01, 10.0), Rule.STOCHASTIC).verdict.value
        'met'
        >>> SimulatedResult(10.0, (9.0, 11.5, 10.0), Rule.STOCHASTIC).verdict.value
        'undecided'
        >>> SimulatedResult(10.0, (float("nan"),), Rule.ADAPTIVE).verdict.value
        'missed'
        """
        if not self.values or not all(map(math.isfinite, (self.expected, *self.values))):
            return Acceptance.MISSED
        if self.rule is Rule.EXACT:
            return Acceptance.MET if _are_all(self.values, self.expected) else Acceptance.MISSED
        if self.rule in ONE_SIDED:
            return Acceptance.MET if self._is_beyond() else Acceptance.MISSED
        if abs(self.mean - self.expected) > self.allowed:
            return Acceptance.MISSED
        if self.rule is Rule.STOCHASTIC and self.error > LARGEST_ERROR * abs(self.expected):
            return Acceptance.UNDECIDED
        return Acceptance.MET

    def _is_beyond(self) -> bool:
        over = self.mean - self.expected
        return over >= 0.0 if self.rule is Rule.AT_LEAST else over > self.allowed


def _are_all(values: Sequence[float], expected: float) -> bool:
    return all(value == expected for value in values)


def tolerance_text(rule: Rule, slack: float) -> str:
    """Say a tolerance as a table does.

    >>> tolerance_text(Rule.STOCHASTIC, 1e-5), tolerance_text(Rule.EXACT, 0.0)
    ('3.5 SE + 0.001 %, SE ≤ 1 %', 'exact')
    """
    more = f" + {100 * slack:.2g} %" if slack else ""
    texts = {
        Rule.STOCHASTIC: f"{SIGMAS:g} SE{more}, SE ≤ {100 * LARGEST_ERROR:g} %",
        Rule.ADAPTIVE: f"{100 * ADAPTIVE:g} %{more}",
        Rule.CLOSED_FORM: f"{CLOSED_FORM:g}{more}",
        Rule.EXACT: "exact",
        Rule.AT_LEAST: "at least",
        Rule.ABOVE: f"above by {SIGMAS:g} SE",
    }
    return texts[rule]
