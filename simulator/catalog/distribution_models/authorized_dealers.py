"""Authorized dealers: a few chosen dealers a region, trained, under a contract with a price floor.

Selective distribution: control, service and credible advice, paid for with margin and coverage.
Source: Coughlan, Anderson, Stern & El-Ansary, Marketing Channels (selective distribution).

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


@DISTRIBUTION_MODELS.register("authorized_dealers")
class AuthorizedDealers(DistributionModel):
    """Manufacturer → a few chosen dealers in each region → customers."""

    dealers_per_region: Annotated[int, Field(ge=0, le=500)] = 3
    """How many dealers are authorized in each region [dealers]."""
    margin: Share = 0.30
    """Dealer's discount off the list price [share of the list price]."""
    price_floor: Share | None = 0.95
    """Lowest price that may be advertised [share of the list price]; none: free."""
    floor_detection: Share = 0.8
    """Chance that a week below the floor is noticed [share]."""
    floor_penalty: Amount = 2000.0
    """What being noticed costs a dealer [currency]."""
    territory: bool = False
    """Whether its region is promised to the dealers there: whoever else sells in it breaks a rule."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 2
    """Weeks from shipping to the dealer's shelf [weeks]."""
    buy_back: Share = 0.5
    """What the manufacturer pays for goods of a dealer who leaves [share of the contract price]."""
    reach: Share = 0.22
    """Share of a region's customers for whom a dealer is at hand [share]."""
    expertise: Share = 0.8
    """How much of a customer's uncertainty a dealer's advice resolves [share]."""
    credibility: Share = 0.7
    """How far what a dealer says is believed [share]."""
    capabilities: Annotated[Levels, usually(DEALER)] = DEALER
    """How far a dealer gives what products ask for; some may be named, the others are as usual [0 … 1]."""
    advice_cost: Amount = 6.0
    """What giving advice to one customer costs a dealer [currency]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 6
    """Units of each product that a dealer opens with [units]."""
    assortment: Assortment = Assortment()
    """What dealers list."""
    outlet_format: Name = "dealer"
    """Kind of outlet as customers see it [format]."""
    pricing: PricingChoice = Field(default_factory=lambda: pricing_rule("list_price"))
    """How a dealer sets its prices."""
    wholesale_pricing: WholesaleChoice | None = None
    """How the manufacturer sets what dealers pay; left out, the margin stays what it is."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How those who keep stock order."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw the dealers of each region and their contracts."""
        drawing = Drawing()
        for region in setting.regions:
            numbers = range(1, self.dealers_per_region + 1)
            made_up = [self.named(setting, self.outlet_format, region, number) for number in numbers]
            for name in setting.places(made_up, "retailer", self.outlet_format, region):
                drawing.add(self.dealer(name, region, setting), self.contract(setting, name))
        return drawing

    def dealer(self, name: str, region: str, setting: Setting) -> Member:
        """Return one dealer."""
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

    def contract(self, setting: Setting, dealer: str) -> Contract:
        """Return the terms of one dealer."""
        return Contract(
            supplier=setting.maker,
            buyer=dealer,
            prices=setting.prices(self.margin),
            pricing=self.wholesale_pricing,
            lead_time_weeks=self.lead_time_weeks,
            price_floor=self.price_floor,
            floor_detection=self.floor_detection,
            floor_penalty=self.floor_penalty,
            territory=self.territory,
            buy_back=self.buy_back,
        )
