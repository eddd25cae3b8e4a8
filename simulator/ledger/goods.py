"""Goods: what came into a part of the trade, what went out of it, and what is there at the end."""

from dataclasses import dataclass

import numpy as np

from simulator.ledger.columns import Column
from simulator.ledger.ledger import Ledger
from simulator.ledger.page import FirstPage
from simulator.ledger.rows import Numbers, all_rows, rows_of, window
from simulator.ledger.slices import Slices


@dataclass(frozen=True)
class Goods:
    """Focal products through the trade in the window, in units, slice by slice."""

    sold: Numbers
    """Sold to customers, or shipped on to another tier."""
    received: Numbers
    """Arrived from another tier."""
    on_hand: Numbers
    """On the shelf at the end of the window; for a week, at its end."""


def goods(ledger: Ledger, parts: Slices) -> Goods:
    """Return the goods of each slice.

    By tier, every tier but the manufacturers is a part of its own; by outlet, every outlet is; else
    all outlets together are one. What moves inside a part neither comes in nor goes out.
    """
    page = ledger.page
    chosen = ~page.makers if parts.by == "tier" else page.outlets
    sales = rows_of(ledger, "sale").focal()
    out = rows_of(ledger, "shipment", who="supplier").focal()
    out = out.where(chosen[out.who] & ~_inside(page, parts.by, out["supplier"], out["buyer"]))
    into = rows_of(ledger, "shipment", who="buyer", when="arrives").focal()
    into = into.where(chosen[into.who] & ~_inside(page, parts.by, into["supplier"], into["buyer"]))
    stock = all_rows(ledger, "stock").focal()
    first, last = window(ledger)
    stock = stock.between(first if parts.by == "week" else max(first, last), last)
    stock = stock.where(chosen[stock.who])
    return Goods(
        sold=parts.total(sales, sales.units) + parts.total(out, out.units),
        received=parts.total(into, into.units),
        on_hand=parts.total(stock, stock.units),
    )


def same_tier(page: FirstPage, one: Column, other: Column) -> Column:
    """Say of pairs of parties whether they play the same role."""
    roles = np.asarray(["", *(member.role for member in page.members), ""])
    is_same: Column = roles[one] == roles[other]
    return is_same


def _inside(page: FirstPage, by: str | None, supplier: Column, buyer: Column) -> Column:
    if by == "tier":
        return same_tier(page, supplier, buyer)
    is_inside: Column = supplier == buyer if by == "outlet" else page.outlets[supplier] & page.outlets[buyer]
    return is_inside
