"""Own experience: utility of what one has found a product to deliver, in place of what is said of it.

    V = … + Σ_b v_b · w · (experienced_b − b'_b),      w = n ρ / (1 + n ρ)
    experienced_b = truth_b + variability of the product · mean of n draws

n: how often the customer has had the product. Where units fail, each failure is one experience more, of
nothing at all: with f of them w has n + f in the place of n, and

    experienced_b = (n truth_b + variability · sum of n draws + f · 0) / (n + f)

ρ: what one experience is worth beside all that is said (the
precision of one over that of hearsay). With w it believes a precision-weighted mean of hearsay and of what it
has found, so that messages move it less the better it knows the product, and a promise is believed the less
the oftener it was tried: after n times what is left of an error is 1 / (1 + n ρ) of it.

Assumes: a failure weighs as much as taking a unit home does, whenever it comes and whatever repair makes of
it; a unit that is better than others is so in all benefits alike; hearsay is what the cell believes
after the outlet's message, with what media have told the customer itself, and counts as one source however
often it is heard; experience does not fade.
Messages move V by 1 − w of what they move for those who never had the product, so from none of it to all.
Off by default. Source: Bayesian learning from use, Erdem & Keane (1996), Marketing Science 15(1).
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

import numpy as np
from pydantic import Field

from simulator.base.off_value import Off
from simulator.base.summation import total
from simulator.catalog.utility.believed_benefits import BelievedBenefits
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("own_experience")
class OwnExperience(UtilityTerm):
    """Add what a product was found to deliver beyond what is said of it."""

    reason: ClassVar = "benefits"
    place: ClassVar = 60
    barrier: ClassVar = "message"
    steady: ClassVar = True
    reads: ClassVar = ("values",)
    remembers_of_products: ClassVar = {"experienced_luck": 0.0}
    symbol: ClassVar = (
        "Σ value of a benefit · n·{learns_from_use} / (1 + n·{learns_from_use}) · (found − told)"
    )

    learns_from_use: Annotated[
        float,
        Field(ge=0, le=1e3),
        Off("own_experience", 0.0, "Having had a product teaches nothing: customers believe what is said."),
    ] = 0.0
    """What having had a product once is worth beside all that is said of it, ρ [multiple of what that is]."""

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return ρ, and the values v, in the order of benefits."""
        return {"learns_from_use": segment.learns_from_use, **BelievedBenefits.of_segment(segment)}

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return how much units differ."""
        return {"variability": product.variability}

    @classmethod
    def addends(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield w · v_b · (experienced_b − b'_b), benefit by benefit [utils]."""
        del visit
        weight, luck, found = cls._learnt(shopper, offer)
        for liking, belief, truth in zip(shopper.values, _hearsay(offer), found, strict=True):
            yield liking * weight * (truth + luck - belief)

    @classmethod
    def ideal(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield the same beside a belief in all that the product delivers."""
        del visit
        weight, luck, found = cls._learnt(shopper, offer)
        told = zip(shopper.values, _hearsay(offer), offer.truth, found, strict=True)
        for liking, belief, truth, delivered in told:
            yield liking * weight * (delivered + luck - np.maximum(belief, truth))

    @classmethod
    def disconfirmation(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield what it added with the other sign: what is found is told beside what was said [utils]."""
        for addend in cls.addends(shopper, offer, visit):
            yield -addend

    @classmethod
    def in_full(cls, shopper: Any, offer: Any) -> Any:
        """Return −Σ_b v_b b'_b where use teaches anything: with w = 1 nothing is left of what is said."""
        said = total(liking * belief for liking, belief in zip(shopper.values, offer.believed, strict=True))
        return -(said * (shopper.learns_from_use > 0.0))

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return how often the customer has had the product."""
        del visit
        return {"times_had": shopper.own["times_had", offer.product]}

    @classmethod
    def value(cls, shopper: Any, offer: Any, visit: Any) -> Any:
        """Return their sum [utils]."""
        return total(cls.addends(shopper, offer, visit))

    @classmethod
    def after_purchase(cls, shopper: Any, offer: Any) -> dict[str, Any]:
        """Return the sum of all draws, this unit's with them."""
        return {"experienced_luck": shopper.own["experienced_luck", offer.product] + offer.unit_luck}

    @staticmethod
    def _learnt(shopper: Any, offer: Any) -> tuple[Any, Any, tuple[Any, ...]]:
        """Return the weight of what was experienced, by how much its units were better, and what they were.

        By how much they were better than others is of all experiences in the mean, and so is what they
        delivered of each benefit but for that.
        """
        times, failed = shopper.own["times_had", offer.product], shopper.own["times_failed", offer.product]
        truth = tuple(offer.truth)
        if not np.ndim(failed) and failed == 0.0:  # nothing has failed: the same bits with less to do
            known = times
        else:
            known = times + failed
            delivers = 1.0 - failed / (known + (known == 0))
            truth = tuple(one * delivers for one in truth)
        learnt = known * shopper.learns_from_use
        mean = shopper.own["experienced_luck", offer.product] / (known + (known == 0))
        return learnt / (1.0 + learnt), mean * offer.variability, truth


def _hearsay(offer: Any) -> Iterator[Any]:
    """Yield what is believed of an offer, benefit by benefit, by what is said alone."""
    for belief, own in zip(offer.believed, offer.own_belief, strict=True):
        yield belief + own
