"""Logit demand: buyers weigh the product against all else, with Gumbel taste shocks.

    S = Q̂ / visitors,      o(p) = S / (1 − S) · e^(−β (p − p̂))      of all sellers together
    market   μ = (1 + o) / β
    seller   μ = (1 + o) / (β (1 + o − o / n)) = 1 / (β (1 − s))         one of n equal ones, s its share

What everybody else asks is taken to stay as it is; it stands in the odds.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.derivatives import Jet
from simulator.base.numerics.portable import exp
from simulator.domain.decisions.demand_model import DemandModel, Seen
from simulator.domain.registries import DEMAND_MODELS

MOST_EXPONENT = 60.0
"""Odds are not followed further than e⁶⁰ times what was seen: there is no best price out there."""


@DEMAND_MODELS.register("logit")
class Logit(DemandModel):
    """Believe that demand is logit."""

    price_sensitivity: Annotated[float, Field(ge=1e-6, le=1e6)]
    """How sensitive to price it believes customers are, β̂ [utils per currency]."""
    visitors: Annotated[float, Field(gt=0, le=1e9)]
    """How many needs a week it believes could be met by whom it counts the sales of [steps per week]."""
    largest_share: Annotated[float, Field(ge=0, le=0.999)] = 0.95
    """Share of visitors above which it does not believe its own count [share]."""

    def share(self, units: float) -> float:
        """Return the share of visitors that buy, as the seller sees it."""
        return min(self.largest_share, units / self.visitors)

    def odds(self, seen: Seen, price: Jet) -> Jet:
        """Return the odds that a visitor buys, along prices."""
        share, beta = self.share(seen.units), self.price_sensitivity
        exponent = min(MOST_EXPONENT, beta * (seen.price - price.value))
        return price.growing(share / (1.0 - share) * exp(exponent), -beta)

    def market(self, seen: Seen, price: Jet) -> Jet:
        """Return (1 + o) / β."""
        return (price.constant(1.0) + self.odds(seen, price)).scaled(1.0 / self.price_sensitivity)

    def seller(self, seen: Seen, price: Jet) -> Jet:
        """Return 1 / (β (1 − s)) of one of several equal sellers in price competition."""
        odds = self.odds(seen, price)
        rest = price.constant(1.0) + odds.scaled((seen.sellers - 1) / seen.sellers)
        return self.market(seen, price) / rest
