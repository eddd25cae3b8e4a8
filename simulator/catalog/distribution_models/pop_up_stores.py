"""Pop-up stores: the manufacturer's own small shops, in some places, for some weeks.

Advice and the goods in one's hands where there was neither, for as long as the rent is paid; when they
close, what is left goes back. Beside other ways they show whether touching sells, and where it then sells.
Source: Klein, Falk, Esch & Gloukhovtsev (2016), Linking Pop-up Brand Stores to Brand Experience and Word of
Mouth, Journal of Business Research 69(12), on what they are for.

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field, model_validator

from simulator.domain.channel.channel import ChannelError, Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.decisions.policies import OrderingChoice, PricingChoice, ordering_rule, pricing_rule
from simulator.domain.product.service_requirements import OWN_SHOP, Levels, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


@DISTRIBUTION_MODELS.register("pop_up_stores")
class PopUpStores(DistributionModel):
    """Manufacturer → its own small shops, open for some weeks → customers of those regions."""

    weeks: tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]] = (1, 8)
    """First and last week in which they are open [weeks]."""
    stores: Annotated[int, Field(ge=1, le=500)] = 1
    """How many there are in each region [stores]."""
    weekly_cost: Amount = 900.0
    """Rent and wages of one store [currency per week]."""
    price: Annotated[float, Field(gt=0, le=10)] = 1.0
    """Price asked where the pricing policy is left out [share of the list price]."""
    reach: Share = 0.15
    """Share of a region's customers for whom a store is at hand [share]."""
    expertise: Share = 0.85
    """How much of a customer's uncertainty its advice resolves [share]."""
    credibility: Share = 0.6
    """How far what it says is believed [share]."""
    service: Annotated[float, Field(ge=-50, le=50)] = 0.2
    """Utility of being served there [utils]."""
    capabilities: Annotated[Levels, usually(OWN_SHOP)] = OWN_SHOP
    """How far a store gives what products ask for; some may be named, the others are as usual [0 … 1]."""
    advice_cost: Amount = 4.0
    """What giving advice to one customer costs it, beside wages [currency]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from the factory to a store [weeks]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 8
    """Units of each product that a store opens with [units]."""
    outlet_format: Name = "pop_up_store"
    """Kind of outlet as customers see it [format]."""
    pricing: PricingChoice | None = None
    """How it sets its price; left out, it keeps to `price`."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How it orders from the factory."""

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "PopUpStores":
        first, last = self.weeks
        if last < first:
            raise ValueError(f"the last week, {last}, comes before the first, {first}")
        return self

    def draw(self, setting: Setting) -> Drawing:
        """Draw the stores of each region, supplied at what production costs.

        Raises ChannelError if an event opens them after their last week.
        """
        if setting.opens is not None and setting.opens > self.weeks[1]:
            raise ChannelError(
                f"pop-up stores that open in week {setting.opens} were to close after week {self.weeks[1]}"
            )
        drawing = Drawing()
        for region in setting.regions:
            numbers = range(1, self.stores + 1)
            made_up = [self.named(setting, self.outlet_format, region, number) for number in numbers]
            for name in setting.places(made_up, "own_shop", self.outlet_format, region):
                drawing.add(self.store(setting, region, name), self.supply(setting, name))
        return drawing

    def store(self, setting: Setting, region: str, name: str) -> Member:
        """Return one store, with the weeks in which it opens and is gone."""
        return Member(
            name=name,
            role="own_shop",
            format=self.outlet_format,
            owner=setting.maker,
            region=region,
            reach=self.reach,
            expertise=self.expertise,
            credibility=self.credibility,
            capabilities=self.capabilities,
            service=self.service,
            advice_cost=self.advice_cost,
            weekly_cost=self.weekly_cost,
            opening_stock=self.opening_stock,
            pricing=self.pricing or pricing_rule("list_price", share=self.price),
            ordering=self.ordering,
            opens=None if setting.opens is None else max(setting.opens, self.weeks[0]),
            closes=self.weeks[1] + 1,
        )

    def supply(self, setting: Setting, store: str) -> Contract:
        """Return the terms on which the factory supplies a store: at cost, and taken back at cost."""
        return Contract(
            supplier=setting.maker,
            buyer=store,
            prices={name: product.unit_cost for name, product in setting.products.items()},
            lead_time_weeks=self.lead_time_weeks,
            buy_back=1.0,
        )
