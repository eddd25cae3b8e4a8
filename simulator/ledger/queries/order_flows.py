"""Order flows: orders placed and demand received by each part of the channel, week by week.

By member or outlet everybody is a part of its own; by tier every role is, by channel every way to market;
else all between the manufacturers and the customers together are one. Orders inside a part neither come in
nor go out. What a manufacturer decides to make is its order.

A tier is taken as one, so that the bullwhip ratios of a line of tiers multiply to the ratio of the line. A
customer that found a shelf empty and bought elsewhere has asked both outlets, and the market once.
"""

from dataclasses import dataclass

import numpy as np

from simulator.ledger.columns import Column
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.breakdowns import GROUPS, Breakdown, same_group
from simulator.ledger.queries.outlet_demand import lost_sales, sold_or_ordered
from simulator.ledger.queries.rows import Numbers, Rows, rows_of, window


@dataclass(frozen=True)
class OrderFlows:
    """Focal products in the window, in units, slice by slice and week by week [S, W]."""

    orders: Numbers
    """Ordered of others, or put into production."""
    demand: Numbers
    """Asked for by others: ordered by buyers, bought by customers, or wanted first and not there. A member
    that uses goods up is a customer too."""


def order_flows(ledger: Ledger, parts: Breakdown) -> OrderFlows:
    """Return orders and demand of each slice.

    A customer who wanted something that was gone and bought something else has asked both outlets; where
    more than one outlet is a part, it counts once, where it bought. Who orders asks in that week.
    """
    header, by = ledger.header, parts.by
    chosen = _chosen(header, by)
    placed, asked = (rows_of(ledger, "order", who=who).focal() for who in ("buyer", "supplier"))
    placed, asked = (
        rows.where(chosen[rows.who] & ~_inside(header, by, rows["supplier"], rows["buyer"]))
        for rows in (placed, asked)
    )
    made = rows_of(ledger, "production").focal()
    made = made.where(chosen[made.who])
    then = ("left", "substituted") if by in ("outlet", "member") else ("left",)
    sold, lost = (
        rows.between(*window(ledger)).focal() for rows in (sold_or_ordered(ledger), lost_sales(ledger, *then))
    )
    return OrderFlows(
        orders=_weekly(parts, placed, made),
        demand=_weekly(parts, asked, sold, lost),
    )


def variance(weekly: Numbers) -> Numbers:
    """Return the sample variance over weeks of each slice [S]; nan for fewer than two weeks."""
    slices, weeks = weekly.shape
    if weeks < 2:
        return np.full(slices, np.nan)
    varies = np.ptp(weekly, axis=1) > 0.0  # the mean of equal numbers may be off by rounding
    return np.where(varies, weekly.var(axis=1, ddof=1), 0.0)


def _chosen(header: RunHeader, by: str | None) -> Column:
    if by == "outlet":
        return header.sellers
    return ~header.users if by in ("member", *GROUPS) else ~header.makers & ~header.users


def _inside(header: RunHeader, by: str | None, supplier: Column, buyer: Column) -> Column:
    if by in GROUPS:
        return same_group(header, str(by), supplier, buyer)
    if by in ("outlet", "member"):
        return np.zeros(len(supplier), np.bool_)
    is_inside: Column = ~header.makers[supplier] & ~header.users[buyer]
    return is_inside


def _weekly(parts: Breakdown, *kinds: Rows) -> Numbers:
    first, *others = (parts.weekly(rows, rows.units) for rows in kinds)
    for other in others:
        first = first + other
    return first
