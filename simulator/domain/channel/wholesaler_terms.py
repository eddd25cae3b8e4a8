"""Wholesaler terms: the settings by which a distribution model describes the wholesalers it draws."""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel.distribution_model import Setting
from simulator.domain.channel.member import Member
from simulator.domain.channel.outlet_terms import OutletTerms
from simulator.domain.decisions.policies import AllocationChoice, OrderingChoice, allocation_rule

WholesaleStock = Annotated[
    int, Field(ge=0, le=1_000_000, description="Units of each product that a wholesaler opens with [units].")
]


class WholesalerTerms(OutletTerms):
    """A distribution model in which wholesalers stand between the manufacturer and the outlets."""

    wholesale_stock: WholesaleStock = 30
    wholesale_ordering: OrderingChoice | None = None
    """How wholesalers order; left out, as all members that keep stock do [policy]."""
    allocation: AllocationChoice = Field(default_factory=lambda: allocation_rule("proportional"))
    """Rule by which a wholesaler shares out goods that do not suffice for all orders."""

    def wholesaler(self, setting: Setting, name: str) -> Member:
        """Return one wholesaler."""
        return Member(
            name=name,
            role="wholesaler",
            opening_stock=self.wholesale_stock,
            ordering=self.wholesale_ordering or self.ordering,
            allocation=self.allocation,
            opens=setting.opens,
        )

    def wholesaler_names(self, setting: Setting, count: int) -> list[str]:
        """Return the names of wholesalers: named in the scenario, else so many made up."""
        made_up = [self.named(setting, "wholesaler", number) for number in range(1, count + 1)]
        return setting.places(made_up, "wholesaler")
