"""Direct, automated: the manufacturer's own web store, open to everybody, with nobody to talk to.

Full control of price and message and the whole margin; no touching, little advice, every parcel paid.

Every default below is a choice; scenarios state what is known.
Source: Chiang, Chhajed and Hess (2003), Management Science 49(1), on selling directly beside retailers
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.decisions.policies import OrderingChoice, PricingChoice, ordering_rule, pricing_rule
from simulator.domain.product.service_requirements import WEB_STORE, Levels, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


@DISTRIBUTION_MODELS.register("direct_automated")
class DirectAutomated(DistributionModel):
    """Manufacturer → its own web store → customers everywhere."""

    price: Annotated[float, Field(gt=0, le=10)] = 1.0
    """Price asked where the pricing policy is left out [share of the list price]."""
    reach: Share = 1.0
    """Share of all customers for whom the web store is at hand [share]."""
    expertise: Share = 0.3
    """How much of a customer's uncertainty its pages resolve [share]."""
    credibility: Share = 0.5
    """How far what it says is believed [share]."""
    capabilities: Annotated[Levels, usually(WEB_STORE)] = WEB_STORE
    """How far it gives what products ask for; some may be named, the others are as usual [0 … 1]."""
    advice_cost: Amount = 0.5
    """What answering one customer costs [currency]."""
    sale_cost: Amount = 12.0
    """Packing, sending and payment [currency per unit sold]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 0
    """Weeks from the factory to the web store's shelf [weeks]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 20
    """Units of each product that it opens with [units]."""
    outlet_format: Name = "web_store"
    """Kind of outlet as customers see it [format]."""
    pricing: PricingChoice | None = None
    """How it sets its price; left out, it keeps to `price`."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How those who keep stock order."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw the one web store, supplied at what production costs."""
        made_up = self.named(setting, self.outlet_format)
        (name,) = setting.places([made_up], "web_store", self.outlet_format, one=True)
        store = Member(
            name=name,
            role="web_store",
            format=self.outlet_format,
            owner=setting.maker,
            reach=self.reach,
            remote=1.0,
            expertise=self.expertise,
            credibility=self.credibility,
            capabilities=self.capabilities,
            advice_cost=self.advice_cost,
            sale_cost=self.sale_cost,
            opening_stock=self.opening_stock,
            pricing=self.pricing or pricing_rule("list_price", share=self.price),
            ordering=self.ordering,
            opens=setting.opens,
        )
        contract = Contract(
            supplier=setting.maker,
            buyer=store.name,
            prices={name: product.unit_cost for name, product in setting.products.items()},
            lead_time_weeks=self.lead_time_weeks,
            buy_back=1.0,
        )
        drawing = Drawing()
        drawing.add(store, contract)
        return drawing
