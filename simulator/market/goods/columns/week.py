"""The week of supply: those four phases of `simulator.market.week` that move goods."""

from collections.abc import Callable

from simulator.market.goods.columns.account import account
from simulator.market.goods.columns.eligibility import fits_columns
from simulator.market.goods.columns.inventory import InventoryColumns
from simulator.market.goods.columns.receive import receive
from simulator.market.goods.columns.replenish import replenish
from simulator.market.goods.columns.ship import ship
from simulator.market.market import Market, Phase

FEWEST_MEMBERS = 16
"""Of fewer members the week is played quicker one by one (`experiments/benchmarks/supply_speed.py`)."""
SUPPLY_WEEK: tuple[Callable[[InventoryColumns], None], ...] = (receive, replenish, ship, account)


def use_columns_if_faster(market: Market) -> None:
    """Have a market that has just opened played all shelves at once, if it is suited and that is quicker.

    Its ledger is the same either way, its members' own stockrooms are not: they stay as they were opened.
    """
    if len(market.members) >= FEWEST_MEMBERS and fits_columns(market):
        market.phases = all_shelves_at_once(market)


def all_shelves_at_once(market: Market) -> tuple[Phase, ...]:
    """Return the phases that play the weeks of a market that is suited and has just opened."""
    depot = InventoryColumns(market)
    return tuple(_of(depot, play) for play in SUPPLY_WEEK)


def _of(depot: InventoryColumns, play: Callable[[InventoryColumns], None]) -> Phase:
    return lambda _: play(depot)
