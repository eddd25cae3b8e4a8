"""Constant elasticity: one per cent more on the price loses ε per cent of sales, at any price.

    Q = k p^(−ε),      μ = −Q / Q′ = p / ε

Only an elasticity above one has a best price. Source: Tirole (1988), The Theory of Industrial
Organization, ch. 1.1, the inverse-elasticity rule.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.derivatives import Jet
from simulator.domain.decisions.demand_model import DemandModel, Seen
from simulator.domain.registries import DEMAND_MODELS


@DEMAND_MODELS.register("constant_elasticity")
class ConstantElasticity(DemandModel):
    """Believe that demand has the same elasticity at every price."""

    elasticity: Annotated[float, Field(ge=1.01, le=1000)]
    """How many per cent of sales one per cent of price costs, ε [per cent per per cent]."""

    def market(self, seen: Seen, price: Jet) -> Jet:
        """Return p / ε, at any sales."""
        del seen
        return price.scaled(1.0 / self.elasticity)
