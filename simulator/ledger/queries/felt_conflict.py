"""Felt conflict: sums of entries of a review of conflict, by outlet, other, issue and the like."""

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue
from simulator.ledger.queries.rows import Numbers, Rows, rows_of, weeks

WORDS = ("issue", "step", "reason")
"""Cuts by a word that stands in the entries."""


def reviews(ledger: Ledger) -> int:
    """Return how many reviews of conflict metrics look at."""
    first, span = ledger.header.scenario.warm_up, ledger.header.scenario.review_weeks
    return ledger.last_week // span - min(first, ledger.last_week) // span


def entries(ledger: Ledger, kind: str, *, without: str | None = None) -> Rows:
    """Return the entries of a kind in the window, save for entries of disputes on a step."""
    rows = rows_of(ledger, kind)
    if without is None:
        return rows
    return rows.where(np.array([ledger.words[code] != without for code in rows["step"].tolist()], dtype=bool))


def told(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Return the entries of a kind after the warm-up, one a row, with names and words instead of codes."""
    rows = rows_of(ledger, kind)
    names, words = ledger.header.parties, ledger.words
    found = {"week": rows.when, rows.who_column: [names[code] for code in rows.who.tolist()]}
    for column in rows.columns:
        codes = rows[column].tolist()
        if column in ("other", "supplier"):
            found[column] = [names[code] for code in codes]
        elif column in ("issue", "step", "before", "reason"):
            found[column] = [words[code] for code in codes]
        elif column == "amount":
            found[column] = codes
    return pd.DataFrame(found)


def summed(ledger: Ledger, rows: Rows, values: Numbers, by: str | None, each: float = 1.0) -> MetricValue:
    """Return the sum of values over *each* for every part that occurs; by week, for every week, the sums."""
    if by is None:
        return float(values.sum() / each) if each else float("nan")
    if by == "week":
        first = ledger.header.scenario.warm_up + 1
        index = pd.RangeIndex(first, first + weeks(ledger), name=by)
        return pd.Series(values, rows.when).groupby(level=0).sum().reindex(index, fill_value=0.0)
    labels = _labels(ledger, rows, by)
    parts = pd.Series(values / each if each else values, pd.Index(labels, name=by, dtype=object))
    return parts.groupby(level=0).sum().astype(np.float64)


def _labels(ledger: Ledger, rows: Rows, by: str) -> list[str]:
    """Return the part to which each row belongs."""
    if by in WORDS:
        return [ledger.words[code] for code in rows[by].tolist()]
    names = ledger.header.parties
    member = [names[code] for code in rows.who.tolist()]
    if by == "member":
        return member
    column = next(name for name in ("other", "supplier") if name in rows.columns)
    other = [names[code] for code in rows[column].tolist()]
    return other if by == "other" else [f"{one} → {whom}" for one, whom in zip(other, member, strict=True)]
