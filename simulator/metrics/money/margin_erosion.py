"""Margin erosion: how fast asked prices slide."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.domain.units import WEEKS_PER_YEAR
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.rows import Rows, rows_of
from simulator.ledger.queries.terms_of_rows import terms_of


@METRICS.register("margin_erosion")
@metric(by=("product",))
def margin_erosion(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How fast do outlets' prices for the focal manufacturer's products slide away from the list price?

        52 · least-squares slope, over weeks after the warm-up, of ln(median over postings of price / list)

    The list price is that in force in the week, as the manufacturer's own price changes leave it: a price
    that it lowers itself is no erosion. Negative: prices slide. A week in which the median is zero is left
    out. Fewer than two weeks: nan.

    Unit: log points per year
    Source: price trend by log-linear regression; grey-market erosion after Antia, Bergen and Dutta (2004)
    """
    posted = rows_of(ledger, "posting").focal()
    if by is None:
        return _slope(ledger, posted)
    codes = np.unique(posted["product"])
    slopes = [_slope(ledger, posted.where(posted["product"] == code)) for code in codes]
    names = pd.Index([ledger.header.products[code] for code in codes], name=by)
    return pd.Series(slopes, index=names, dtype=np.float64)


def _slope(ledger: Ledger, posted: Rows) -> float:
    granted = np.maximum(terms_of(ledger, posted).promotional_price, 1)  # at least one step of money
    medians = pd.Series(posted["price"] / granted).groupby(posted.when).median()
    medians = medians[medians > 0.0]
    if len(medians) < 2:
        return float("nan")
    week = medians.index.to_numpy(np.float64)
    week -= week.mean()
    height = np.log(medians.to_numpy(np.float64))
    return float(WEEKS_PER_YEAR * (week * height).sum() / (week * week).sum())
