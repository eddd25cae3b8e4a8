"""Direct, automated: the manufacturer's own web store, open to all customers, without sales staff.

Full control of price and message and the whole margin; no touching, little advice, every parcel paid.

Every default below is a choice; scenarios state what is known.
Source: Chiang, Chhajed and Hess (2003), Management Science 49(1), on selling directly beside retailers
"""

from typing import Annotated

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.own_outlets import OwnOutlets
from simulator.domain.product.service_requirements import WEB_STORE, usually
from simulator.domain.registries import DISTRIBUTION_MODELS


@DISTRIBUTION_MODELS.register(
    "direct_automated",
    meant_by=("web_shop", "web_store", "own_web_shop", "online_shop", "direct_online", "ecommerce", "d2c"),
)
class DirectAutomated(OwnOutlets):
    """Manufacturer → its own web store → customers everywhere."""

    role = "web_store"
    channel = "own web shop"

    reach: outlet.Reach = 1.0
    expertise: outlet.Expertise = 0.3
    credibility: outlet.Credibility = 0.5
    capabilities: Annotated[outlet.Capabilities, usually(WEB_STORE)] = WEB_STORE
    advice_cost: outlet.AdviceCost = 0.5
    sale_cost: outlet.SaleCost = 12.0
    opening_stock: outlet.OpeningStock = 20
    outlet_format: outlet.OutletFormat = "web_store"

    def draw(self, setting: Setting) -> Drawing:
        """Draw the one web store, supplied at what production costs."""
        made_up = self.named(setting, self.outlet_format)
        (name,) = setting.places([made_up], self.role, self.outlet_format, one=True)
        drawing = setting.drawing()
        drawing.add(*self.own_outlet(setting, name, self.outlet_format, remote=1.0))
        return drawing
