"""Value gained: what each party was paid less what it paid, and by how much its goods gained in value.

Stock opens unpaid, from outside; the final stock is valued at its cost to the holder. So goods pushed into
the channel are no loss of the holder but a gain of the shipper.
"""

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.inventory_value import inventory_value, opening_inventory_value
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, rows_of, window


def cash(ledger: Ledger) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return each party's receipts less its payments, in steps of money; they sum to zero."""
    paid = rows_of(ledger, "payment")
    balance = np.zeros(len(ledger.header.parties), np.int64)
    np.add.at(balance, paid["payee"], paid["amount"])
    np.subtract.at(balance, paid["payer"], paid["amount"])
    return balance


def goods_gained(ledger: Ledger) -> Numbers:
    """Return by how much the goods that each party holds gained in value in the window."""
    first, last = window(ledger)
    if first > last:
        return np.zeros(len(ledger.header.parties))
    gained = _held(ledger, last) - _by_party(*opening_inventory_value(ledger, first))
    return gained - _held(ledger, first - 1)


def owed_more(ledger: Ledger) -> Numbers:
    """Return by how much more customers owe each party at the end of the window than at its start."""
    first, last = window(ledger)
    owed = [all_rows(ledger, "receivable").between(week, week) for week in (last, first - 1)]
    now, before = (_by_party(rows, rows.money("amount")) for rows in owed)
    return now - before if first <= last else np.zeros(len(now))


def _held(ledger: Ledger, week: int) -> Numbers:
    """Return the inventory of each party at the end of a week, at cost."""
    parts = (_by_party(rows, values) for rows, values in inventory_value(ledger, week))
    return sum(parts, np.zeros(len(ledger.header.parties)))


def _by_party(rows: Rows, values: Numbers) -> Numbers:
    return np.bincount(rows.who, values, minlength=len(rows.header.parties)).astype(np.float64)
