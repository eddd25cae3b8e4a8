"""Nested logit demand: sellers of one product are nearer to each other than to all else.

    S = Q̂ / visitors,      o(p) = S / (1 − S) · e^(−β (p − p̂))      of all sellers together, one nest
    market   μ = (1 + o) / β = 1 / (β (1 − S))
    seller   μ = 1 / (β [1/λ − (1/λ − 1) / n − S / n])                 one of n equal ones

As sellers multiply the seller's markup falls to λ/β, below the flat logit's 1/β; with λ → 0 to nothing
(Bertrand). λ = 1 is the logit. What everybody else asks is taken to stay as it is; it stands in the odds.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7; Gallego
& Wang (2014), Operations Research 62(2).
"""

from typing import Annotated

from pydantic import Field

from simulator.base.derivatives import Jet
from simulator.catalog.demand_models.logit import Logit
from simulator.domain.decisions.demand_model import Seen
from simulator.domain.people.choice_levels import Dissimilarity
from simulator.domain.registries import DEMAND_MODELS

ALIKE = Dissimilarity().product
"""What a market is like where a scenario does not say [λ]."""


@DEMAND_MODELS.register("nested_logit")
class NestedLogit(Logit):
    """Believe that demand is nested logit, with all sellers of the product in one nest."""

    dissimilarity: Annotated[float, Field(ge=1e-3, le=1)] = ALIKE
    """How unlike each other it believes sellers of the product to be, λ, at first as they are: 1 not alike at
    all [share]."""

    def seller(self, seen: Seen, price: Jet) -> Jet:
        """Return 1 / (β [1/λ − (1/λ − 1)/n − S/n]) of one of n equal sellers in price competition."""
        odds, n = self.odds(seen, price), seen.sellers
        share = (odds / (price.constant(1.0) + odds)).scaled(1.0 / n)
        alone = 1.0 / self.dissimilarity - (1.0 / self.dissimilarity - 1.0) / n
        return price.constant(1.0 / self.price_sensitivity) / (price.constant(alone) - share)
