"""Channel taste: utility of an outlet's traits to customers of different tastes (random coefficients).

    V = … + Σ_r ξ_r X_r,      ξ_r ~ N(0, σ_r), drawn once for each customer

Traits X: how far buying there means staying at home, and the expertise of its staff. Without tastes that
differ, cannibalisation could not depend on what is alike. Source: mixed logit, McFadden & Train (2000).
"""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.base.record import Record
from simulator.base.summation import total
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


class Tastes(Record):
    """How far customers of one segment differ in taste for kinds of outlets (standard deviations)."""

    remote: Annotated[float, Field(ge=0, le=20)] = 0.0
    """Spread of the taste for buying from home [utils]."""
    expert: Annotated[float, Field(ge=0, le=20)] = 0.0
    """Spread of the taste for being looked after by experts [utils]."""


@UTILITY.register("channel_taste")
class ChannelTaste(UtilityTerm):
    """Add the utility of an outlet's traits, by tastes that differ among customers."""

    reason: ClassVar = "taste"
    steady: ClassVar = True
    place: ClassVar = 10
    symbol: ClassVar = "Σ own taste for a trait · trait of the outlet"

    tastes: Annotated[Tastes, Off("heterogeneity", Tastes())] = Tastes()
    """How far its customers differ among themselves."""

    @classmethod
    def of_segment(cls, segment: Any) -> dict[str, Any]:
        """Return nothing: what is drawn for each customer is all that matters."""
        del segment
        return {}

    @classmethod
    def of_outlet(cls, outlet: Any) -> dict[str, Any]:
        """Return the traits, by the names of tastes."""
        return {"remote": outlet.remote, "expert": outlet.expertise}

    @classmethod
    def spreads(cls, segment: Any) -> dict[str, float]:
        """Return the standard deviation of each taste [utils]."""
        return {name: getattr(segment.tastes, name) for name in Tastes.model_fields}

    @classmethod
    def addends(cls, shopper: Any, offer: Any, visit: Any) -> Iterator[Any]:
        """Yield ξ_r X_r, trait by trait [utils]."""
        del visit
        yield shopper.tastes["remote"] * offer.remote
        yield shopper.tastes["expert"] * offer.expert

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the traits."""
        del shopper, visit
        return {"remote": offer.remote, "expert": offer.expert}

    @classmethod
    def value(cls, shopper: Any, offer: Any, visit: Any) -> Any:
        """Return their sum [utils]."""
        return total(cls.addends(shopper, offer, visit))
