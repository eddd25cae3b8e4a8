"""Return option: how much more readily is bought what can be sent back.

    V = … + ω · κ,      κ = − s ln(1 − e^{−t/s}),      t = β (p − b),      s = (√3/π) sd Σ_m v_m

ω: how far customers reckon with it; p: the price as it is felt; b: what sending the unit back brings, refund
less shipping and trouble, so that t is what a trial in vain costs; sd: how much units differ. With the luck l
of units logistic, of the standard deviation that it has, a unit that is kept if it pleases is worth

    E max(U + l, U₀ − t) = s ln(e^{U/s} + e^{(U₀ − t)/s}) > U₀      ⟺      U + κ > U₀

to a customer for whom having it is worth U and going without U₀, luck of the choice and all: κ moves what is
wanted to just where a trial begins to pay, whatever else is in U. Of offers whose terms differ it says which
is taken but for what they are worth beyond that. The less a trial costs the more is tried; where units are
all alike, κ = 0.

It says what is taken, not what that is worth: to customers that are pleased anyhow the option is worth less
than κ. So surplus as believed leaves it out, and what sending a unit back spares its customer counts as
experienced when it does (`mechanisms/experience/return_decision.py`).

Assumes: customers know the terms of what they weigh, and how much units differ; normal luck is reckoned with
as if it were logistic.
Off by default. Source: Che (1996), Customer return policies for experience goods, J. Industrial Economics
44(1); Anderson, Hansen & Simester (2009), The option value of returns, Marketing Science 28(3).
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.numerics.elementwise import is_unknown, larger, where
from simulator.base.numerics.portable import exp, log
from simulator.base.off_value import Off
from simulator.base.summation import total
from simulator.catalog.utility.believed_benefits import BelievedBenefits
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY

LOGISTIC = 0.5513288954217921
"""√3 / π: scale of a logistic distribution with standard deviation 1."""
LEAST = 1e-6
"""The least that units differ by, and a trial costs; below, units are alike, and all is tried [utils]."""


@UTILITY.register("return_option")
class ReturnOption(UtilityTerm):
    """Add what being able to send a unit back is worth beforehand."""

    reason: ClassVar = "trust"
    place: ClassVar = 90
    fleeting: ClassVar = True
    option: ClassVar = True
    symbol: ClassVar = "{foresees_returns} · what being able to send it back is worth"

    foresees_returns: Annotated[
        float,
        Field(ge=0, le=1),
        Off("return_option", 0.0, "Customers choose as if nothing could be sent back."),
    ] = 0.0
    """How far customers reckon, when they choose, with being able to send a unit back, where outlets take
    it back: 0 not at all, 1 for all that it is worth to them; needs some 'return_hassle', since nothing would
    keep customers from trying everything [share]."""

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return ω, and the values v, in the order of benefits."""
        return {"foresees_returns": segment.foresees_returns, **BelievedBenefits.of_segment(segment)}

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return how much units differ."""
        return {"variability": product.variability}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return ω κ, nothing where nothing is taken back [utils]."""
        del visit
        spread = larger(LOGISTIC * (total(shopper.values) * offer.variability), LEAST)
        lost = where(is_unknown(offer.brings_back), 0.0, offer.price_felt - offer.brings_back)
        trial = larger(shopper.price_sensitivity * lost, LEAST)
        option = -(spread * log(larger(1.0 - exp(-(trial / spread)), LEAST)))
        return where(is_unknown(offer.brings_back), 0.0, shopper.foresees_returns * option)
