"""Demand-model pricing: the part that wholesale policies with a demand model have in common."""

from abc import abstractmethod
from typing import Annotated

from pydantic import AliasChoices, Field

from simulator.base.summation import total
from simulator.domain.decisions.demand_model import DemandModelChoice, Seen
from simulator.domain.decisions.wholesale_pricing import WholesalePolicy, WholesaleView


class DemandModelPricing(WholesalePolicy):
    """Move part of the way to what is best by a belief about demand."""

    demand_model: Annotated[DemandModelChoice, Field(validation_alias=AliasChoices("demand_model", "belief"))]
    """What it takes customers' demand to look like; its level is what buyers order at what outlets ask."""
    window: Annotated[int, Field(ge=1, le=26)] = 8
    """How many weeks of orders and retail prices it averages [weeks]."""
    patience_weeks: Annotated[int, Field(ge=1, le=26)] = 4
    """How many weeks it watches before it touches the opening price [weeks]."""
    adjustment: Annotated[float, Field(gt=0, le=1)] = 0.5
    """How far it goes towards the best price in a week [share of the gap per week]."""
    most: Annotated[float, Field(gt=0, le=10)] = 1.0
    """Highest price it asks [share of the list price]."""

    @abstractmethod
    def best(self, view: WholesaleView, seen: Seen) -> float | None:
        """Return the price that it takes to be best [currency per unit]; none if it sees none."""

    def price(self, view: WholesaleView) -> float:
        """Return the current price, moved towards the best one and at most the highest it asks."""
        weeks = view.weeks[-self.window :]
        if len(view.weeks) < self.patience_weeks:
            return view.current_price
        seen = Seen(
            price=total(week.retail_price for week in weeks) / len(weeks),
            units=total(week.units for week in weeks) / len(weeks),
            sellers=view.sellers,
        )
        best = self.best(view, seen)
        if best is None:
            return view.current_price
        moved = view.current_price + self.adjustment * (best - view.current_price)
        return min(moved, self.most * view.list_price)
