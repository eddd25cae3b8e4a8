"""Triggers: what the market measures of its own ledger, to decide on conditional events.

A reading is rounded to nine digits before anything hangs on it: the last bits of a sum depend on the order in
which a library adds, and no decision may.
"""

import math

import pandas as pd

from simulator.ledger.metric import MetricValue, metric_named
from simulator.ledger.recent_weeks import recent_weeks
from simulator.market.state.protocols import ReadingState

type Span = tuple[int, int]
"""First and last week."""


def measure_span(state: ReadingState, metric: str, span: Span, by: str | None) -> MetricValue:
    """Put a question about some past weeks to the ledger as it is."""
    return state.measure(recent_weeks(state.ledger, *span, metric), metric, by)


def reading(state: ReadingState, metric: str, span: Span, by: str | None, key: str | None) -> float:
    """Return a metric of some past weeks, or the part of it that is meant; nan if that is not known."""
    answer = measure_span(state, metric, span, by)
    if isinstance(answer, pd.Series):
        return rounded(math.nan if key is None else part_of(answer, metric, by, key))
    return rounded(answer)


def part_of(answer: pd.Series, metric: str, by: str | None, key: str) -> float:
    """Return one part of an answer; of an amount, one that is not told is nought."""
    told = {str(name): float(value) for name, value in answer.items()}
    return told.get(key, 0.0 if metric_named(metric).absent_is_zero(by) else math.nan)


def rounded(value: float) -> float:
    """Return a number rounded to nine digits.

    >>> rounded(0.1 + 0.2), rounded(2 / 3)
    (0.3, 0.666666667)
    """
    return float(f"{value:.9g}")


def write_reading(state: ReadingState, event: str, metric: str, what: str, value: float) -> None:
    """Write down what was measured for an event; what is not known, or infinite, is no entry."""
    if math.isfinite(value):
        state.ledger.record(
            "trigger_reading", week=state.week, event=event, metric=metric, part=what, amount=value
        )
