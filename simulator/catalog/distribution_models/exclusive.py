"""Exclusive territory: one authorized retailer in each region, bound to serve well.

A retailer with a territory to itself earns what its advice brings in, since nobody near can live off it; so
service is worth its cost without a price floor, and nobody of the same brand is there to undercut.
Paid for with margin, and with a market that nobody of the brand contests.
Source: Mathewson & Winter (1984) and Rey & Stiglitz (1995), RAND Journal of Economics, on exclusive
territories; Telser (1960) on service and free riding.

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel import supply_terms as supply
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.retail_outlets import RetailOutlets
from simulator.domain.product.service_requirements import DEALER, usually
from simulator.domain.registries import DISTRIBUTION_MODELS


@DISTRIBUTION_MODELS.register(
    "exclusive", meant_by=("exclusive_distribution", "sole_dealer", "exclusive_dealer")
)
class Exclusive(RetailOutlets):
    """Manufacturer → the one authorized retailer of each region → customers of that region."""

    channel = "exclusive dealers"

    margin: supply.Margin = 0.35
    territory: supply.Territory = True
    lead_time_weeks: supply.LeadTime = 2
    buy_back: supply.BuyBack = 0.5
    wholesale_pricing: supply.WholesalePricing = None
    reach: outlet.Reach = 0.4
    expertise: outlet.Expertise = 0.9
    credibility: outlet.Credibility = 0.8
    service: outlet.Service = 0.0
    capabilities: Annotated[outlet.Capabilities, usually(DEALER)] = DEALER
    advice_cost: outlet.AdviceCost = 8.0
    opening_stock: outlet.OpeningStock = 12
    outlet_format: outlet.OutletFormat = "dealer"

    def draw(self, setting: Setting) -> Drawing:
        """Draw the one retailer of each region and its contract; nothing in it holds prices up."""
        drawing = setting.drawing()
        for region, name in self.one_per_region(setting, self.outlet_format, "exclusive"):
            retailer = self.member(setting, name, self.outlet_format, region)
            drawing.add(retailer, self.contract(setting, name, setting.prices(self.margin)))
        return drawing
