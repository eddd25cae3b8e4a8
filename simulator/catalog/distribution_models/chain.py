"""Chain: wholesalers one behind the other, and a retailer or several in each region at their end.

The line of successive monopolies: every tier adds a margin of its own, so that the more tiers there are, the
dearer the product and the less of it is sold, unless somebody's terms undo it.
Source: Spengler (1950), Vertical Integration and Antitrust Policy, Journal of Political Economy 58(4).

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel import supply_terms as supply
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.retail_outlets import RetailOutlets
from simulator.domain.channel.wholesaler_terms import WholesalerTerms
from simulator.domain.product.service_requirements import RETAILER, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Share


@DISTRIBUTION_MODELS.register("chain", meant_by=("wholesale", "wholesalers"))
class Chain(RetailOutlets, WholesalerTerms):
    """Manufacturer → wholesaler → … → wholesaler → retailers of each region → customers."""

    channel = "retailers"

    wholesalers: Annotated[int, Field(ge=0, le=10)] = 1
    """How many wholesalers the goods go through, one after another [wholesalers]."""
    retailers: Annotated[int, Field(ge=1, le=500)] = 1
    """How many retailers the last of them supplies in each region [retailers per region]."""
    margin: supply.Margin = 0.25
    wholesale_margin: Share = 0.08
    """What each wholesaler pays less than what it is paid [share of that]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from one tier to the next [weeks]."""
    buy_back: supply.BuyBack = 0.0
    wholesale_pricing: supply.WholesalePricing = None
    reach: outlet.Reach = 0.3
    expertise: outlet.Expertise = 0.4
    credibility: outlet.Credibility = 0.4
    capabilities: Annotated[outlet.Capabilities, usually(RETAILER)] = RETAILER
    advice_cost: outlet.AdviceCost = 6.0
    opening_stock: outlet.OpeningStock = 8
    outlet_format: outlet.OutletFormat = "shop"

    def draw(self, setting: Setting) -> Drawing:
        """Draw the wholesalers from the manufacturer downwards, then the retailers region by region."""
        drawing, supplier = setting.drawing(), setting.maker
        names = self.wholesaler_names(setting, self.wholesalers)
        for below, name in zip(range(len(names), 0, -1), names, strict=True):
            paid = self.prices(setting, below)
            terms = self.contract(setting, name, paid, supplier, opening={})
            drawing.add(self.wholesaler(setting, name), terms)
            supplier = name
        for region, name in self.outlets(setting, self.outlet_format, self.retailers):
            retailer = self.member(setting, name, self.outlet_format, region)
            drawing.add(retailer, self.contract(setting, name, self.prices(setting, 0), supplier))
        return drawing

    def prices(self, setting: Setting, wholesalers_below: int) -> dict[str, float]:
        """Return what a buyer pays with so many wholesalers between it and retailers, itself included."""
        paid = setting.prices(self.margin)
        for _ in range(wholesalers_below):
            paid = {product: price * (1.0 - self.wholesale_margin) for product, price in paid.items()}
        return paid
