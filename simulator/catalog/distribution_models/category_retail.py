"""Category retail: shops that are nobody's, where every manufacturer's products compete for the shelf.

Each shop buys from every manufacturer and lists what earns most in the room it has. Few large shops list
many brands, many small ones the leaders only; so a brand's share rises faster than its distribution.
Source: Reibstein & Farris (1995), Market Share and Distribution, Marketing Science 14(3); Farris, Olver &
de Kluyver (1989), The Relationship Between Distribution and Market Share, Marketing Science 8(2).

Every default below is a choice; scenarios state what is known.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, model_validator

from simulator.domain.channel.channel import Contract, Member
from simulator.domain.channel.distribution_model import DistributionModel, Drawing, Setting
from simulator.domain.decisions.assortment import Assortment
from simulator.domain.decisions.policies import OrderingChoice, PricingChoice, ordering_rule, pricing_rule
from simulator.domain.product.service_requirements import RETAILER, Levels, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


@DISTRIBUTION_MODELS.register("category_retail")
class CategoryRetail(DistributionModel):
    """Manufacturers → shops in each region that choose among the products of all of them → customers."""

    for_everybody = True

    makers: Annotated[list[Name], Field(min_length=1)] | None = None
    """Whose products the shops can list; left out, those of `maker`, or of everybody [names]."""
    shops: Annotated[int, Field(ge=0, le=5000)] = 12
    """How many shops there are in each region [shops per region]."""
    assortment: Assortment = Assortment()
    """What the shops list."""
    margin: Share = 0.30
    """Shop's discount off the list price [share of the list price]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from a manufacturer to the shop's shelf [weeks]."""
    buy_back: Share = 0.5
    """What a manufacturer pays for goods delisted, or of a shop that leaves [share of the contract price]."""
    reach: Share = 0.22
    """Share of a region's customers for whom a shop is at hand [share]."""
    expertise: Share = 0.25
    """How much of a customer's uncertainty a shop's advice resolves [share]."""
    credibility: Share = 0.3
    """How far what a shop says is believed [share]."""
    service: Annotated[float, Field(ge=-50, le=50)] = 0.0
    """Utility of being served there [utils]."""
    capabilities: Annotated[Levels, usually(RETAILER)] = RETAILER
    """How far a shop gives what products ask for; some may be named, the others are as usual [0 … 1]."""
    advice_cost: Amount = 6.0
    """What giving advice to one customer costs a shop [currency]."""
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 4
    """Units of each product that a shop opens with, and orders first of one newly listed [units]."""
    outlet_format: Name = "shop"
    """Kind of outlet as customers see it [format]."""
    pricing: PricingChoice = Field(default_factory=lambda: pricing_rule("list_price"))
    """How a shop sets its prices."""
    ordering: OrderingChoice = Field(default_factory=lambda: ordering_rule("order_up_to"))
    """How those who keep stock order."""

    @model_validator(mode="after")
    def _is_told_once(self) -> "CategoryRetail":
        if self.maker is not None and self.makers is not None:
            raise ValueError("name the manufacturers under 'makers', or one under 'maker', not both")
        return self

    def whose(self, focal: str, everybody: Sequence[str]) -> list[str]:
        """Return the manufacturers whose products the shops can list."""
        return self.makers or super().whose(focal, everybody)

    def draw(self, setting: Setting) -> Drawing:
        """Draw the shops of each region, each with a contract with every manufacturer."""
        drawing = Drawing()
        for region in setting.regions:
            called = " ".join(filter(None, (self.label, self.outlet_format, region)))
            made_up = [f"{called} {number}" for number in range(1, self.shops + 1)]
            for name in setting.places(made_up, "retailer", self.outlet_format, region):
                drawing.add(self.shop(name, region, setting), *self.contracts(name, setting))
        return drawing

    def shop(self, name: str, region: str, setting: Setting) -> Member:
        """Return one shop."""
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

    def contracts(self, shop: str, setting: Setting) -> list[Contract]:
        """Return a shop's terms with each manufacturer: for its own products, at the shop's discount."""
        prices = setting.prices(self.margin)
        by_maker: dict[str, dict[str, float]] = {}
        for name, product in setting.products.items():
            by_maker.setdefault(product.maker, {})[name] = prices[name]
        return [
            Contract(
                supplier=maker,
                buyer=shop,
                prices=own,
                lead_time_weeks=self.lead_time_weeks,
                buy_back=self.buy_back,
            )
            for maker, own in by_maker.items()
        ]
