"""Best response: the price that is best against what the others ask, by what the seller believes of demand.

    p* = c / (1 − f) + μ̂,      p ← p + φ (p* − p)

c is what a unit costs, f a marketplace's commission, μ̂ = −q/q′ the markup that its belief finds best at the
price it asks and the units it sells. Where the belief is logit, μ̂ = 1 / (β̂ (1 − ŝ)) with ŝ = units a
week / visitors a week its share as it sees it; if demand is too, sellers who all keep to it rest at the
Bertrand–Nash equilibrium. What it believes are parameters of its own: nobody tells it how customers choose.

One who minds its whole category reckons with what its products take from each other: under a logit all of
them then carry one markup, 1 / (β̂ (1 − Σ ŝ)), that of their shares together. Else it prices each product by
itself, as if it had no other.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7.
"""

from typing import Annotated, Self

from pydantic import AliasChoices, Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.derivatives import Jet
from simulator.catalog.demand_models.logit import Logit
from simulator.domain.decisions.demand_model import DemandModel, DemandModelChoice, Seen
from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import PRICING

MOST_MARKUP = 1000.0
"""No markup above so many list prices is believed."""


@PRICING.register("best_response")
class BestResponse(PricingPolicy):
    """Move part of the way to the price that is best by a belief about demand: logit, or another."""

    demand_model: Annotated[
        DemandModelChoice | None, Field(validation_alias=AliasChoices("demand_model", "belief"))
    ] = None
    """What it takes demand at its outlet to look like; left out, logit with the two figures that follow."""
    price_sensitivity: Annotated[float, Field(ge=1e-6, le=1e6)] | None = None
    """How sensitive to price it believes customers are, β̂ [utils per currency]."""
    visitors: Annotated[float, Field(gt=0, le=1e9)] | None = None
    """How many needs a week it believes could be met at its outlet [quantity steps per week]."""
    adjustment: Annotated[float, Field(gt=0, le=1)] = 0.3
    """How far it goes towards the best price in a week, φ [share of the gap per week]."""
    largest_share: Annotated[float, Field(ge=0, le=0.999)] = 0.95
    """Share of visitors above which it does not believe its own count, by the two figures [share]."""
    whole_category: bool = False
    """Whether it minds what a product takes from its others of the category; for a logit belief [yes, no]."""
    window: Annotated[int, Field(ge=1, le=26)] = 26
    """How many weeks of its sales it averages: more of them, less luck, and longer swings [weeks]."""

    @model_validator(mode="after")
    def _believes_one_thing(self) -> Self:
        figures = [figure is not None for figure in (self.price_sensitivity, self.visitors)]
        if any(figures) if self.demand_model is not None else not all(figures):
            raise PydanticCustomError(
                "belief_unclear", "needs either a belief, or both price_sensitivity and visitors"
            )
        return self

    @property
    def minds_siblings(self) -> bool:
        """Say whether it asks for the demand of its other products."""
        return self.whole_category

    def believed(self) -> DemandModel:
        """Return its belief about demand."""
        figures = self.model_dump(include=set(Logit.model_fields))
        return self.demand_model if self.demand_model is not None else Logit(**figures)

    def price(self, view: PricingView) -> float:
        """Return last week's price, moved towards the best one."""
        return view.current_price + self.adjustment * (self.best(view) - view.current_price)

    def best(self, view: PricingView) -> float:
        """Return the price p* that it would like best [currency per unit]."""
        cost = view.unit_cost / (1.0 - view.commission)
        return cost + self.markup(view)

    def markup(self, view: PricingView) -> float:
        """Return the markup μ̂ at the price it asks and the units it sells [currency per unit]."""
        lately = view.demand[-self.window :]
        units = sum(lately) / len(lately) if lately else view.weekly_units
        if self.whole_category:
            others = view.siblings[-self.window :]
            units += sum(others) / max(1, len(others))
        seen = Seen(view.current_price, units)
        found = self.believed().market(seen, Jet.variable(view.current_price, 0)).value
        return min(found, MOST_MARKUP * view.list_price)
