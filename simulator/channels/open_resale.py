"""Open resale: through wholesalers to any retailer who wants to sell, and to sellers on a marketplace.

Intensive distribution: everywhere at once, at whatever price anybody asks; nobody is trained, and
nobody is bound. Resellers differ in the least margin they live on, so their prices do too.
Source: Coughlan, Anderson, Stern & El-Ansary, Marketing Channels (intensive distribution).

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel import Contract, Member
from simulator.domain.decisions import (
    AllocationChoice,
    OrderingChoice,
    PricingChoice,
    PricingPolicy,
    allocation_rule,
    ordering_rule,
    pricing_rule,
)
from simulator.domain.distribution import DistributionModel, Drawing, Setting
from simulator.domain.shelves import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share
from simulator.domain.wholesale import WholesaleChoice
from simulator.ground.noun import Noun


class Rivalry(Noun):
    """How resellers price: each a step below the lowest in sight, down to a least margin of its own."""

    step: Share = 0.01
    """How far below the lowest rival a reseller goes [share of the price]."""
    least_margin: tuple[Share, Share] = (0.04, 0.20)
    """Lowest and highest of the resellers' least margins [share of the unit cost]."""
    opening: Share = 1.0
    """The price they would like to ask [share of the list price]."""


@DISTRIBUTION_MODELS.register("open_resale")
class OpenResale(DistributionModel):
    """Manufacturer → wholesalers → any reseller, in shops or on a marketplace → customers."""

    wholesalers: Annotated[int, Field(ge=1, le=100)] = 2
    """How many wholesalers there are; each reseller draws its own [wholesalers]."""
    resellers: Annotated[int, Field(ge=0, le=5000)] = 6
    """How many shops resell in each region [resellers per region]."""
    marketplace_sellers: Annotated[int, Field(ge=0, le=1000)] = 3
    """How many resell on the marketplace, to customers everywhere [sellers]."""
    wholesale_discount: Share = 0.38
    """What wholesalers pay less than the list price [share of the list price]."""
    reseller_discount: Share = 0.30
    """What resellers pay less than the list price [share of the list price]."""
    commission: Annotated[float, Field(ge=0, le=0.9)] = 0.12
    """What the marketplace keeps of each sale [share of the price paid]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 2
    """Weeks from the factory to a wholesaler [weeks]."""
    delivery_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from a wholesaler to a reseller [weeks]."""
    reach: Share = 0.22
    """Share of a region's customers for whom a reseller's shop is at hand [share]."""
    marketplace_reach: Share = 0.6
    """Share of all customers who shop on the marketplace [share]."""
    expertise: Share = 0.25
    """How much of a customer's uncertainty a reseller's advice resolves [share]."""
    credibility: Share = 0.3
    """How far what a reseller says is believed [share]."""
    advice_cost: Amount = 6.0
    """What giving advice to one customer costs a shop [currency]."""
    sale_cost: Amount = 9.0
    """Packing and sending, for sellers on the marketplace [currency per unit sold]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 4
    """Units of each product that a reseller opens with [units]."""
    wholesale_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 40
    """Units of each product that a wholesaler opens with [units]."""
    shop_format: Name = "reseller"
    """Kind of outlet a reseller's shop is to customers [format]."""
    marketplace_format: Name = "marketplace"
    """Kind of outlet a seller on the marketplace is to customers [format]."""
    rivalry: Rivalry = Rivalry()
    """How resellers price against each other, unless a policy is given."""
    pricing: PricingChoice | None = None
    """How shops set their prices; left out, each undercuts by `rivalry` [policy]."""
    seller_pricing: PricingChoice | None = None
    """How sellers on the marketplace set theirs; left out, each undercuts by `rivalry` [policy]."""
    wholesale_pricing: WholesaleChoice | None = None
    """How the manufacturer sets what wholesalers pay; left out, the discount stays what it is [policy]."""
    wholesaler_pricing: WholesaleChoice | None = None
    """How wholesalers set what resellers pay; left out, the discount stays what it is [policy]."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How those who keep stock order."""
    allocation: AllocationChoice = Field(default_factory=lambda: allocation_rule("proportional"))
    """How a wholesaler shares out what does not suffice for all who ordered."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw wholesalers, shops region by region, and the marketplace with its sellers."""
        drawing = Drawing()
        wholesalers = [self.wholesaler(drawing, setting, n) for n in range(1, self.wholesalers + 1)]
        for region in setting.regions:
            for number in range(1, self.resellers + 1):
                name = self.named(setting, self.shop_format, region, number)
                self.shop(drawing, setting, name, region, self.supplier(setting, wholesalers, name))
        if self.marketplace_sellers:
            place = drawing.add(
                Member(
                    name=self.named(setting, self.marketplace_format),
                    role="marketplace",
                    opens=setting.opens,
                )
            )
            for number in range(1, self.marketplace_sellers + 1):
                name = self.named(setting, self.marketplace_format, "seller", number)
                self.seller(drawing, setting, name, place, self.supplier(setting, wholesalers, name))
        return drawing

    def wholesaler(self, drawing: Drawing, setting: Setting, number: int) -> Member:
        """Draw one wholesaler, supplied by the manufacturer."""
        name = self.named(setting, "wholesaler", number)
        return drawing.add(
            Member(
                name=name,
                role="wholesaler",
                opening_stock=self.wholesale_stock,
                ordering=self.ordering,
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

    def shop(self, drawing: Drawing, setting: Setting, name: str, region: str, supplier: Member) -> None:
        """Draw one reseller's shop in a region."""
        shop = Member(
            name=name,
            role="retailer",
            format=self.shop_format,
            region=region,
            reach=self.reach,
            expertise=self.expertise,
            credibility=self.credibility,
            advice_cost=self.advice_cost,
            opening_stock=self.opening_stock,
            pricing=self.pricing or self.price_rule(setting, name),
            ordering=self.ordering,
            opens=setting.opens,
        )
        drawing.add(shop, self.supply(setting, supplier.name, name))

    def seller(self, drawing: Drawing, setting: Setting, name: str, place: Member, supplier: Member) -> None:
        """Draw one seller on the marketplace."""
        seller = Member(
            name=name,
            role="retailer",
            format=self.marketplace_format,
            hosted_by=place.name,
            reach=self.marketplace_reach,
            remote=1.0,
            credibility=self.credibility,
            sale_cost=self.sale_cost,
            opening_stock=self.opening_stock,
            pricing=self.seller_pricing or self.price_rule(setting, name),
            ordering=self.ordering,
            opens=setting.opens,
        )
        hosting = Contract(supplier=place.name, buyer=name, commission=self.commission)
        drawing.add(seller, self.supply(setting, supplier.name, name), hosting)

    def supplier(self, setting: Setting, wholesalers: list[Member], name: str) -> Member:
        """Return the wholesaler who supplies a reseller: by its own luck, whoever else there is."""
        return wholesalers[int(setting.luck("wholesaler", name) * len(wholesalers))]

    def supply(self, setting: Setting, wholesaler: str, reseller: str) -> Contract:
        """Return the terms on which a wholesaler supplies a reseller."""
        return Contract(
            supplier=wholesaler,
            buyer=reseller,
            prices=setting.prices(self.reseller_discount),
            pricing=self.wholesaler_pricing,
            lead_time_weeks=self.delivery_weeks,
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
