"""Recommendation (upselling): utility that an adviser adds to a better product of its own by its word.

    V = … + ρ · e · 1[the product is an upgrade] · 1[the outlet is the adviser]

ρ: what a word of full expertise is worth to the segment; e: expertise of the adviser, as it is in force this
week, so training raises it. An outlet argues for its own offer alone, so a customer that
takes its advice elsewhere does not take the argument with it.

It is fleeting: it moves the choice and is nothing that the unit is worth afterwards. Advice that shows a
benefit is real, and is told elsewhere: what doubt it resolves (`doubt`), what a message says of a product
(`believed_benefits`), and what the better product truly delivers, which its buyer finds in any case. What is
left is persuasion, so surplus leaves it out, and where things are taken back more comes back. It is `steady`:
it changes with advice alone.

Off by default. Assumes: arguing costs the outlet nothing beyond its advice, and no customer resents it.
Source: personal selling moves sales, by an elasticity of .34 in the mean, Albers, Mantrala & Sridhar (2010),
J. Marketing Research 47(5); prompts by staff, Ebster, Wagner & Valis (2006), J. Retailing and Consumer
Services 13(3). No published ρ is known to us.
"""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from simulator.base.off_value import Off
from simulator.domain.people.utility_term import UtilityTerm
from simulator.domain.registries import UTILITY


@UTILITY.register("recommendation")
class Recommendation(UtilityTerm):
    """Add the utility of being recommended the better product by the outlet that sells it."""

    reason: ClassVar = "trust"
    place: ClassVar = 40
    steady: ClassVar = True
    fleeting: ClassVar = True
    symbol: ClassVar = "{recommendation} · expertise of the adviser, for an upgrade at its own outlet"

    recommendation: Annotated[
        float,
        Field(ge=0, le=50),
        Off("upselling", 0.0, "Nobody buys the better product because an adviser argues for it."),
    ] = 0.0
    """Utility that an adviser of full expertise adds to products that are an `upgrade_of` others, at its own
    outlet, ρ; it moves the choice and is worth nothing at home [utils]."""

    @classmethod
    def of_product(cls, product: Any) -> dict[str, Any]:
        """Return whether it is an upgrade, as 0 or 1."""
        return {"is_upgrade": 0.0 if product.upgrade_of is None else 1.0}

    @classmethod
    def attributes(cls, shopper: Any, offer: Any, visit: Any) -> dict[str, Any]:
        """Return the expertise with which it is recommended."""
        del shopper
        return {"recommended": recommended(offer, visit)}

    @staticmethod
    def value(shopper: Any, offer: Any, visit: Any) -> Any:
        """Return ρ times the expertise with which it is recommended [utils]."""
        return shopper.recommendation * recommended(offer, visit)


def recommended(offer: Any, visit: Any) -> Any:
    """Return the expertise with which an offer is recommended: zero but of the adviser's own upgrades."""
    return (1.0 - visit.doubt_left) * (offer.is_upgrade * (offer.outlet == visit.adviser))
