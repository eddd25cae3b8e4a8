"""Movements: every unit on or off a shelf and every payment for goods, as a ledger's entries tell them."""

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger

# How each kind moves units: (column of the member, +1 in or −1 out, column of the week it happens in).
MOVES = [
    ("opening", "member", +1, "week"),
    ("production", "member", +1, "arrives"),
    ("shipment", "supplier", -1, "week"),
    ("shipment", "buyer", +1, "arrives"),
    ("sale", "outlet", -1, "week"),
    ("inspection", "outlet", +1, "week"),
    ("sell_back", "member", -1, "week"),
    ("sell_back", "supplier", +1, "week"),
    ("scrap", "member", -1, "week"),
    ("consumption", "member", -1, "week"),
]
PAID = (("sale", "sale"), ("goods", "shipment"), ("buy_back", "sell_back"))


def moved(ledger: Ledger) -> pd.DataFrame:
    """Return every movement on or off a shelf: week, member, product, units."""
    parts = []
    for kind, member, sign, week in MOVES:
        columns = ledger.columns(kind)
        parts.append(
            pd.DataFrame(
                {
                    "week": columns[week],
                    "member": columns[member],
                    "product": columns["product"],
                    "units": sign * columns["units"].astype(np.int64),
                }
            )
        )
    return pd.concat(parts)


def shelves_off(ledger: Ledger, weeks: int) -> int:
    """Return by how many units shelves differ from their movements, over members, products and weeks."""
    moves, stock = moved(ledger), pd.DataFrame(dict(ledger.columns("stock")))
    off = 0
    for week in range(1, weeks + 1):
        expected = moves[moves["week"] <= week].groupby(["member", "product"])["units"].sum()
        counted = stock[stock["week"] == week].groupby(["member", "product"])["units"].sum()
        off += int(expected.sub(counted, fill_value=0).abs().sum())
    return off


def units_off(ledger: Ledger, weeks: int) -> int:
    """Return how many units are nowhere, or in two places, over products and weeks."""
    made, gone = ("opening", "production", "return", "claim"), ("sale", "repair", "scrap")
    held, moving = ("stock", "in_inspection", "in_repair"), ("production", "shipment")
    kinds = {*made, *gone, *held, *moving}
    tables = {kind: pd.DataFrame(dict(ledger.columns(kind))) for kind in kinds}
    off = 0
    for week in range(1, weeks + 1):
        until = {kind: table[table["week"] <= week] for kind, table in tables.items()}
        late = [until[kind][until[kind]["arrives"] > week] for kind in moving]
        here = [until[kind][until[kind]["week"] == week] for kind in held]
        came, are = (
            pd.concat(tables).groupby("product")["units"].sum()
            for tables in ([until[kind] for kind in made], [*here, *late, *(until[kind] for kind in gone)])
        )
        off += int(came.sub(are, fill_value=0).abs().sum())
    return off


def money_off(ledger: Ledger) -> int:
    """Return by how many steps payments for goods differ from units × price, over reasons and weeks."""
    payments = ledger.table("payment", steps=True).astype({"reason": str})
    off = 0
    for reason, kind in PAID:
        goods = ledger.table(kind, steps=True)
        due = (goods["units"] * goods["price"]).groupby(goods["week"]).sum()
        paid = payments[payments["reason"] == reason].groupby("week")["amount"].sum()
        off += int(due.sub(paid, fill_value=0).abs().sum())
    return off
