"""Category retail: independent shops in which the products of all manufacturers compete for listing.

Each shop buys from every manufacturer and lists what earns most in the room it has. Few large shops list
many brands, many small ones the leaders only; so a brand's share rises faster than its distribution.
Source: Reibstein & Farris (1995), Market Share and Distribution, Marketing Science 14(3); Farris, Olver &
de Kluyver (1989), The Relationship Between Distribution and Market Share, Marketing Science 8(2).

Every default below is a choice; scenarios state what is known.
"""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field, model_validator

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel import supply_terms as supply
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.retail_outlets import RetailOutlets
from simulator.domain.product.service_requirements import RETAILER, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Name


@DISTRIBUTION_MODELS.register("category_retail", meant_by=("supermarket", "grocery", "retail"))
class CategoryRetail(RetailOutlets):
    """Manufacturers → shops in each region that choose among the products of all of them → customers."""

    for_everybody = True
    channel = "retailers"
    alternatives = (("maker", "makers"),)

    makers: Annotated[list[Name], Field(min_length=1)] | None = None
    """Manufacturers of the products that shops can list; left out, `maker`, or all of them [names]."""
    shops: Annotated[int, Field(ge=0, le=5000)] = 12
    """How many shops there are in each region [shops per region]."""
    lead_time_weeks: supply.LeadTime = 1
    buy_back: supply.BuyBack = 0.5
    reach: outlet.Reach = 0.22
    expertise: outlet.Expertise = 0.25
    credibility: outlet.Credibility = 0.3
    service: outlet.Service = 0.0
    capabilities: Annotated[outlet.Capabilities, usually(RETAILER)] = RETAILER
    advice_cost: outlet.AdviceCost = 6.0
    opening_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 4
    """Units of each product that a shop opens with, and orders first of one newly listed [units]."""
    outlet_format: outlet.OutletFormat = "shop"

    @model_validator(mode="after")
    def _names_makers_once(self) -> "CategoryRetail":
        if self.maker is not None and self.makers is not None:
            raise ValueError("name the manufacturers under 'makers', or one under 'maker', not both")
        return self

    def whose(self, focal: str, everybody: Sequence[str]) -> list[str]:
        """Return the manufacturers of the products that the shops can list."""
        return self.makers or super().whose(focal, everybody)

    def named(self, setting: Setting, *parts: object) -> str:  # noqa: ARG002 - no manufacturer in the name
        """Return the name of a shop, without a manufacturer: it belongs to none of them."""
        return " ".join(str(part) for part in (self.label, *parts) if part)

    def draw(self, setting: Setting) -> Drawing:
        """Draw the shops of each region, each with a contract with every manufacturer."""
        drawing = setting.drawing()
        for region, name in self.outlets(setting, self.outlet_format, self.shops):
            shop = self.member(setting, name, self.outlet_format, region)
            drawing.add(shop, *self.contracts(setting, name))
        return drawing

    def contracts(self, setting: Setting, shop: str) -> list[Contract]:
        """Return a shop's terms with each manufacturer: for its own products, at the shop's discount."""
        prices = setting.prices(self.margin)
        by_maker: dict[str, dict[str, float]] = {}
        for name, product in setting.products.items():
            by_maker.setdefault(product.maker, {})[name] = prices[name]
        return [self.contract(setting, shop, own, maker) for maker, own in by_maker.items()]
