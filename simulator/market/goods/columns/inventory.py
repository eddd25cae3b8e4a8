"""Inventory in columns: on hand, in transit and owed; the state that the phases of supply move.

All columns have a row for each member and product [R] and count in quantity steps. Of one supplier's orders,
those that came first stand first in the book.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.market.goods.columns.inventory_rows import InventoryRows, inventory_rows
from simulator.market.goods.columns.payments import PaymentColumns
from simulator.market.state.inventory import MEMORY_WEEKS
from simulator.market.state.orders_and_shipments import OpenOrder, Pipeline
from simulator.market.state.protocols import GoodsState


@dataclass(frozen=True, slots=True)
class Orders:
    """Open orders in columns: the buyer's row, the units still to be shipped, and the week of the order."""

    row: Integers
    units: Integers
    week: Integers

    def __len__(self) -> int:
        """Return how many orders there are."""
        return len(self.row)

    def __getitem__(self, some: Integers | Flags) -> "Orders":
        """Return some of the orders."""
        return Orders(self.row[some], self.units[some], self.week[some])

    def but_for(self, units: Integers) -> "Orders":
        """Return what is left after so many units of each are shipped or cancelled."""
        left = self.units - units
        return Orders(self.row, left, self.week)[np.flatnonzero(left)]


@dataclass(frozen=True, slots=True)
class ShipmentColumns:
    """Goods on their way, each row at most once."""

    row: Integers
    units: Integers
    is_made: bool = False
    """Whether they come from production, and not from a supplier."""


def concatenated(orders: Sequence[Orders]) -> Orders:
    """Return orders as one, one after another."""
    return Orders(
        np.concatenate([each.row for each in orders]),
        np.concatenate([each.units for each in orders]),
        np.concatenate([each.week for each in orders]),
    )


NO_ORDERS = Orders(*(np.zeros(0, dtype=np.int64),) * 3)


class InventoryColumns:
    """The state of a market's goods, from its opening on."""

    def __init__(self, state: GoodsState) -> None:
        self.state = state
        self.rows: InventoryRows = inventory_rows(state)
        size, each = len(self.rows), self.rows.each
        stocks = [state.members[shelf.member.name].stock for shelf in each]
        counted = [(stock, shelf.product) for stock, shelf in zip(stocks, each, strict=True)]
        self.on_hand = _whole([stock.on_hand[product] for stock, product in counted])
        self.on_order = _whole([stock.on_order[product] for stock, product in counted])
        self.owed = _whole([stock.owed[product] for stock, product in counted])
        self.in_the_mail = _whole([stock.in_the_mail[product] for stock, product in counted])
        self.impatient = _whole([stock.impatient[product] for stock, product in counted])
        self.asked = np.zeros(size, dtype=np.int64)
        self.cost: Floats = np.array(
            [float(state.prices_in_force.cost(e.member.name, e.product) or 0) for e in each],
            dtype=np.float64,
        )
        """What one step that a row holds cost it on average [money steps]."""
        self.filled: Floats = np.ones(size)
        self.expected: Floats = np.full(size, np.nan)
        self.wanted: Floats = np.full(size, np.nan)
        """What users wanted the week before [units]."""
        self.remembered: list[Integers] = []
        """Demand seen week by week, oldest first; the last is this week's."""
        self.book: Orders = NO_ORDERS
        """All orders that suppliers have seen and not filled."""
        self.arrivals: defaultdict[int, list[ShipmentColumns]] = defaultdict(list)
        self.orders_in_transit: defaultdict[int, list[Orders]] = defaultdict(list)
        """Orders that suppliers have in hand from a week on."""
        self.payments = PaymentColumns(state, self.rows)
        self._take_over(state.pipeline)

    def _take_over(self, pipeline: Pipeline) -> None:
        """Put what is owed, ordered and in transit when the market opens into columns, in the same order."""
        row = {(shelf.member.name, shelf.product): at for at, shelf in enumerate(self.rows.each)}

        def columns(orders: Iterable[OpenOrder]) -> Orders:
            told = [(row[one.buyer, one.product], one.units, one.week) for one in orders]
            return Orders(*np.array(told, dtype=np.int64).reshape(len(told), 3).T)

        self.book = columns(order for orders in pipeline.orders.values() for order in orders)
        for week, mail in pipeline.orders_in_transit.items():
            self.orders_in_transit[week].append(columns(one.order for one in mail))
        for week, loads in pipeline.arrivals.items():
            for is_made in (True, False):
                here = [load for load in loads if (load.supplier == load.buyer) == is_made]
                at, units = _whole([row[x.buyer, x.product] for x in here]), _whole([x.units for x in here])
                if here:
                    self.arrivals[week].append(ShipmentColumns(at, units, is_made))

    @property
    def week(self) -> int:
        """Return the week that is played."""
        return self.state.week

    def open_book(self) -> None:
        """Let what is asked for this week be remembered as the last of all weeks."""
        self.remembered = [*self.remembered[1 - MEMORY_WEEKS :], self.asked]

    def close_book(self) -> None:
        """Begin to count anew what is asked for."""
        self.asked = np.zeros_like(self.asked)

    def position(self) -> Integers:
        """Return what each has and has ordered that its supplier has seen, less what it owes."""
        return self.on_hand + self.on_order - self.in_the_mail - self.owed


def _whole(values: list[int]) -> Integers:
    return np.array(values, dtype=np.int64)
