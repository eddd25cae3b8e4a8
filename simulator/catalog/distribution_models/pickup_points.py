"""Pickup points: the manufacturer's web orders, fetched by the customer at a counter near home.

Less remote than a parcel at the door, since one goes there and the goods are there to be looked at; cheaper
to send, since many orders travel together. A counter does not advise. Each region's counters are one outlet
with a stock of its own in the region's depot.
Source: Gallino & Moreno (2014), Integration of Online and Offline Channels in Retail, Management Science
60(6), on buying online and picking up.

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.decisions.policies import OrderingChoice, PricingChoice, ordering_rule, pricing_rule
from simulator.domain.product.service_requirements import PICKUP_POINT, Levels, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


@DISTRIBUTION_MODELS.register("pickup_points")
class PickupPoints(DistributionModel):
    """Manufacturer → web orders at counters in each region → customers of that region."""

    price: Annotated[float, Field(gt=0, le=10)] = 1.0
    """Price asked where the pricing policy is left out [share of the list price]."""
    reach: Share = 0.5
    """Share of a region's customers who have a counter near home [share]."""
    remote: Share = 0.5
    """How far buying so means not going there [0 a shop … 1 from home]."""
    expertise: Share = 0.3
    """How much of a customer's uncertainty the web pages, and a look at the counter, resolve [share]."""
    credibility: Share = 0.5
    """How far what is said is believed [share]."""
    capabilities: Annotated[Levels, usually(PICKUP_POINT)] = PICKUP_POINT
    """How far a counter gives what products ask for; some may be named, the others are as usual [0 … 1]."""
    advice_cost: Amount = 0.5
    """What answering one customer costs [currency]."""
    sale_cost: Amount = 5.0
    """Sending to the counter, what the counter takes, and payment [currency per unit sold]."""
    weekly_cost: Amount = 0.0
    """What a region's counters cost whatever they hand out [currency per week and region]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from the factory to a region's depot [weeks]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 8
    """Units of each product that a region's depot opens with [units]."""
    outlet_format: Name = "pickup_point"
    """Kind of outlet as customers see it [format]."""
    pricing: PricingChoice | None = None
    """How prices are set; left out, they keep to `price`."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How the depots order from the factory."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw the counters of each region as one outlet, supplied at what production costs."""
        drawing = Drawing()
        for region in setting.regions:
            counters = self.counters(setting, region)
            drawing.add(counters, self.supply(setting, counters.name))
        return drawing

    def counters(self, setting: Setting, region: str) -> Member:
        """Return the counters of one region."""
        made_up = self.named(setting, self.outlet_format, region)
        (name,) = setting.places([made_up], "web_store", self.outlet_format, region, one=True)
        return Member(
            name=name,
            role="web_store",
            format=self.outlet_format,
            owner=setting.maker,
            region=region,
            reach=self.reach,
            remote=self.remote,
            expertise=self.expertise,
            credibility=self.credibility,
            capabilities=self.capabilities,
            advice_cost=self.advice_cost,
            sale_cost=self.sale_cost,
            weekly_cost=self.weekly_cost,
            opening_stock=self.opening_stock,
            pricing=self.pricing or pricing_rule("list_price", share=self.price),
            ordering=self.ordering,
            opens=setting.opens,
        )

    def supply(self, setting: Setting, counters: str) -> Contract:
        """Return the terms on which the factory supplies a depot: at cost, and taken back at cost."""
        return Contract(
            supplier=setting.maker,
            buyer=counters,
            prices={name: product.unit_cost for name, product in setting.products.items()},
            lead_time_weeks=self.lead_time_weeks,
            buy_back=1.0,
        )
