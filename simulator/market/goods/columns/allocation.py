"""Allocation in columns: what each order gets; rules are asked where something is to be decided."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.domain.decisions.claim_columns import Claims
from simulator.market.goods.columns.inventory import InventoryColumns, Orders


def allocated_units(inventory: InventoryColumns, level: int, orders: Orders) -> Integers:
    """Return what each of the orders gets that the suppliers of a level have in hand [steps]."""
    above = inventory.rows.levels[level]
    supplier = inventory.rows.parent[orders.row]
    place = supplier - above.start
    asked = np.zeros(above.stop - above.start, dtype=np.int64)
    np.add.at(asked, place, orders.units)
    count = np.bincount(place, minlength=len(asked))
    available = inventory.on_hand[supplier]
    is_short = available < asked[place]
    given = np.where(is_short, np.minimum(available, orders.units), orders.units)
    contested = np.flatnonzero(is_short & (available > 0) & (count[place] > 1))
    if contested.size:
        given[contested] = allocated_by_rule(inventory, orders, contested)
    return given


def allocated_by_rule(inventory: InventoryColumns, orders: Orders, contested: Integers) -> Integers:
    """Return what orders get that compete for too little, each by its supplier's rule."""
    shelves = inventory.rows
    supplier = shelves.parent[orders.row[contested]]
    number = shelves.allocation[supplier]
    given = np.zeros_like(contested)
    for at in np.unique(number).tolist():
        some = np.flatnonzero(number == at)
        claims = claims_of(inventory, orders, contested[some], supplier[some])
        given[some] = shelves.allocations[at].allocate_many(claims)
    return given


def claims_of(inventory: InventoryColumns, orders: Orders, some: Integers, supplier: Integers) -> Claims:
    """Return orders as their suppliers' rule sees them."""
    shelves, row = inventory.rows, orders.row[some]
    suppliers, place = np.unique(supplier, return_inverse=True)
    return Claims(
        available=inventory.on_hand[suppliers],
        supplier=place,
        units=orders.units[some],
        week=orders.week[some],
        is_own=shelves.is_own[row],
        luck=inventory.state.dice.words("last unit", inventory.week, shelves.who[row], shelves.what[row]),
        buyer=row,
        tags_of=shelves.tags,
    )
