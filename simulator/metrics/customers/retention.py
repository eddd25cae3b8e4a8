"""Retention: customers that are active, by how long they have been customers."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.columns import Column
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.cohorts import BY, acquired, of_window
from simulator.ledger.queries.rows import Rows, weeks, window

PERIOD_WEEKS = 4
"""Length of the periods in which customers are active or not [weeks]."""


@METRICS.register("retention")
@metric(by=(*BY, "age"), cohorts=True)
def retention(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many customers bought in the second four weeks since they were acquired?

        R_k = customers that bought in their k-th period of four weeks / customers of whom it is over

    over customers of the focal manufacturer acquired after the warm-up whose k-th period ended before the run
    did; a period begins with the week of the first purchase, so that R_0 = 1. By age, R_k of every k that was
    seen, a curve of survival where customers buy in every period as long as they stay; else, by outlet, kind
    of outlet (format) or tier that acquired them, R_1. Nobody observed so long: nan.

    Unit: share of customers acquired
    Source: retention curve of cohorts; Fader and Hardie (2007), Journal of Interactive Marketing 21(1), 76–90
    """
    if by == "age":
        ages = range(weeks(ledger) // PERIOD_WEEKS)
        curve = [float(_active(ledger, Breakdown(ledger, None), age)[0]) for age in ages]
        return pd.Series(curve, index=pd.Index(ages, name=by), dtype=np.float64)
    parts = Breakdown(ledger, by)
    return parts.answer(_active(ledger, parts, 1))


def _active(ledger: Ledger, parts: Breakdown, age: int) -> Column:
    """Return the retention of each slice in a period of customers' age."""
    rows = of_window(ledger, window(ledger)[1] - PERIOD_WEEKS * (age + 1) + 1)
    of_age = _period(rows, rows.when) == age
    is_new = _period(rows, rows["bought_last"]) < age
    active, first = rows.where(of_age & is_new), acquired(rows)
    return ratio(parts.total(active, active["customers"]), parts.total(first, first["customers"]))


def _period(rows: Rows, week: Column) -> Column:
    """Return in which period of customers' age a week of each row lies."""
    return (week - rows["since"]) // PERIOD_WEEKS
