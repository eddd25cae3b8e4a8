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
    owed = all_rows(ledger, "receivable")
    now, before = (_owed(owed, week) for week in (last, first - 1))
    return now - before if first <= last else np.zeros(len(now))


def gained_by_week(ledger: Ledger) -> Numbers:
    """Return what each party gained in each week of the window: cash, goods, and what is owed it [P, W].

    In currency; over the weeks they sum to cash, `goods_gained` and `owed_more`. What a member has when it
    opens is no gain of the week in which it does.
    """
    first, last = window(ledger)
    owed = all_rows(ledger, "receivable")
    ends = [_held(ledger, week) + _owed(owed, week) for week in range(first - 1, last + 1)]
    if first > last:
        return np.zeros((len(ledger.header.parties), 0))
    gained = np.diff(np.stack(ends, axis=1), axis=1)
    opened, values = opening_inventory_value(ledger, first)
    np.subtract.at(gained, (opened.who, np.maximum(opened.when, first) - first), values)
    paid = rows_of(ledger, "payment")
    for party, sign in (("payee", 1), ("payer", -1)):
        np.add.at(gained, (paid[party], paid.when - first), sign * paid.money("amount"))
    return gained


def _held(ledger: Ledger, week: int) -> Numbers:
    """Return the inventory of each party at the end of a week, at cost."""
    parts = (_by_party(rows, values) for rows, values in inventory_value(ledger, week))
    return sum(parts, np.zeros(len(ledger.header.parties)))


def _owed(owed: Rows, week: int) -> Numbers:
    """Return what customers owe each party at the end of a week."""
    then = owed.between(week, week)
    return _by_party(then, then.money("amount"))


def _by_party(rows: Rows, values: Numbers) -> Numbers:
    return np.bincount(rows.who, values, minlength=len(rows.header.parties)).astype(np.float64)
