"""Exponential demand: every so much more on the price leaves the same share of buyers.

    Q = k e^(−p/λ),      μ = −Q / Q′ = λ

The markup is the same at every price, so a cost is passed on to the cent. Source: Bulow & Pfleiderer
(1983), Journal of Political Economy 91(1), on the demand curves of constant pass-through.
"""

from typing import Annotated

from pydantic import Field

from simulator.base.derivatives import Jet
from simulator.domain.decisions.demand_model import DemandModel, Seen
from simulator.domain.registries import DEMAND_MODELS


@DEMAND_MODELS.register("exponential")
class Exponential(DemandModel):
    """Believe that demand falls by the same share with every step of price."""

    scale: Annotated[float, Field(ge=1e-6, le=1e9)]
    """By how much the price rises while demand falls to 37 %, λ [currency per unit]."""

    def market(self, seen: Seen, price: Jet) -> Jet:
        """Return λ, at any sales."""
        del seen
        return price.constant(self.scale)
