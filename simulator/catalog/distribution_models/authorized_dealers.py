"""Authorized dealers: a few chosen dealers a region, trained, under a contract with a price floor.

Selective distribution: control, service and credible advice, paid for with margin and coverage.
Source: Coughlan, Anderson, Stern & El-Ansary, Marketing Channels (selective distribution).

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel import supply_terms as supply
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.retail_outlets import RetailOutlets
from simulator.domain.product.service_requirements import DEALER, usually
from simulator.domain.registries import DISTRIBUTION_MODELS


@DISTRIBUTION_MODELS.register("authorized_dealers", meant_by=("dealers", "selective_distribution"))
class AuthorizedDealers(RetailOutlets):
    """Manufacturer → a few chosen dealers in each region → customers."""

    channel = "authorized dealers"

    dealers_per_region: Annotated[int, Field(ge=0, le=500)] = 3
    """How many dealers are authorized in each region [dealers]."""
    price_floor: supply.PriceFloor = 0.95
    floor_detection: supply.FloorDetection = 0.8
    floor_penalty: supply.FloorPenalty = 2000.0
    territory: supply.Territory = False
    lead_time_weeks: supply.LeadTime = 2
    buy_back: supply.BuyBack = 0.5
    wholesale_pricing: supply.WholesalePricing = None
    reach: outlet.Reach = 0.22
    expertise: outlet.Expertise = 0.8
    credibility: outlet.Credibility = 0.7
    capabilities: Annotated[outlet.Capabilities, usually(DEALER)] = DEALER
    advice_cost: outlet.AdviceCost = 6.0
    opening_stock: outlet.OpeningStock = 6
    outlet_format: outlet.OutletFormat = "dealer"

    def draw(self, setting: Setting) -> Drawing:
        """Draw the dealers of each region and their contracts."""
        drawing = setting.drawing()
        for region, name in self.outlets(setting, self.outlet_format, self.dealers_per_region):
            dealer = self.member(setting, name, self.outlet_format, region)
            drawing.add(dealer, self.contract(setting, name, setting.prices(self.margin)))
        return drawing
