"""Own belief: utility of what a customer believes beyond its cell, by what media have told it itself.

    V = … + Σ_b v_b · (1 − κ e_b) d_b

d_b: how much more than its cell it believes, before the outlet's message, of emphasis e_b and credibility κ
(`mechanisms/communication/belief_updating.py`). With what its cell believes it comes to what the customer
does: visitors that are followed, and people on a list, may believe what strangers do not. In play where media
aim at customers (`domain/communication/aimed_medium.py`); zero for whoever was told nothing itself.
Source: as of `believed_benefits`.
"""

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np

from simulator.base.summation import total
from simulator.catalog.utility.believed_benefits import BelievedBenefits
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("own_belief")
class OwnBelief(UtilityTerm):
    """Add what a customer believes of benefits beyond what its cell does."""

    reason: ClassVar = "benefits"
    place: ClassVar = 55
    barrier: ClassVar = "message"
    steady: ClassVar = True
    told_alone: ClassVar = True
    reads: ClassVar = ("values",)
    symbol: ClassVar = "Σ value of a benefit · what media that aim made it believe beyond its cell"

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return the values v, in the order of benefits."""
        return BelievedBenefits.of_segment(segment)

    @classmethod
    def addends(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield v_b · (1 − κ e_b) d_b, benefit by benefit [utils]."""
        del visit
        for liking, own in zip(shopper.values, offer.own_belief, strict=True):
            yield liking * own

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return how much more it believes of each benefit of which it believes any more."""
        del shopper, visit
        named = zip(offer.benefits, offer.own_belief, strict=True)
        return {f"own_belief_{name}": own for name, own in named if np.any(own)}

    @classmethod
    def disconfirmation(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what it added with the other sign: none of it is found [utils]."""
        for addend in cls.addends(shopper, offer, visit):
            yield -addend

    @classmethod
    def value(cls, shopper: Any, offer: Any, visit: Any) -> Any:
        """Return their sum [utils]."""
        return total(cls.addends(shopper, offer, visit))

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what is added to all that is true, where its cell believes it: claims beyond that alone."""
        del visit
        said = zip(shopper.values, offer.believed, offer.own_belief, offer.truth, strict=True)
        for liking, belief, own, truth in said:
            yield liking * (np.maximum(belief + own, truth) - np.maximum(belief, truth))
