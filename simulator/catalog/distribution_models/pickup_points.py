"""Pickup points: the manufacturer's web orders, fetched by the customer at a counter near home.

Less remote than a parcel at the door, since one goes there and the goods are there to be looked at; cheaper
to send, since many orders travel together. A counter does not advise. Each region's counters are one outlet
with a stock of its own in the region's depot.
Source: Gallino & Moreno (2014), Integration of Online and Offline Channels in Retail, Management Science
60(6), on buying online and picking up.

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel import supply_terms as supply
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.own_outlets import OwnOutlets
from simulator.domain.product.service_requirements import PICKUP_POINT, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount


@DISTRIBUTION_MODELS.register("pickup_points", meant_by=("click_and_collect", "pickup"))
class PickupPoints(OwnOutlets):
    """Manufacturer → web orders at counters in each region → customers of that region."""

    role = "web_store"
    channel = "own pickup points"

    reach: outlet.Reach = 0.5
    remote: outlet.Remote = 0.5
    expertise: outlet.Expertise = 0.3
    credibility: outlet.Credibility = 0.5
    capabilities: Annotated[outlet.Capabilities, usually(PICKUP_POINT)] = PICKUP_POINT
    advice_cost: outlet.AdviceCost = 0.5
    sale_cost: Amount = 5.0
    """Sending to the counter, what the counter takes, and payment [currency per unit sold]."""
    weekly_cost: outlet.WeeklyCost = 0.0
    lead_time_weeks: supply.LeadTime = 1
    opening_stock: outlet.OpeningStock = 8
    outlet_format: outlet.OutletFormat = "pickup_point"

    def draw(self, setting: Setting) -> Drawing:
        """Draw the counters of each region as one outlet, supplied at what production costs."""
        drawing = setting.drawing()
        for region, name in self.one_per_region(setting, self.outlet_format):
            drawing.add(*self.own_outlet(setting, name, self.outlet_format, region))
        return drawing
