"""Wholesale pricing policies: the view on which a supplier sets what its buyers pay."""

from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated

from simulator.base.record import Chosen, Record
from simulator.domain.registries import WHOLESALE_PRICING


@dataclass(frozen=True, slots=True)
class TradeWeek:
    """A past week of a supplier's trade in one product."""

    units: float
    """What its buyers ordered from it [quantity steps]."""
    retail_price: float
    """Mean price that outlets they supply, directly or not, asked of customers [currency per unit]."""


@dataclass(frozen=True, slots=True)
class WholesaleView:
    """What a supplier sees when it prices one product for buyers on the same footing."""

    week: int
    list_price: float
    """The recommended retail price [currency per unit]."""
    unit_cost: float
    """What one unit costs the supplier: to make, or what it pays its own supplier [currency per unit]."""
    current_price: float
    """What these buyers pay it now [currency per unit]."""
    tiers_below: int
    """How many prices are set one after another between it and customers; 1: its buyers sell to them."""
    sellers: int
    """How many outlets these buyers supply, themselves included [outlets]."""
    weeks: tuple[TradeWeek, ...] = ()
    """Past weeks, oldest first, as many as are remembered."""


class WholesalePolicy(Record):
    """A rule by which a supplier sets what its buyers pay for one product."""

    @abstractmethod
    def price(self, view: WholesaleView) -> float:
        """Return the price it wants from its buyers [currency per unit]."""


type WholesaleChoice = Annotated[WholesalePolicy, Chosen(WHOLESALE_PRICING, "policy")]
