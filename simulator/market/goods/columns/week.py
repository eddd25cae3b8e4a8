"""The week of supply: the four phases of `simulator.market.week` that move goods, in columns."""

from collections.abc import Callable

from simulator.market.goods.columns.account import account
from simulator.market.goods.columns.inventory import InventoryColumns
from simulator.market.goods.columns.receive import receive
from simulator.market.goods.columns.replenish import replenish
from simulator.market.goods.columns.ship import ship
from simulator.market.state.protocols import GoodsState

SUPPLY_WEEK: tuple[Callable[[InventoryColumns], None], ...] = (receive, replenish, ship, account)


def supply_in_columns(state: GoodsState) -> tuple[Callable[[object], None], ...]:
    """Return the phases that play the weeks of a market that fits columns and has just opened."""
    inventory = InventoryColumns(state)
    return tuple(_phase(inventory, play) for play in SUPPLY_WEEK)


def _phase(inventory: InventoryColumns, play: Callable[[InventoryColumns], None]) -> Callable[[object], None]:
    return lambda _: play(inventory)
