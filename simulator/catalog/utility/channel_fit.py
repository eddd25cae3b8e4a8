"""Channel fit: utility lost where an outlet lacks what the product asks of its sellers.

    V = … − w · Σ_m ω_m (need_m − capability_m)₊,      Σ_m ω_m = 1

One-sided: more than is asked for adds nothing, and costs somebody money elsewhere
(`mechanisms/choice/channel_fit.py`).
Source: service-output demands, Bucklin (1966); functional and innovative products, Fisher (1997).
"""

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.product.service_requirements import REQUIREMENTS, FitWeights, asked, given
from simulator.domain.registries import UTILITY
from simulator.mechanisms.choice.channel_fit import shortfall


@UTILITY.register("channel_fit")
class ChannelFit(UtilityTerm):
    """Add the disutility of what an outlet lacks for the product."""

    reason: ClassVar = "benefits"
    place: ClassVar = 40
    per: ClassVar = "cell"
    barrier: ClassVar = "fit"
    symbol: ClassVar = "− {fit.weight} · shortfall of the outlet"

    fit: FitWeights = FitWeights()
    """How much it matters that an outlet gives what a product asks for."""

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return the weight w and the shares ω of the requirements."""
        return {"fit_weight": segment.fit.weight, "fit_shares": segment.fit.shares()}

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return the capabilities, in the order of requirements."""
        return {"capabilities": given(outlet.capabilities)}

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return what the product asks for, in the order of requirements."""
        return {"requirements": asked(product.needs)}

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return what the outlet lacks of each requirement."""
        del shopper, visit
        return {
            f"lacks_{name}": np.maximum(need - capability, 0.0)
            for name, need, capability in zip(
                REQUIREMENTS, offer.requirements, offer.capabilities, strict=True
            )
        }

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return −w times what is missing [utils]."""
        del visit
        return -(shopper.fit_weight * shortfall(shopper.fit_shares, offer.requirements, offer.capabilities))

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield nothing: an outlet that fits lacks nothing."""
        del shopper, offer, visit
        yield from ()
