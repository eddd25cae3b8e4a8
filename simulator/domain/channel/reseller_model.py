"""Reselling: what distribution models have in common in which others buy to sell again.

Wholesalers, if there are any, stand between the manufacturer and the resellers; each reseller draws its
own. A reseller's least margin, its wholesaler and all else that is its own hang on its name.
"""

from typing import Annotated

from pydantic import Field, model_validator

from simulator.base.record import Record
from simulator.domain.channel.channel import Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.decisions.assortment import Assortment
from simulator.domain.decisions.entry_exit import EntryExitChoice
from simulator.domain.decisions.policies import (
    AllocationChoice,
    OrderingChoice,
    PricingChoice,
    PricingPolicy,
    allocation_rule,
    ordering_rule,
    pricing_rule,
)
from simulator.domain.decisions.wholesale_pricing import WholesaleChoice
from simulator.domain.product.service_requirements import Levels
from simulator.domain.units import Amount, Share


class Rivalry(Record):
    """How resellers price: each a step below the lowest in sight, down to a least margin of its own."""

    step: Share = 0.01
    """How far below the lowest rival a reseller goes [share of the price]."""
    least_margin: tuple[Share, Share] = (0.04, 0.20)
    """Lowest and highest of the resellers' least margins [share of the unit cost]."""
    opening: Share = 1.0
    """The price they would like to ask [share of the list price]."""


POOL = "_pool"
"""How settings end that say how many are drawn who are not there from the start."""


class ResellerModel(DistributionModel):
    """A distribution model in which independent resellers are supplied and set their own prices."""

    wholesale_discount: Share = 0.38
    """What wholesalers pay less than the list price [share of the list price]."""
    reseller_discount: Share = 0.30
    """What resellers pay less than the list price [share of the list price]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 2
    """Weeks from the factory to a wholesaler, or to whoever it supplies itself [weeks]."""
    delivery_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from a wholesaler to a reseller [weeks]."""
    credibility: Share = 0.3
    """How far what a reseller says is believed [share]."""
    sale_cost: Amount = 9.0
    """Packing and sending, for sellers on the marketplace who do it themselves [currency per unit sold]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 4
    """Units of each product that a reseller opens with [units]."""
    wholesale_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 40
    """Units of each product that a wholesaler opens with [units]."""
    running_cost: Amount = 0.0
    """Rent and wages of a reseller, whatever it sells [currency per week]."""
    staying: EntryExitChoice | None = None
    """By which rule resellers leave, and those of a pool enter; left out, all of them stay."""
    assortment: Assortment = Assortment()
    """What resellers list."""
    rivalry: Rivalry = Rivalry()
    """How resellers price against each other, unless a policy is given."""
    seller_pricing: PricingChoice | None = None
    """How sellers on the marketplace set their prices; left out, each undercuts by `rivalry` [policy]."""
    wholesale_pricing: WholesaleChoice | None = None
    """How the manufacturer sets what its buyers pay; left out, the discount stays what it is [policy]."""
    wholesaler_pricing: WholesaleChoice | None = None
    """How wholesalers set what resellers pay; left out, the discount stays what it is [policy]."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How those who keep stock order."""
    wholesale_ordering: OrderingChoice | None = None
    """How wholesalers order; left out, as everybody who keeps stock does [policy]."""
    allocation: AllocationChoice = Field(default_factory=lambda: allocation_rule("proportional"))
    """How a wholesaler shares out what does not suffice for all who ordered."""

    @model_validator(mode="after")
    def _a_pool_has_a_rule(self) -> "ResellerModel":
        pools = [name for name in type(self).model_fields if name.endswith(POOL) and getattr(self, name)]
        if pools and self.staying is None:
            raise ValueError(f"'{pools[0]}' needs a rule by which its members enter: 'staying'")
        return self

    def resellers_called(
        self, setting: Setting, standing: int, pool: int, *where: str, region: str | None = None
    ) -> list[tuple[str, bool]]:
        """Return the names of resellers, and whether each only waits in a pool to enter.

        Who is named stands; those in the pool are made up. *where* is the format and what follows it.
        """
        numbers = range(1, standing + pool + 1)
        made_up = [self.named(setting, *where, number) for number in numbers]
        names = setting.places(made_up[:standing], "retailer", where[0], region)
        return [(name, False) for name in names] + [(name, True) for name in made_up[standing:]]

    def wholesaler(self, drawing: Drawing, setting: Setting, name: str) -> Member:
        """Draw one wholesaler, supplied by the manufacturer."""
        return drawing.add(
            Member(
                name=name,
                role="wholesaler",
                opening_stock=self.wholesale_stock,
                ordering=self.wholesale_ordering or self.ordering,
                allocation=self.allocation,
                opens=setting.opens,
            ),
            Contract(
                supplier=setting.maker,
                buyer=name,
                prices=setting.prices(self.wholesale_discount),
                pricing=self.wholesale_pricing,
                lead_time_weeks=self.lead_time_weeks,
            ),
        )

    def supply(self, setting: Setting, wholesalers: list[Member], reseller: str) -> Contract:
        """Return the terms of whoever supplies a reseller.

        A wholesaler by the reseller's own luck, whoever else there is; without one, the manufacturer.
        """
        supplier, weeks, pricing = setting.maker, self.lead_time_weeks, self.wholesale_pricing
        if wholesalers:
            supplier = wholesalers[int(setting.luck("wholesaler", reseller) * len(wholesalers))].name
            weeks, pricing = self.delivery_weeks, self.wholesaler_pricing
        return Contract(
            supplier=supplier,
            buyer=reseller,
            prices=setting.prices(self.reseller_discount),
            pricing=pricing,
            lead_time_weeks=weeks,
        )

    def third_party(
        self,
        setting: Setting,
        platform: str,
        name: str,
        *,
        outlet_format: str,
        reach: float,
        is_potential: bool,
        capabilities: Levels,
    ) -> Member:
        """Return one seller on a marketplace, to customers everywhere."""
        return Member(
            name=name,
            role="retailer",
            format=outlet_format,
            hosted_by=platform,
            reach=reach,
            remote=1.0,
            credibility=self.credibility,
            capabilities=capabilities,
            sale_cost=self.sale_cost,
            weekly_cost=self.running_cost,
            opening_stock=self.opening_stock,
            pricing=self.seller_pricing or self.price_rule(setting, name),
            ordering=self.ordering,
            staying=self.staying,
            is_potential=is_potential,
            opens=setting.opens,
            **self.assortment.terms(setting.luck("shelf space", name)),
        )

    def price_rule(self, setting: Setting, name: str) -> PricingPolicy:
        """Return a reseller's price rule, with the least margin that is its own."""
        low, high = self.rivalry.least_margin
        return pricing_rule(
            "undercut",
            step=self.rivalry.step,
            least_margin=setting.between(low, high, "least margin", name),
            opening=self.rivalry.opening,
        )
