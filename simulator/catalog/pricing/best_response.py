"""Best response: the price that is best against what the others ask, by what the seller believes of demand.

    p* = c / (1 − f) + μ̂,      p ← p + φ (p* − p)

c is what a unit costs, f a marketplace's commission, μ̂ = −q/q′ the markup that its belief finds best at the
price it asks and the units it sells. Where the belief is logit, μ̂ = 1 / (β̂ (1 − ŝ)) with ŝ = units a
week / visitors a week its share as it sees it; if demand is too, sellers who all keep to it rest at the
Bertrand–Nash equilibrium. What it believes are parameters of its own: nobody tells it how customers choose.

An owner of several offers (products of an outlet, outlets of an owner) whose belief knows what offers take
from each other adds what its other offers win by a higher price (`mechanisms/pricing/diverted_sales.py`), so
that at rest, under a logit, all of them carry one markup, 1 / (β̂ (1 − Σ ŝ)); under a nested logit so do
those of one product. A nested logit asks also how the product's sales are spread over outlets. What is sold
elsewhere is known as a consumer panel tells it, of outlets that serve the same customers; of an outlet that
serves more, the part that these are of all it serves. By another belief an outlet that minds its whole
category takes all it sells of it for one product's sales, and else it prices each product by itself, as if it
had no other.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7.
"""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import AliasChoices, Field, model_validator
from pydantic_core import PydanticCustomError

from simulator.base.derivatives import Jet
from simulator.catalog.demand_models.logit import Logit
from simulator.domain.decisions.demand_model import Alternative, DemandModel, DemandModelChoice, Seen
from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import PRICING
from simulator.mechanisms.pricing.diverted_sales import own_best_price

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
    whole_category: bool | None = None
    """Whether it minds what an offer takes from its owner's others of the category; left out, where its
    belief knows: logit and nested logit do [yes, no]."""
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
        """Say whether it asks for the demand of its other products, to count it all as one."""
        return bool(self.whole_category) and self.believed().reckons_with == "none"

    @property
    def minds_others(self) -> bool:
        """Say whether it asks for offers beside its own, of its owner or of all."""
        reckons_with = self.believed().reckons_with
        return reckons_with == "all" or (reckons_with == "own" and self.whole_category is not False)

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
        """Return the markup μ̂, and what own offers win by it, by what it has seen [currency per unit]."""
        units = mean(view.demand[-self.window :], view.weekly_units)
        if self.minds_siblings:
            units += mean(view.siblings[-self.window :], 0.0)
        seen, belief = Seen(view.current_price, units), self.believed()
        others = self.beside(view)
        if others:
            found = self.markup_among(view, belief, seen, others)
        else:
            found = belief.market(seen, Jet.variable(view.current_price, 0)).value
        return min(found, MOST_MARKUP * view.list_price)

    def beside(self, view: PricingView) -> list[Alternative]:
        """Return the other offers that its belief reckons with; its owner's like rivals' if it minds none."""
        if not self.minds_others:
            return []
        minds = self.whole_category is not False
        seen = (
            Alternative(mean(o.demand[-self.window :], 0.0), o.is_same_product, o.margin if minds else 0.0)
            for o in view.others
        )
        return [other for other in seen if other.margin or self.believed().reckons_with == "all"]

    def markup_among(
        self, view: PricingView, belief: DemandModel, seen: Seen, others: Sequence[Alternative]
    ) -> float:
        """Return the best price beside others less what a unit costs; what it is now where none is best."""
        best = own_best_price(
            view.unit_cost,
            view.commission,
            min(other.margin for other in others),
            lambda price: belief.among(seen, others, price),
            view.current_price,
        )
        cost = view.unit_cost / (1.0 - view.commission)
        return (view.current_price if best is None else best) - cost


def mean(weeks: Sequence[float], unseen: float) -> float:
    """Return the mean of weeks, or what it is taken to be where none were seen."""
    return sum(weeks) / len(weeks) if weeks else unseen
