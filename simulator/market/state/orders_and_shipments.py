"""Orders and shipments: ordered and not yet shipped, shipped and not yet there (pipeline)."""

from collections import defaultdict
from dataclasses import dataclass

from simulator.domain.channel.contract import Contract


@dataclass
class OpenOrder:
    """What a buyer still waits for."""

    buyer: str
    product: str
    units: int
    week: int
    """The week in which it was ordered."""
    waits: bool = True
    """Whether any of it waits if the supplier has not enough."""


@dataclass(frozen=True)
class ShipmentInTransit:
    """Goods on their way, already the buyer's."""

    supplier: str
    buyer: str
    product: str
    units: int
    price: int
    """What the buyer pays for one unit [money steps]."""


@dataclass(frozen=True)
class OrderInTransit:
    """An order on its way to a supplier that has not seen it yet."""

    contract: Contract
    order: OpenOrder


class Pipeline:
    """Open orders by supplier, first come first; orders and shipments in transit by week of arrival."""

    def __init__(self) -> None:
        self.orders: defaultdict[str, list[OpenOrder]] = defaultdict(list)
        self.arrivals: defaultdict[int, list[ShipmentInTransit]] = defaultdict(list)
        self.orders_in_transit: defaultdict[int, list[OrderInTransit]] = defaultdict(list)

    def shipments_due(self, week: int) -> list[ShipmentInTransit]:
        """Take out what arrives in a week."""
        return self.arrivals.pop(week, [])

    def orders_due(self, week: int) -> list["OrderInTransit"]:
        """Take out the orders that suppliers have in hand from a week on."""
        return self.orders_in_transit.pop(week, [])
