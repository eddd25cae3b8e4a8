"""Reseller model: what distribution models with independent resellers have in common.

Wholesalers, if there are any, stand between the manufacturer and the resellers; each reseller draws its
own. A reseller's least margin, its wholesaler and all else that is its own hang on its name.

More outlets are more: sellers differ in the least margin that they live on, so that the cheapest of many asks
less than the cheapest of few. Where all have one (least_margin: [m, m]) n alike are no more than one.
Source: order statistics of prices, Stigler (1961), Journal of Political Economy 69(3).
"""

from collections.abc import Sequence
from typing import Annotated, Any

from pydantic import AliasChoices, Field, model_validator

from simulator.base.record import Record
from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import Drawing, Setting
from simulator.domain.channel.member import Member
from simulator.domain.channel.outlet_terms import Credibility, OpeningStock
from simulator.domain.channel.supply_terms import SupplyTerms
from simulator.domain.channel.wholesaler_terms import WholesalerTerms, WholesaleStock
from simulator.domain.decisions.assortment import Assortment
from simulator.domain.decisions.effort import EffortChoice
from simulator.domain.decisions.entry_exit import EntryExitChoice
from simulator.domain.decisions.escalation import EscalationChoice
from simulator.domain.decisions.policies import PricingChoice, PricingPolicy, pricing_rule
from simulator.domain.decisions.sourcing import SourcingChoice
from simulator.domain.decisions.wholesale_pricing import WholesaleChoice
from simulator.domain.units import Amount, PriceMultiple, Share


class Rivalry(Record):
    """How resellers price: each a step below the lowest in sight, down to a least margin of its own."""

    step: Share = 0.01
    """How far below the lowest rival a reseller goes [share of the price]."""
    least_margin: tuple[Share, Share] = (0.04, 0.20)
    """Lowest and highest of the resellers' least margins [share of the unit cost]."""
    opening: PriceMultiple = 1.0
    """The price they would like to ask [share of the list price]."""


THIRD_PARTIES = "marketplace sellers"
"""What a manager calls sellers on a marketplace that sell on their own account."""
POOL = "_pool"
"""Suffix of settings that say how many potential members are drawn, not there from the start."""


class ResellerModel(WholesalerTerms, SupplyTerms):
    """A distribution model in which independent resellers are supplied and set their own prices."""

    wholesale_discount: Share = 0.38
    """What wholesalers pay less than the list price [share of the list price]."""
    reseller_discount: Share = 0.30
    """What resellers pay less than the list price [share of the list price]."""
    lead_time_weeks: Annotated[int, Field(ge=0, le=104)] = 2
    """Weeks from the factory to a wholesaler, or to a reseller it supplies itself [weeks]."""
    delivery_weeks: Annotated[int, Field(ge=0, le=104)] = 1
    """Weeks from a wholesaler to a reseller [weeks]."""
    credibility: Credibility = 0.3
    sale_cost: Amount = 9.0
    """Packing and sending, for sellers on the marketplace that do it themselves [currency per unit sold]."""
    opening_stock: OpeningStock = 4
    wholesale_stock: WholesaleStock = 40
    running_cost: Amount = 0.0
    """Rent and wages of a reseller, at any sales [currency per week]."""
    entry_exit: Annotated[
        EntryExitChoice | None, Field(validation_alias=AliasChoices("entry_exit", "staying"))
    ] = None
    """Rule by which resellers leave, and resellers of a pool enter; left out, all of them stay."""
    assortment: Assortment = Assortment()
    """What resellers list."""
    rivalry: Rivalry = Rivalry()
    """How resellers price against each other, unless a policy is given."""
    seller_pricing: PricingChoice | None = None
    """How sellers on the marketplace set their prices; left out, each undercuts by `rivalry` [policy]."""
    wholesale_pricing: WholesaleChoice | None = None
    """How the manufacturer sets what its buyers pay; left out, the discount stays what it is [policy]."""
    suppliers: Annotated[int, Field(ge=1, le=10)] = 1
    """How many of the wholesalers each reseller can buy from [wholesalers]."""
    sourcing: SourcingChoice | None = None
    """How resellers choose among them; left out, each orders from the first that it drew [policy]."""
    effort: EffortChoice | None = None
    """How they decide how much they do for each maker's products; left out, as much as ever [policy]."""
    escalation: EscalationChoice | None = None
    """How they take disputes further; left out, they feel nothing [policy]."""
    wholesaler_pricing: WholesaleChoice | None = None
    """How wholesalers set what resellers pay; left out, the discount stays what it is [policy]."""

    @model_validator(mode="after")
    def _a_pool_has_a_rule(self) -> "ResellerModel":
        pools = [name for name in type(self).model_fields if name.endswith(POOL) and getattr(self, name)]
        if pools and self.entry_exit is None:
            raise ValueError(f"'{pools[0]}' needs a rule by which its members enter: 'entry_exit'")
        return self

    def resellers_called(
        self, setting: Setting, standing: int, pool: int, *where: str, region: str | None = None
    ) -> list[tuple[str, bool]]:
        """Return the names of resellers, and whether each only waits in a pool to enter.

        Who is named stands; those in the pool are made up. *where* is the format and what follows it.
        """
        numbers = range(1, standing + pool + 1)
        made_up = [self.named(setting, *where, number) for number in numbers]
        names = setting.places(made_up[:standing], "retailer", where[0], region)
        return [(name, False) for name in names] + [(name, True) for name in made_up[standing:]]

    def add_wholesalers(self, drawing: Drawing, setting: Setting, count: int) -> list[str]:
        """Draw the wholesalers, supplied by the manufacturer; return their names."""
        names = self.wholesaler_names(setting, count)
        for name in names:
            supply = self.contract(setting, name, setting.prices(self.wholesale_discount), opening={})
            drawing.add(self.wholesaler(setting, name), supply)
        return names

    def supply(self, setting: Setting, wholesalers: Sequence[str], reseller: str) -> list[Contract]:
        """Return the contracts under which a reseller is supplied.

        By a wholesaler drawn for it by its own name, and those listed after it; without any, by the
        manufacturer.
        """
        prices = setting.prices(self.reseller_discount)
        if not wholesalers:
            return [self.contract(setting, reseller, prices)]
        first = int(setting.luck("wholesaler", reseller) * len(wholesalers))
        own = {"lead_time_weeks": self.delivery_weeks, "pricing": self.wholesaler_pricing}
        places = [(first + more) % len(wholesalers) for more in range(min(self.suppliers, len(wholesalers)))]
        drawn = [self.contract(setting, reseller, prices, wholesalers[at], **own) for at in places]
        return [drawn[0], *(other.model_copy(update={"opening": {}}) for other in drawn[1:])]

    def third_party(
        self, setting: Setting, platform: str, name: str, outlet_format: str, **own: Any
    ) -> Member:
        """Return one seller on a marketplace, to customers everywhere, without advice."""
        return self.reseller(
            setting,
            name,
            outlet_format,
            hosted_by=platform,
            channel=THIRD_PARTIES,
            remote=1.0,
            expertise=0.0,
            advice_cost=0.0,
            pricing=self.seller_pricing or self.price_rule(setting, name),
            **own,
        )

    def reseller(
        self, setting: Setting, name: str, outlet_format: str, region: str | None = None, **own: Any
    ) -> Member:
        """Return one reseller, in a shop or on a marketplace."""
        return self.member(setting, name, outlet_format, region, weekly_cost=self.running_cost, **own)

    def price_rule(self, setting: Setting, name: str) -> PricingPolicy:
        """Return a reseller's price rule, with the least margin that is its own."""
        low, high = self.rivalry.least_margin
        return pricing_rule(
            "undercut",
            step=self.rivalry.step,
            least_margin=setting.between(low, high, "least margin", name),
            opening=self.rivalry.opening,
        )
