"""Marketplace: a platform that sells itself, hosts sellers, or both, and ranks their offers.

First party: it buys wholesale and sells as any shop does. Third parties: sellers with margins of their own,
supplied by wholesalers or by the manufacturer; some have their goods kept and sent by the platform, which
customers prefer, the others send themselves. Of every sale of theirs it keeps a referral fee. Each week one
offer of each product stands in its buy box; behind the box one has to look.

Two models that name the same platform, of the same or of two makers, sell on the one platform; what they say
of the platform itself must then be the same.

More outlets are more: each seller's goods are kept and sent by the platform or not by a draw of its own, so
that among many there is one of each sort. Where all or none are (`fulfilled`) n alike are no more than one.

Source: referral fees of 8 to 15 % as sellers are told (sellervault.io, helium10.com); Hagiu & Wright (2015),
Marketplace or Reseller?, Management Science 61(1), on who sets price and bears stock. Every other default
below is a choice; scenarios state what is known.
"""

from typing import Annotated

from pydantic import Field, model_validator

from simulator.domain.channel import outlet_terms as outlet
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.channel.reseller_model import ResellerModel
from simulator.domain.decisions.buy_box import BuyBoxChoice, buy_box_rule
from simulator.domain.decisions.policies import PricingChoice, pricing_rule
from simulator.domain.product.service_requirements import MARKETPLACE, usually
from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.domain.units import Amount, Name, Share


@DISTRIBUTION_MODELS.register("marketplace", meant_by=("platform", "amazon"))
class Marketplace(ResellerModel):
    """Manufacturer → a platform that sells itself, and sellers on it → customers everywhere."""

    channel = "marketplace sellers"

    platform: Name | None = None
    """Name of the platform, shared by all models that give the same; left out, one of its own [name]."""
    first_party: bool = True
    """Whether the platform buys wholesale from the manufacturer and sells itself."""
    sellers: Annotated[int, Field(ge=0, le=1000)] = 4
    """How many third parties sell on it, to customers everywhere [sellers]."""
    seller_pool: Annotated[int, Field(ge=0, le=1000)] = 0
    """How many more may come once it pays [sellers]."""
    wholesalers: Annotated[int, Field(ge=0, le=100)] = 1
    """How many wholesalers supply the third parties; none: the manufacturer does [wholesalers]."""
    fulfilled: Share = 0.5
    """Chance that a third party has its goods kept and sent by the platform, each by its own luck [share]."""
    referral_fee: Annotated[float, Field(ge=0, le=0.9)] = 0.12
    """What the platform keeps of each sale of a third party [share of the price paid]; 8 to 15 % is usual."""
    fulfilment_fee: Amount = 9.0
    """What it takes for sending a third party's unit [currency per unit sold]."""
    storage_fee: Amount = 0.25
    """What it takes for keeping a third party's unit [currency per unit and week]."""
    sending_cost: Amount = 6.0
    """What sending a unit costs the platform, its own or a third party's [currency per unit sold]."""
    fast_delivery: Annotated[float, Field(ge=-50, le=50)] = 0.3
    """Utility of goods that the platform sends: sooner, and more surely [utils]."""
    buy_box: BuyBoxChoice = Field(default_factory=lambda: buy_box_rule("handicap"))
    """Rule that decides each week which seller's offer of a product stands in the box."""
    behind_box: Annotated[float, Field(ge=0, le=50)] = 1.0
    """Effort of looking behind the box for another offer [utils]."""
    first_party_discount: Share = 0.38
    """What the platform pays less than the list price for what it sells itself [share of the list price]."""
    first_party_stock: Annotated[int, Field(ge=0, le=1_000_000)] = 20
    """Units of each product that the platform opens with [units]."""
    first_party_pricing: PricingChoice = Field(
        default_factory=lambda: pricing_rule("undercut", step=0.0, least_margin=0.05)
    )
    """How the platform sets its own price; as it stands, it matches the lowest in sight."""
    reach: outlet.Reach = 0.6
    capabilities: Annotated[outlet.Capabilities, usually(MARKETPLACE)] = MARKETPLACE
    outlet_format: outlet.OutletFormat = "marketplace"

    @model_validator(mode="after")
    def _somebody_sells(self) -> "Marketplace":
        if not (self.first_party or self.sellers + self.seller_pool):
            raise ValueError("nobody sells here: 'first_party' is false and 'sellers' is 0")
        return self

    def draw(self, setting: Setting) -> Drawing:
        """Draw wholesalers, the platform, what it sells itself, and its third parties."""
        drawing = setting.drawing()
        where = (self.outlet_format, "seller")
        sellers = self.resellers_called(setting, self.sellers, self.seller_pool, *where)
        has_wholesalers = bool(sellers and self.wholesalers)
        wholesalers = self.add_wholesalers(drawing, setting, self.wholesalers) if has_wholesalers else []
        platform = drawing.add(self.host(setting))
        if self.first_party:
            own = self.own_outlet(setting, platform.name)
            prices = setting.prices(self.first_party_discount)
            drawing.add(own, self.contract(setting, own.name, prices))
        for name, is_potential in sellers:
            seller = self.seller(setting, platform.name, name, is_potential=is_potential)
            drawing.add(
                seller,
                *self.supply(setting, wholesalers, seller.name),
                self.terms(setting, platform.name, seller.name),
            )
        return drawing

    def host(self, setting: Setting) -> Member:
        """Return the platform itself, which sells nothing under its own name."""
        made_up = self.platform or self.named(setting, self.outlet_format)
        (name,) = setting.places([made_up], "marketplace", one=True) if not self.platform else [made_up]
        return Member(
            name=name,
            role="marketplace",
            shared=self.platform is not None,
            buy_box=self.buy_box,
            behind_box=self.behind_box,
            sale_cost=self.sending_cost,
            opens=setting.opens,
        )

    def own_outlet(self, setting: Setting, platform: str) -> Member:
        """Return the outlet through which the platform itself sells: it stays, and lists everything."""
        return self.member(
            setting,
            self.named(setting, self.outlet_format, "first party"),
            self.outlet_format,
            owner=platform,
            hosted_by=platform,
            remote=1.0,
            service=self.fast_delivery,
            sale_cost=self.sending_cost,
            opening_stock=self.first_party_stock,
            pricing=self.first_party_pricing,
            entry_exit=None,
            listing=None,
            shelf_space=None,
        )

    def seller(self, setting: Setting, platform: str, name: str, *, is_potential: bool) -> Member:
        """Return one third-party seller; where the platform sends its goods, it has no parcels of its own."""
        sent_by_platform = {"service": self.fast_delivery, "sale_cost": 0.0}
        own = sent_by_platform if self.is_fulfilled(setting, name) else {}
        return self.third_party(setting, platform, name, self.outlet_format, is_potential=is_potential, **own)

    def terms(self, setting: Setting, platform: str, seller: str) -> Contract:
        """Return the terms on which a third party sells on the platform."""
        is_fulfilled = self.is_fulfilled(setting, seller)
        return Contract(
            supplier=platform,
            buyer=seller,
            commission=self.referral_fee,
            fulfilment_fee=self.fulfilment_fee if is_fulfilled else None,
            storage_fee=self.storage_fee if is_fulfilled else 0.0,
        )

    def is_fulfilled(self, setting: Setting, seller: str) -> bool:
        """Say whether the platform keeps and sends a third party's goods: drawn by the seller's name."""
        return setting.luck("fulfilled", seller) < self.fulfilled
