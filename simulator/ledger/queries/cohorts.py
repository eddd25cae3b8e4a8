"""Cohorts: the focal manufacturer's customers by the outlet that acquired them and since when.

An occasion is a week in which a customer buys something of the manufacturer; rows count it once. Each row
says when its customers last bought before, so that those who do something for the first time since a week are
counted without being known apart.
"""

from collections.abc import Callable

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import Rows, rows_of, weeks, window

type CohortRows = Callable[[Ledger], Rows]
BY = ("outlet", "format", "tier", "channel")
"""What cohorts are told apart by, through the outlet that acquired them."""


def cohort_sales(ledger: Ledger) -> Rows:
    """Return the sales of focal products in the window, each about the outlet that acquired the customer."""
    return rows_of(ledger, "cohort_sale", who="acquired_by").focal()


def cohort_returns(ledger: Ledger) -> Rows:
    """Return what is sent back of focal products in the window, each about the outlet that acquired them."""
    return rows_of(ledger, "cohort_return", who="acquired_by").focal()


def acquired(rows: Rows) -> Rows:
    """Return the sales of the weeks in which their customers were acquired."""
    return rows.where(rows["since"] == rows.when)


def of_window(ledger: Ledger, last: int | None = None, of: CohortRows = cohort_sales) -> Rows:
    """Return sales or returns in the window of customers acquired in it, up to a *last* week, or in all."""
    first, end = window(ledger)
    rows = of(ledger)
    return rows.where((rows["since"] >= first) & (rows["since"] <= (end if last is None else last)))


def half(ledger: Ledger) -> int:
    """Return half of the weeks measured, one at least [weeks]."""
    return max(1, weeks(ledger) // 2)


def first_half(ledger: Ledger, of: CohortRows = cohort_sales) -> Rows:
    """Return sales or returns of customers acquired in the first half of the window, seen for half of it."""
    return of_window(ledger, window(ledger)[1] - half(ledger), of)


def parts_of(ledger: Ledger, by: str | None) -> Breakdown:
    """Return the breakdown of amounts of cohorts: outlets that could acquire customers are told."""
    return Breakdown(ledger, by, ledger.header.focal_sellers & ledger.header.outlets)
