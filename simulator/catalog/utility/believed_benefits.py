"""Believed benefits: utility of what the product is believed to deliver, as the outlet presents it.

    V = … + Σ_b v_b · b'      (b': belief after the outlet's message,
    `mechanisms/communication/belief_updating.py`)

Source: multi-attribute attitude, Fishbein & Ajzen (1975); information integration, Anderson (1981).
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import Field

from simulator.base.summation import total
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.product.benefits import Benefit
from simulator.domain.registries import UTILITY


@UTILITY.register("believed_benefits")
class BelievedBenefits(UtilityTerm):
    """Add the utility of the benefits that a product is believed to deliver."""

    reason: ClassVar = "benefits"
    place: ClassVar = 50
    per: ClassVar = "cell"
    barrier: ClassVar = "message"
    symbol: ClassVar = "Σ value of a benefit · belief in it"

    values: dict[Benefit, Annotated[float, Field(ge=0, le=50)]]
    """Utility of a benefit believed to be delivered in full, by its name under `benefits` [utils]."""

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return the values v, in the order of benefits: a run's segments have one for each."""
        return {"values": tuple(segment.values.values())}

    @classmethod
    def addends(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield v_b · b', benefit by benefit [utils]."""
        del visit
        for liking, belief in zip(shopper.values, offer.believed, strict=True):
            yield liking * belief

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the belief in each benefit."""
        del shopper, visit
        named = zip(offer.benefits, offer.believed, strict=True)
        return {f"believed_{name}": belief for name, belief in named}

    @classmethod
    def disconfirmation(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield v_b · (truth − b'), benefit by benefit: what was claimed too much is missed [utils]."""
        del visit
        for liking, belief, truth in zip(shopper.values, offer.believed, offer.truth, strict=True):
            yield liking * (truth - belief)

    @classmethod
    def value(cls, shopper: Any, offer: Any, visit: Any) -> Any:
        """Return their sum [utils]."""
        return total(cls.addends(shopper, offer, visit))

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield the same with all believed that the product delivers; claims beyond it stay believed."""
        del visit
        for liking, belief, truth in zip(shopper.values, offer.believed, offer.truth, strict=True):
            yield liking * np.maximum(belief, truth)
