"""Production in columns: manufacturers decide one by one, as there are few and products share a capacity."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.goods.columns.inventory import InventoryColumns, ShipmentColumns
from simulator.market.goods.columns.ordering_views import ordering_columns, whole_steps
from simulator.market.goods.columns.receive import dispatch
from simulator.market.goods.production import lot_size_of, within_capacity
from simulator.mechanisms.supply.lot_sizing import whole_lots


def produce(inventory: InventoryColumns) -> None:
    """Let every manufacturer make what it wants, as far as it can."""
    rows, units = [], []
    for maker, shelves in inventory.rows.makers.items():
        lot = lot_size_of(inventory.state, inventory.rows.each[shelves[0]].member)
        wanted = {
            inventory.rows.each[row].product: whole_lots(desired_production(inventory, row), lot)
            for row in shelves
        }
        made = within_capacity(inventory.state, maker, wanted, lot)
        for row, many in zip(shelves, made.values(), strict=True):
            if many:
                rows.append(row)
                units.append(many)
    if rows:
        start_production(inventory, np.array(rows), np.array(units))


def desired_production(inventory: InventoryColumns, row: int) -> int:
    """Return what a manufacturer wants to make of a product [steps]."""
    rule = inventory.rows.each[row].member.ordering
    if rule is None:
        return 0
    here = slice(row, row + 1)
    inventory.expected[here] = rule.expect_many(
        inventory.expected[here], inventory.asked[here], inventory.week
    )
    return max(0, whole_steps(rule.order_many(ordering_columns(inventory, here))).item())


def start_production(inventory: InventoryColumns, row: Integers, units: Integers) -> None:
    """Begin to make goods, and pay for them; what takes no time is there at once."""
    shelves = inventory.rows
    inventory.on_order[row] += units
    ready = inventory.week + shelves.lead_time[row]
    inventory.payments.outside("production", shelves.member[row], shelves.made_at[row], units)
    inventory.state.ledger.record(
        "production",
        week=inventory.week,
        member=shelves.member[row],
        product=shelves.product[row],
        units=units,
        arrives=ready,
    )
    dispatch(inventory, ShipmentColumns(row, units, is_made=True), ready)
