"""Logit demand: buyers weigh the product against all else, with Gumbel taste shocks.

    S = Q̂ / visitors,      o(p) = S / (1 − S) · e^(−β (p − p̂))      of all sellers together
    market   μ = (1 + o) / β
    seller   μ = (1 + o) / (β (1 + o − o / n)) = 1 / (β (1 − s))         one of n equal ones, s its share
    among    s_j = o_j(p) s_0,   s_k = o_k s_0,   s_0 = 1 / (1 + o_j(p) + Σ_k o_k)       offers, one by one

What everybody else asks is taken to stay as it is; it stands in the odds.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7.
"""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from simulator.base.derivatives import Jet
from simulator.base.numerics.portable import exp
from simulator.base.summation import total
from simulator.domain.decisions.demand_model import Alternative, DemandModel, ReckonsWith, Seen
from simulator.domain.registries import DEMAND_MODELS

MOST_EXPONENT, LEAST_EXPONENT = 60.0, -600.0
"""Odds are not followed further than e⁶⁰ times what was seen: there is no best price out there."""
LEAST_SHARE = 1e-12
"""An offer that has sold nothing yet is taken to sell this much, so that it has a slope [share]."""


@DEMAND_MODELS.register("logit")
class Logit(DemandModel):
    """Believe that demand is logit."""

    reckons_with: ClassVar[ReckonsWith] = "own"

    price_sensitivity: Annotated[float, Field(ge=1e-6, le=1e6)]
    """How sensitive to price it believes customers are, β̂ [utils per currency]."""
    visitors: Annotated[float, Field(gt=0, le=1e9)]
    """Needs a week that the sellers it counts the sales of could meet, as it believes [steps per week]."""
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

    def among(self, seen: Seen, others: Sequence[Alternative], price: Jet) -> tuple[Jet, Jet]:
        """Return the share of an offer at a price, and what others leave its owner, as seen."""
        mine, *rest = self.odds_of(seen, others)
        odds = self.falling(seen, price, self.price_sensitivity).scaled(mine)
        nothing = price.constant(1.0) / (price.constant(1.0 + total(rest)) + odds)
        return odds * nothing, nothing.scaled(earned(others, rest))

    def odds_of(self, seen: Seen, others: Sequence[Alternative]) -> list[float]:
        """Return how many buy each offer for one that buys nothing, at the prices that were asked."""
        seen_shares = [units / self.visitors for units in (seen.units, *(other.units for other in others))]
        believed = self.largest_share / max(self.largest_share, LEAST_SHARE, total(seen_shares))
        shares = [max(LEAST_SHARE, share * believed) for share in seen_shares]
        return [share / (1.0 - total(shares)) for share in shares]

    def falling(self, seen: Seen, price: Jet, rate: float) -> Jet:
        """Return e^(−rate (p − p̂)): how what an offer weighs falls along its price."""
        exponent = min(MOST_EXPONENT, max(LEAST_EXPONENT, rate * (seen.price - price.value)))
        return price.growing(exp(exponent), -rate)


def earned(others: Sequence[Alternative], odds: Sequence[float]) -> float:
    """Return what others leave the owner of an offer, for one that buys nothing [currency]."""
    return total(other.margin * each for other, each in zip(others, odds, strict=True))
