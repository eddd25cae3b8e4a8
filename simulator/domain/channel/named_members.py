"""Named members: members named in a scenario, and the places that they take among the ones drawn."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.base.record import TerseRecord
from simulator.domain.channel.member import Member
from simulator.domain.decisions.effort import EffortChoice
from simulator.domain.decisions.escalation import EscalationChoice
from simulator.domain.decisions.policies import OrderingChoice, PricingChoice
from simulator.domain.decisions.sourcing import SourcingChoice
from simulator.domain.units import Amount, Name, Share

PLACE = ("name", "maker", "role", "tier", "format", "region")
"""Fields that say which member it is and which place it takes; all others are laid over the member drawn."""


class NamedMember(TerseRecord):
    """A member with a name of its own, in the place of one that a distribution model would make up.

    What is left out is as the model draws it.
    """

    name: Name
    """What it is called; its luck hangs on it [name]."""
    format: Name | None = None
    """Kind of outlet that it takes the place of; left out for a member that is told by its role [format]."""
    role: Name | None = None
    """What it is in the channel; left out where the format says enough [agent kind]."""
    tier: Name | None = None
    """The tier in which it takes a place, where several play one role; left out, any [tier]."""
    region: Name | None = None
    """The region that it serves; left out for a member that serves all regions [region]."""
    maker: Name | None = None
    """Manufacturer of the channel that it is in; left out, the focal one [manufacturer]."""
    tags: list[Name] = []
    """Words to select it by [tags]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    """Units of each product that it has when it opens [units]."""
    reach: Share | None = None
    """Share of the customers of its region that have it, or its platform, at hand [share]."""
    remote: Share | None = None
    """How far buying there means not going there [0 a shop … 1 from home]."""
    expertise: Share | None = None
    """How much of a customer's uncertainty its advice resolves [share]."""
    credibility: Share | None = None
    """How far what is said there is believed [share]."""
    service: Annotated[float, Field(ge=-50, le=50)] | None = None
    """Utility of being served there [utils]."""
    image: Share | None = None
    """What people think of the place, which colours the names sold there [0 … 1]."""
    advice_cost: Amount | None = None
    """What giving advice to one customer costs it [currency per customer]."""
    sale_cost: Amount | None = None
    """What handling one sale costs it [currency per unit]."""
    weekly_cost: Amount | None = None
    """Fixed cost: what it costs in a week, independent of sales [currency per week]."""
    weekly_capacity: Annotated[float, Field(ge=0, le=1_000_000_000)] | None = None
    """How many sales it can close in a week, all products together; with 0.75, three in four weeks
    [steps per week]."""
    storage_cost: Share | None = None
    """What keeping goods costs in a week [share of what they cost it, per week]."""
    pricing: PricingChoice | None = None
    """How it sets its prices."""
    ordering: OrderingChoice | None = None
    """How it decides what to order."""
    sourcing: SourcingChoice | None = None
    """How it chooses among several suppliers of a product."""
    effort: EffortChoice | None = None
    """How it decides how much it does for each manufacturer's products."""
    escalation: EscalationChoice | None = None
    """How it takes disputes further."""

    def fits(self, role: str, outlet_format: str | None, region: str | None, tier: str | None = None) -> bool:
        """Say whether it is meant for a place: of its format, of its role and tier, in its region."""
        if self.region != region or (self.format is None and self.role is None and self.tier is None):
            return False
        is_so_placed = self.format in (None, outlet_format) and self.role in (None, role)
        return is_so_placed and self.tier in (None, tier or role)

    def laid_over(self, member: Member) -> Member:
        """Return the member drawn in its place, with what is said of it put in."""
        said = {key: getattr(self, key) for key in type(self).model_fields if key not in PLACE}
        said["tags"] = tuple(self.tags) or None
        return member.model_copy(update={key: value for key, value in said.items() if value is not None})


def named_for(
    named_members: Sequence[NamedMember],
    role: str,
    outlet_format: str | None,
    region: str | None,
    tier: str | None = None,
) -> list[str]:
    """Return the names of the named members that fit a place, in their order."""
    return [named.name for named in named_members if named.fits(role, outlet_format, region, tier)]
