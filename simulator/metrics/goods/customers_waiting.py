"""Customers waiting: backorders of customers that are still to be filled."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, weeks, window

_ADDITIVE = ("outlet", "tier", "channel", "product", "segment", "region", "cell")


@METRICS.register("customers_waiting")
@metric(by=(*_ADDITIVE, "week"), additive=_ADDITIVE, remembers=True)
def customers_waiting(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much do customers wait for at a week's end that they have ordered at outlets?

        Σ ordered − Σ delivered − Σ withdrawn, until the end of the week

    Of the focal manufacturer's products; the mean over the weeks after the warm-up, for a week at its end. By
    Little's law it is the orders filled in a week times the weeks they took (`customers_wait`). An empty
    ledger: 0.

    Unit: units
    Source: backorders on hand, Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply
    Chains; Little (1961), Operations Research 9(3)
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    first, last = window(ledger)
    if by == "week":
        return parts.answer(_level(ledger, first, last))
    found: Numbers = sum(
        (parts.total(rows, signed * _weeks_left(rows, first, last)) for rows, signed in _moves(ledger)),
        np.zeros(1),
    )
    return parts.answer(found / max(1, weeks(ledger)))


def _moves(ledger: Ledger) -> list[tuple[Rows, Numbers]]:
    """Return the entries that add or remove backorders, with their signs."""
    kinds = {"backorder": 1.0, "delivery": -1.0, "withdrawal": -1.0}
    moves = [(all_rows(ledger, kind).focal(), sign) for kind, sign in kinds.items()]
    return [(rows, sign * rows.units) for rows, sign in moves]


def _weeks_left(rows: Rows, first: int, last: int) -> Numbers:
    """Return at the end of how many weeks of the window each row counts."""
    return np.maximum(0.0, last + 1.0 - np.maximum(rows.when, first))


def _level(ledger: Ledger, first: int, last: int) -> Numbers:
    """Return the backorders open at the end of each week of the window."""
    level = np.zeros(max(0, last) + 1)
    for rows, signed in _moves(ledger):
        np.add.at(level, rows.when, signed)
    return np.asarray(np.cumsum(level)[first : last + 1])
