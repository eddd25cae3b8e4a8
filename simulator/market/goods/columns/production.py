"""Making: manufacturers decide one by one, as there are few of them and products share a capacity."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.market.goods.columns.inventory import InventoryColumns, Load
from simulator.market.goods.columns.ordering_views import counted, seen
from simulator.market.goods.columns.receive import dispatch
from simulator.market.goods.production import within_capacity


def make(depot: InventoryColumns) -> None:
    """Let every manufacturer make what it wants, as far as it can."""
    rows, units = [], []
    for maker, shelves in depot.shelves.makers.items():
        wanted = {depot.shelves.each[row].product: wanted_at(depot, row) for row in shelves}
        made = within_capacity(depot.state, maker, wanted)
        for row, many in zip(shelves, made.values(), strict=True):
            if many:
                rows.append(row)
                units.append(many)
    if rows:
        begin(depot, np.array(rows), np.array(units))


def wanted_at(depot: InventoryColumns, row: int) -> int:
    """Return what a manufacturer wants to make of a product [steps]."""
    rule = depot.shelves.each[row].member.ordering
    if rule is None:
        return 0
    here = slice(row, row + 1)
    depot.expected[here] = rule.expect_many(depot.expected[here], depot.asked[here], depot.week)
    return max(0, counted(rule.order_many(seen(depot, here))).item())


def begin(depot: InventoryColumns, row: Integers, units: Integers) -> None:
    """Begin to make goods, and pay for them; what takes no time is there at once."""
    shelves = depot.shelves
    depot.on_order[row] += units
    ready = depot.week + shelves.lead_time[row]
    depot.purse.outside("production", shelves.member[row], shelves.made_at[row] * units)
    depot.state.ledger.record(
        "production",
        week=depot.week,
        member=shelves.member[row],
        product=shelves.product[row],
        units=units,
        arrives=ready,
    )
    dispatch(depot, Load(row, units, is_made=True), ready)
