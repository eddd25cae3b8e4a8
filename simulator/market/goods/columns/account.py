"""Account, all shelves at once: what is left at the week's end is counted, and the week is paid for."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.base.keyed_random import uniform
from simulator.base.numerics.basis_points import basis_points_of
from simulator.market.goods.columns.inventory import InventoryColumns


def account(depot: InventoryColumns) -> None:
    """Throw away what spoils, count what is left and pay for it, and write the week's payments."""
    spoil(depot)
    shelves = depot.shelves
    depot.purse.outside("running", *depot.shelves.running)
    row = np.flatnonzero(depot.on_hand)
    units, each = depot.on_hand[row], unit_cost(depot, row)
    depot.state.ledger.record(
        "stock",
        week=depot.week,
        member=shelves.member[row],
        product=shelves.product[row],
        units=units,
        unit_cost=each,
    )
    depot.purse.outside("storage", shelves.member[row], basis_points_of(each * units, shelves.storage[row]))
    pay_for_delay(depot)
    depot.purse.write(depot.week)


def unit_cost(depot: InventoryColumns, row: Integers) -> Integers:
    """Return what one step costs: to make, or what was paid for it on average [money steps]."""
    made = depot.shelves.made_at[row]
    return np.where(made >= 0, made, np.rint(depot.cost[row]).astype(np.int64))


def pay_for_delay(depot: InventoryColumns) -> None:
    """Let suppliers pay their buyers for what they still owe, where it is agreed."""
    fee = depot.shelves.late_fee
    if fee.any():
        orders = depot.book
        depot.purse.under_contract("late_fee", orders.row, fee[orders.row] * orders.units)


def spoil(depot: InventoryColumns) -> None:
    """Scrap what spoils this week: the whole steps, and by luck one more for what is left over."""
    shelves = depot.shelves
    row = np.flatnonzero((shelves.spoilage > 0) & (depot.on_hand > 0))
    if not row.size:
        return
    share = depot.on_hand[row] * shelves.spoilage[row]
    whole = share.astype(np.int64)
    word = depot.state.dice.words("spoiled", depot.week, shelves.who[row], shelves.what[row])
    units = whole + (uniform(word) < share - whole)
    row, units = row[units > 0], units[units > 0]
    depot.on_hand[row] -= units
    depot.state.ledger.record(
        "scrap",
        week=depot.week,
        member=shelves.member[row],
        product=shelves.product[row],
        units=units,
        reason="spoiled",
    )
