"""Chain: wholesalers one behind the other, and a retailer or several in each region at their end.

The line of successive monopolies: every tier adds a margin of its own, so that the more tiers there are, the
dearer the product and the less of it is sold, unless somebody's terms undo it.
Source: Spengler (1950), Vertical Integration and Antitrust Policy, Journal of Political Economy 58(4).

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.decisions.assortment import Assortment
from simulator.domain.decisions.policies import (
    AllocationChoice,
    OrderingChoice,
    PricingChoice,
    allocation_rule,
    ordering_rule,
    pricing_rule,
)
from simulator.domain.decisions.wholesale_pricing import WholesaleChoice
from simulator.domain.product.service_requirements import RETAILER, Levels, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


@DISTRIBUTION_MODELS.register("chain")
class Chain(DistributionModel):
    """Manufacturer → wholesaler → … → wholesaler → retailers of each region → customers."""

    wholesalers: Annotated[int, Field(ge=0, le=10)] = 1
    """How many wholesalers the goods go through, one after another [wholesalers]."""
    retailers: Annotated[int, Field(ge=1, le=500)] = 1
    """How many retailers the last of them supplies in each region [retailers per region]."""
    margin: Share = 0.25
    """What retailers pay less than the list price [share of the list price]."""
    wholesale_margin: Share = 0.08
    """What each wholesaler pays less than what it is paid [share of that]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from one tier to the next [weeks]."""
    buy_back: Share = 0.0
    """What a supplier pays for goods of a buyer who leaves [share of the price in force]."""
    reach: Share = 0.3
    """Share of a region's customers for whom a retailer is at hand [share]."""
    expertise: Share = 0.4
    """How much of a customer's uncertainty a retailer's advice resolves [share]."""
    credibility: Share = 0.4
    """How far what a retailer says is believed [share]."""
    capabilities: Annotated[Levels, usually(RETAILER)] = RETAILER
    """How far a retailer gives what products ask for; some may be named, the others are as usual [0 … 1]."""
    advice_cost: Amount = 6.0
    """What giving advice to one customer costs a retailer [currency]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 8
    """Units of each product that a retailer opens with [units]."""
    wholesale_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 30
    """Units of each product that a wholesaler opens with [units]."""
    assortment: Assortment = Assortment()
    """What retailers list."""
    outlet_format: Name = "shop"
    """Kind of outlet as customers see it [format]."""
    pricing: PricingChoice = Field(default_factory=lambda: pricing_rule("list_price"))
    """How a retailer sets its prices."""
    wholesale_pricing: WholesaleChoice | None = None
    """How manufacturer and wholesalers set what is paid to them; left out, the margins stay [policy]."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How those who keep stock order."""
    wholesale_ordering: OrderingChoice | None = None
    """How wholesalers order; left out, as everybody who keeps stock does [policy]."""
    allocation: AllocationChoice = Field(default_factory=lambda: allocation_rule("proportional"))
    """How a wholesaler shares out what does not suffice for all who ordered."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw the wholesalers from the manufacturer downwards, then the retailers region by region."""
        drawing, supplier = Drawing(), setting.maker
        made_up = [self.named(setting, "wholesaler", n) for n in range(1, self.wholesalers + 1)]
        names = setting.places(made_up, "wholesaler")
        for below, name in zip(range(len(names), 0, -1), names, strict=True):
            drawing.add(self.wholesaler(setting, name), self.terms(setting, supplier, name, below))
            supplier = name
        for region in setting.regions:
            numbers = range(1, self.retailers + 1)
            made_up = [self.named(setting, self.outlet_format, region, number) for number in numbers]
            for name in setting.places(made_up, "retailer", self.outlet_format, region):
                drawing.add(self.retailer(setting, region, name), self.terms(setting, supplier, name, 0))
        return drawing

    def wholesaler(self, setting: Setting, name: str) -> Member:
        """Return one wholesaler; the first is nearest to the manufacturer."""
        return Member(
            name=name,
            role="wholesaler",
            opening_stock=self.wholesale_stock,
            ordering=self.wholesale_ordering or self.ordering,
            allocation=self.allocation,
            opens=setting.opens,
        )

    def retailer(self, setting: Setting, region: str, name: str) -> Member:
        """Return one retailer."""
        return Member(
            name=name,
            role="retailer",
            format=self.outlet_format,
            region=region,
            reach=self.reach,
            expertise=self.expertise,
            credibility=self.credibility,
            capabilities=self.capabilities,
            advice_cost=self.advice_cost,
            opening_stock=self.opening_stock,
            pricing=self.pricing,
            ordering=self.ordering,
            opens=setting.opens,
            **self.assortment.terms(setting.luck("shelf space", name)),
        )

    def terms(self, setting: Setting, supplier: str, buyer: str, wholesalers_below: int) -> Contract:
        """Return what a buyer pays with so many wholesalers between it and retailers, itself included."""
        paid = setting.prices(self.margin)
        for _ in range(wholesalers_below):
            paid = {product: price * (1.0 - self.wholesale_margin) for product, price in paid.items()}
        return Contract(
            supplier=supplier,
            buyer=buyer,
            prices=paid,
            pricing=self.wholesale_pricing,
            lead_time_weeks=self.lead_time_weeks,
            buy_back=self.buy_back,
        )
