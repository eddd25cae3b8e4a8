"""Accounting in columns: inventory at the week's end is counted, and the week is paid for."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import uniform
from simulator.base.numerics.basis_points import basis_points_of
from simulator.market.goods.columns.inventory import InventoryColumns
from simulator.market.state.money_counted import cost_of


def account(inventory: InventoryColumns) -> None:
    """Throw away what spoils, count what is left and pay for it, and write the week's payments."""
    spoil(inventory)
    shelves = inventory.rows
    inventory.payments.outside("running", *inventory.rows.running)
    row = np.flatnonzero(inventory.on_hand)
    units, each = inventory.on_hand[row], unit_cost(inventory, row)
    inventory.state.ledger.record(
        "stock",
        week=inventory.week,
        member=shelves.member[row],
        product=shelves.product[row],
        units=units,
        unit_cost=each,
    )
    stock = cost_of(each, units, inventory.week)
    inventory.payments.outside("storage", shelves.member[row], basis_points_of(stock, shelves.storage[row]))
    pay_late_fees(inventory)
    inventory.payments.write(inventory.week)


def unit_cost(inventory: InventoryColumns, row: Integers) -> Integers:
    """Return what one step costs: to make, or what was paid for it on average [money steps]."""
    made = inventory.rows.made_at[row]
    return np.where(made >= 0, made, np.rint(inventory.cost[row]).astype(np.int64))


def pay_late_fees(inventory: InventoryColumns) -> None:
    """Let suppliers pay their buyers for what they still owe, where it is agreed."""
    fee = inventory.rows.late_fee
    if fee.any():
        orders = inventory.book
        inventory.payments.under_contract("late_fee", orders.row, fee[orders.row], orders.units)


def spoil(inventory: InventoryColumns) -> None:
    """Scrap what spoils this week: the whole steps, and by luck one more for what is left over."""
    shelves = inventory.rows
    row = np.flatnonzero((shelves.spoilage > 0) & (inventory.on_hand > 0))
    if not row.size:
        return
    share = inventory.on_hand[row] * shelves.spoilage[row]
    whole = share.astype(np.int64)
    word = inventory.state.dice.words("spoiled", inventory.week, shelves.who[row], shelves.what[row])
    units = whole + (uniform(word) < share - whole)
    row, units = row[units > 0], units[units > 0]
    inventory.on_hand[row] -= units
    inventory.state.ledger.record(
        "scrap",
        week=inventory.week,
        member=shelves.member[row],
        product=shelves.product[row],
        units=units,
        reason="spoiled",
    )
