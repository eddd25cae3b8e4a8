"""Open resale: through wholesalers to any retailer, and to sellers on a marketplace.

Intensive distribution: everywhere at once, at whatever price anybody asks; nobody is trained, and
nobody is bound. Resellers differ in the least margin they live on, so their prices do too.
Source: Coughlan, Anderson, Stern & El-Ansary, Marketing Channels (intensive distribution).

Every default below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.channel.reseller_model import ResellerModel
from simulator.domain.decisions.policies import PricingChoice
from simulator.domain.product.service_requirements import MARKETPLACE, RESELLER, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Name, Share


@DISTRIBUTION_MODELS.register("open_resale", meant_by=("intensive_distribution", "resale", "resellers"))
class OpenResale(ResellerModel):
    """Manufacturer → wholesalers → any reseller, in shops or on a marketplace → customers."""

    channel = "resellers"

    wholesalers: Annotated[int, Field(ge=1, le=100)] = 2
    """How many wholesalers there are; each reseller draws its own [wholesalers]."""
    resellers: Annotated[int, Field(ge=0, le=5000)] = 6
    """How many shops resell in each region [resellers per region]."""
    reseller_pool: Annotated[int, Field(ge=0, le=5000)] = 0
    """How many more may open a shop in each region once it pays; each takes up one of the outlets that
    customers can have at hand [resellers per region]."""
    marketplace_sellers: Annotated[int, Field(ge=0, le=1000)] = 3
    """How many resell on the marketplace, to customers everywhere [sellers]."""
    seller_pool: Annotated[int, Field(ge=0, le=1000)] = 0
    """How many more may come to the marketplace once it pays [sellers]."""
    commission: Annotated[float, Field(ge=0, le=0.9)] = 0.12
    """What the marketplace keeps of each sale [share of the price paid]."""
    reach: outlet.Reach = 0.22
    marketplace_reach: Share = 0.6
    """Share of all customers that shop on the marketplace [share]."""
    expertise: outlet.Expertise = 0.25
    capabilities: Annotated[outlet.Capabilities, usually(RESELLER)] = RESELLER
    marketplace_capabilities: Annotated[outlet.Capabilities, usually(MARKETPLACE)] = MARKETPLACE
    advice_cost: outlet.AdviceCost = 6.0
    shop_format: Name = "reseller"
    """Kind of outlet a reseller's shop is to customers [format]."""
    marketplace_format: Name = "marketplace"
    """Kind of outlet a seller on the marketplace is to customers [format]."""
    pricing: PricingChoice | None = None
    """How shops set their prices; left out, each undercuts by `rivalry` [policy]."""

    def draw(self, setting: Setting) -> Drawing:
        """Draw wholesalers, shops region by region, and the marketplace with its sellers."""
        drawing = setting.drawing()
        wholesalers = self.add_wholesalers(drawing, setting, self.wholesalers)
        for region in setting.regions:
            where = (self.shop_format, region)
            shops = self.resellers_called(setting, self.resellers, self.reseller_pool, *where, region=region)
            for name, is_potential in shops:
                shop = self.shop(setting, region, name, is_potential=is_potential)
                drawing.add(shop, *self.supply(setting, wholesalers, name))
        self.draw_marketplace(drawing, setting, wholesalers)
        return drawing

    def draw_marketplace(self, drawing: Drawing, setting: Setting, wholesalers: list[str]) -> None:
        """Draw the marketplace and its sellers, if there are any."""
        kind, standing, pool = self.marketplace_format, self.marketplace_sellers, self.seller_pool
        sellers = self.resellers_called(setting, standing, pool, kind, "seller")
        if not sellers:
            return
        (host,) = setting.places([self.named(setting, kind)], "marketplace", one=True)
        drawing.add(Member(name=host, role="marketplace", opens=setting.opens))
        for name, is_potential in sellers:
            seller = self.third_party(
                setting,
                host,
                name,
                kind,
                reach=self.marketplace_reach,
                is_potential=is_potential,
                capabilities=self.marketplace_capabilities,
            )
            hosting = Contract(supplier=host, buyer=name, commission=self.commission)
            drawing.add(seller, *self.supply(setting, wholesalers, name), hosting)

    def shop(self, setting: Setting, region: str, name: str, *, is_potential: bool) -> Member:
        """Return one reseller's shop in a region."""
        return self.reseller(
            setting,
            name,
            self.shop_format,
            region,
            sale_cost=0.0,
            pricing=self.pricing or self.price_rule(setting, name),
            is_potential=is_potential,
        )
