"""Coverage: how many customers are within reach."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.domain.registries import METRICS
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.rows import Numbers, Rows, rows_of, weeks, window


@METRICS.register("coverage")
@metric(by=("week", "region", "product"))
def coverage(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many of the customers have an outlet at hand that has a focal product?

        Σ_r customers_r · (1 − Π_p (1 − max_i∈p reach_i)) / Σ_r customers_r

    over regions r, places p there, or everywhere, and the outlets i in them that open the week with one of
    the focal manufacturer's products in stock; mean over the weeks after the warm-up. An outlet is a place of
    its own; sellers on one platform share theirs. Places are taken to reach customers independently of one
    another, and a customer to have room for all. By product, outlets that have it. No weeks: nan.

    Unit: share of customers
    Source: reach of media taken to outlets; Danaher (2007), Marketing Science 26(3), 422–437
    """
    posted = rows_of(ledger, "posting").focal()
    posted = posted.where(posted["units"] > 0)
    customers = _customers(ledger.header)
    if by == "product":
        codes = np.unique(posted["product"])
        each = [_reached(ledger, posted.where(posted["product"] == code)) for code in codes]
        means = [_mean(reached @ customers) for reached in each]
        return _series(means, [ledger.header.products[code] for code in codes], by)
    reached = _reached(ledger, posted)
    if by == "week":
        first, last = window(ledger)
        return _series(reached @ customers, range(first, last + 1), by)
    if by == "region":
        return _series([_mean(column) for column in reached.T], ledger.header.scenario.regions, by)
    return _mean(reached @ customers)


def _reached(ledger: Ledger, posted: Rows) -> Numbers:
    """Return the share of customers reached, weeks × regions."""
    header = ledger.header
    regions = list(header.scenario.regions)
    when, where = posted.when - window(ledger)[0], _places(header)[posted.who]
    missed = np.ones((weeks(ledger), len(header.members) + 1))
    reach = np.asarray([0.0, *(member.reach for member in header.members)])
    np.minimum.at(missed, (when, where), 1.0 - reach[posted.who])
    week, place = np.unique(np.stack((when, where)), axis=1)
    missing = missed[week, place]
    homes = [-1 if m.region is None else regions.index(m.region) for m in header.members]
    region = np.asarray([-1, *homes], np.intp)[place]
    is_local = region >= 0
    everywhere, local = np.ones((weeks(ledger), 1)), np.ones((weeks(ledger), len(regions)))
    np.multiply.at(everywhere[:, 0], week[~is_local], missing[~is_local])
    np.multiply.at(local, (week[is_local], region[is_local]), missing[is_local])
    return np.asarray(1.0 - everywhere * local)


def _places(header: RunHeader) -> NDArray[np.intp]:
    """Return the code of the first member in the same place, which is its own unless a platform hosts it."""
    first: dict[tuple[str, str | None], int] = {}
    codes = enumerate(header.members, start=1)
    places = [first.setdefault((m.hosted_by, m.region), code) if m.hosted_by else code for code, m in codes]
    return np.asarray([0, *places], np.intp)


def _customers(header: RunHeader) -> Numbers:
    """Return the share of all customers living in each region."""
    homes = [sum(c.customers for c in header.cells if c.region == r) for r in header.scenario.regions]
    return np.asarray(homes, np.float64) / (sum(homes) or 1)


def _mean(values: Numbers) -> float:
    return float(values.mean()) if values.size else float("nan")


def _series(values: Numbers | list[float], labels: Iterable[str | int], by: str) -> pd.Series:
    return pd.Series(values, index=pd.Index(list(labels), name=by), dtype=np.float64)
