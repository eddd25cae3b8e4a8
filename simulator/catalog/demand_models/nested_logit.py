"""Nested logit demand: sellers of one product are nearer to each other than to all else.

    S = Q̂ / visitors,      o(p) = S / (1 − S) · e^(−β (p − p̂))      of all sellers together, one nest
    market   μ = (1 + o) / β = 1 / (β (1 − S))
    seller   μ = 1 / (β [1/λ − (1/λ − 1) / n − S / n])                 one of n equal ones
    among    s_k = w_k / Σ_{l∈g} w_l · o_g / (1 + Σ_h o_h)             offers one by one, g the nest of k
             w_j = ŝ_j e^(−β (p − p̂)/λ),      o_g = ô_g (Σ_{l∈g} q_l e^(−β (p − p̂)/λ′))^λ′

A nest is a product, wherever it is sold. λ′ = (1 − κ) λ, since crowding takes out what more of the same adds
to luck, and q_l ∝ ŝ_l^(λ/λ′) are the shares at λ′; with κ = 0, as believed at first, o_g is McFadden's. Near
κ = 1 only the best offer of a product draws new buyers to it: of two alike sellers of what few buy, each may
then do a little better beside the other's price than at it, so that they come to rest nowhere.

As sellers multiply the seller's markup falls to λ/β, below the flat logit's 1/β; with λ → 0 to nothing
(Bertrand). λ = 1 is the logit. What everybody else asks is taken to stay as it is; it stands in the odds.
Source: Anderson, de Palma & Thisse (1992), Discrete Choice Theory of Product Differentiation, ch. 7; Gallego
& Wang (2014), Operations Research 62(2); crowding as in `mechanisms/choice/nests.py`.
"""

from collections.abc import Sequence
from typing import Annotated, ClassVar

from pydantic import Field

from simulator.base.derivatives import Jet
from simulator.base.numerics.portable import power
from simulator.base.summation import total
from simulator.catalog.demand_models.logit import Logit, earned
from simulator.domain.decisions.demand_model import Alternative, ReckonsWith, Seen
from simulator.domain.people.choice_levels import Dissimilarity
from simulator.domain.registries import DEMAND_MODELS

ALIKE = Dissimilarity().product
"""What a market is like where a scenario does not say [λ]."""


@DEMAND_MODELS.register("nested_logit")
class NestedLogit(Logit):
    """Believe that demand is nested logit, with all sellers of the product in one nest."""

    reckons_with: ClassVar[ReckonsWith] = "all"

    dissimilarity: Annotated[float, Field(ge=1e-3, le=1)] = ALIKE
    """How unlike each other it believes sellers of the product to be, λ, at first as they are: 1 not alike at
    all [share]."""
    crowding: Annotated[float, Field(ge=0, le=0.99)] = 0.0
    """How much of what more of the same adds to luck it believes to be taken out, κ; among alike sellers it
    does not matter [share]."""

    def seller(self, seen: Seen, price: Jet) -> Jet:
        """Return 1 / (β [1/λ − (1/λ − 1)/n − S/n]) of one of n equal sellers in price competition."""
        odds, n = self.odds(seen, price), seen.sellers
        share = (odds / (price.constant(1.0) + odds)).scaled(1.0 / n)
        alone = 1.0 / self.dissimilarity - (1.0 / self.dissimilarity - 1.0) / n
        return price.constant(1.0 / self.price_sensitivity) / (price.constant(alone) - share)

    def among(self, seen: Seen, others: Sequence[Alternative], price: Jet) -> tuple[Jet, Jet]:
        """Return the share of an offer at a price, and what others leave its owner, as seen."""
        mine, *rest = self.odds_of(seen, others)
        beside = [odds if other.is_same_product else 0.0 for odds, other in zip(rest, others, strict=True)]
        away = [odds - same for odds, same in zip(rest, beside, strict=True)]
        nest = self.nest_odds(seen, price, mine, beside)
        own, other_weight, _ = self.weights(seen, price, self.dissimilarity, any(beside))
        nothing = price.constant(1.0) / (price.constant(1.0 + total(away)) + nest)
        buyers = nest * nothing / (own.scaled(mine) + other_weight.scaled(total(beside)))
        elsewhere = (buyers * other_weight).scaled(earned(others, beside))
        return (buyers * own).scaled(mine), elsewhere + nothing.scaled(earned(others, away))

    def nest_odds(self, seen: Seen, price: Jet, mine: float, beside: Sequence[float]) -> Jet:
        """Return o_g along the price of one offer of the product, from the odds of each as they were."""
        unlike, whole = (1.0 - self.crowding) * self.dissimilarity, mine + total(beside)
        own, other_weight, level = self.weights(seen, price, unlike, any(beside))
        sharp = self.sharpened(mine, beside)
        sum_of_all = own.scaled(sharp) + other_weight.scaled(1.0 - sharp)
        return (sum_of_all.power(unlike) * level).scaled(whole)

    def sharpened(self, mine: float, beside: Sequence[float]) -> float:
        """Return an offer's share of its product at λ′, q_j [share]."""
        if self.crowding == 0.0:
            return mine / (mine + total(beside))
        best = max(mine, *beside, 0.0)
        weights = [power(odds / best, 1.0 / (1.0 - self.crowding)) for odds in (mine, *beside) if odds]
        return weights[0] / total(weights)

    def weights(self, seen: Seen, price: Jet, unlike: float, has_others: bool) -> tuple[Jet, Jet, Jet]:
        """Return what the priced offer and others beside it weigh beside the heavier, and what that is worth.

        Beside the heavier, so that no weight overflows however small λ is.
        """
        rate = self.price_sensitivity / unlike
        if has_others and price.value >= seen.price:
            return self.falling(seen, price, rate), price.constant(1.0), price.constant(1.0)
        worth = self.falling(seen, price, self.price_sensitivity)
        return price.constant(1.0), self.falling(seen, price, -rate), worth
