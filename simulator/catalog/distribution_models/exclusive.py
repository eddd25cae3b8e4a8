"""Exclusive territory: one authorized retailer in each region, nobody beside it, bound to serve well.

Whoever has a territory to itself earns what its advice brings in, since nobody near can live off it; so
service is worth its cost without a price floor, and nobody of the same brand is there to undercut.
Paid for with margin, and with a market that nobody of the brand contests.
Source: Mathewson & Winter (1984) and Rey & Stiglitz (1995), RAND Journal of Economics, on exclusive
territories; Telser (1960) on service and free riding.

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.decisions.assortment import Assortment
from simulator.domain.decisions.policies import OrderingChoice, PricingChoice, ordering_rule, pricing_rule
from simulator.domain.decisions.wholesale_pricing import WholesaleChoice
from simulator.domain.product.service_requirements import DEALER, Levels, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


@DISTRIBUTION_MODELS.register("exclusive")
class Exclusive(DistributionModel):
    """Manufacturer → the one authorized retailer of each region → customers of that region."""

    margin: Share = 0.35
    """Retailer's discount off the list price [share of the list price]."""
    territory: bool = True
    """Whether the region is promised to the retailer: whoever else sells in it breaks a rule."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 2
    """Weeks from shipping to the retailer's shelf [weeks]."""
    buy_back: Share = 0.5
    """What the manufacturer pays for goods of a retailer who leaves [share of the contract price]."""
    reach: Share = 0.4
    """Share of its region's customers for whom it is at hand [share]."""
    expertise: Share = 0.9
    """Service duty: how much of a customer's uncertainty its advice resolves [share]."""
    credibility: Share = 0.8
    """Service duty: how far what it says is believed [share]."""
    service: Annotated[float, Field(ge=-50, le=50)] = 0.0
    """Service duty: utility of being served there [utils]."""
    capabilities: Annotated[Levels, usually(DEALER)] = DEALER
    """How far it gives what products ask for; some may be named, the others are as usual [0 … 1]."""
    advice_cost: Amount = 8.0
    """What giving advice to one customer costs it [currency]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 12
    """Units of each product that it opens with [units]."""
    assortment: Assortment = Assortment()
    """What the retailers list."""
    outlet_format: Name = "dealer"
    """Kind of outlet as customers see it [format]."""
    pricing: PricingChoice = Field(default_factory=lambda: pricing_rule("list_price"))
    """How it sets its prices; nothing in its contract holds them up."""
    wholesale_pricing: WholesaleChoice | None = None
    """How the manufacturer sets what retailers pay; left out, the margin stays what it is."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How those who keep stock order."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw the one retailer of each region and its contract."""
        drawing = Drawing()
        for region in setting.regions:
            made_up = self.named(setting, "exclusive", self.outlet_format, region)
            (name,) = setting.places([made_up], "retailer", self.outlet_format, region, one=True)
            terms = Contract(
                supplier=setting.maker,
                buyer=name,
                prices=setting.prices(self.margin),
                pricing=self.wholesale_pricing,
                lead_time_weeks=self.lead_time_weeks,
                territory=self.territory,
                buy_back=self.buy_back,
            )
            drawing.add(self.retailer(name, region, setting), terms)
        return drawing

    def retailer(self, name: str, region: str, setting: Setting) -> Member:
        """Return the retailer who has a region to itself."""
        return Member(
            name=name,
            role="retailer",
            format=self.outlet_format,
            region=region,
            reach=self.reach,
            expertise=self.expertise,
            credibility=self.credibility,
            capabilities=self.capabilities,
            service=self.service,
            advice_cost=self.advice_cost,
            opening_stock=self.opening_stock,
            pricing=self.pricing,
            ordering=self.ordering,
            opens=setting.opens,
            **self.assortment.terms(setting.luck("shelf space", name)),
        )
