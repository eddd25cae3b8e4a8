"""Goods balance: receipts, sales, returns, scrap and final stock of each part of the trade.

    stock at the start + received  =  sold + sent back + scrapped + stock at the end

stock: on hand and in inspection; sold: net of what customers sent back. Goods that leave by a return to a
supplier, as scrap or by spoilage leave unsold. What buyers send back was not sold to them: it is taken off
what was shipped in the same weeks. What exceeds that was shipped in weeks before, and is there to be sold
again.
"""

from dataclasses import dataclass

import numpy as np

from simulator.ledger.columns import Column
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.breakdowns import GROUPS, Breakdown, same_group
from simulator.ledger.queries.customer_returns import net_sales
from simulator.ledger.queries.net_shipments import net_shipments, returned
from simulator.ledger.queries.rows import Numbers, Rows, rows_of, window


@dataclass(frozen=True)
class GoodsBalance:
    """Focal products through the trade in the window, in units or at a value each, slice by slice."""

    sold: Numbers
    """Sold to customers, or shipped on to another part, and not sent back."""
    unsold: Numbers
    """Sent back to a supplier in another part, scrapped or spoiled."""
    received: Numbers
    """Arrived from another tier."""
    on_hand: Numbers
    """On the shelf at the end of the window; for a week, at its end."""
    on_hand_weeks: Numbers
    """On the shelf at the ends of all weeks of the window, added up."""
    in_inspection: Numbers
    """Sent back by customers and not on the shelf again, at the end of the window; for a week, at its end."""


def goods_balance(ledger: Ledger, parts: Breakdown, each: Numbers | None = None) -> GoodsBalance:
    """Return the goods balance of each slice; *each* is the weight of a unit, by product, one if left out.

    By tier or channel, every such group between the manufacturers and the demand buyers is a part of its own;
    by outlet, every outlet is; else all outlets together are one; who serves a stream of demand is an outlet
    here. What moves inside a part neither comes in nor goes out.
    """
    header = ledger.header
    chosen = ~(header.makers | header.users) if parts.by in GROUPS else header.sellers
    sales = net_sales(ledger).focal()
    out = net_shipments(ledger, who="supplier")
    into = rows_of(ledger, "shipment", who="buyer", when="arrives")
    out, into, back = (
        rows.where(chosen[rows.who] & ~_inside(header, parts.by, rows["supplier"], rows["buyer"])).focal()
        for rows in (out, into, returned(ledger, who="buyer"))
    )
    scrapped = rows_of(ledger, "scrap").focal()
    scrapped = scrapped.where(chosen[scrapped.who])
    stock, inspected = (rows_of(ledger, kind).focal() for kind in ("stock", "in_inspection"))
    stock = stock.where(chosen[stock.who])
    at_end = _at_end(ledger, stock, parts.by)

    def counted(rows: Rows) -> Numbers:
        return parts.total(rows, rows.units if each is None else rows.units * each[rows["product"]])

    return GoodsBalance(
        sold=np.maximum(0.0, counted(sales) + counted(out)),
        unsold=counted(back) + counted(scrapped),
        received=counted(into),
        on_hand=counted(at_end),
        on_hand_weeks=counted(stock),
        in_inspection=counted(_at_end(ledger, inspected, parts.by)),
    )


def _at_end(ledger: Ledger, rows: Rows, by: str | None) -> Rows:
    """Return what rows say of the end of the window; for weeks, of the end of each."""
    first, last = window(ledger)
    return rows if by == "week" else rows.between(max(first, last), last)


def _inside(header: RunHeader, by: str | None, supplier: Column, buyer: Column) -> Column:
    if by in GROUPS:
        return same_group(header, str(by), supplier, buyer)
    is_inside: Column = (
        supplier == buyer if by == "outlet" else header.sellers[supplier] & header.sellers[buyer]
    )
    return is_inside
