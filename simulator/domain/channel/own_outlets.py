"""Own outlets: what distribution models have in common in which the manufacturer itself sells to customers.

The outlets belong to the manufacturer, get goods at what production costs, and give them back at that.
"""

from typing import Any

from simulator.domain.channel.contract import Contract
from simulator.domain.channel.distribution_model import Setting
from simulator.domain.channel.member import Member
from simulator.domain.channel.outlet_terms import OutletTerms
from simulator.domain.channel.supply_terms import LeadTime, SupplyTerms
from simulator.domain.decisions.policies import PricingChoice, pricing_rule
from simulator.domain.units import PriceMultiple


class OwnOutlets(OutletTerms, SupplyTerms):
    """A distribution model in which the manufacturer sells to customers through outlets of its own."""

    price: PriceMultiple = 1.0
    """Price asked where the pricing policy is left out [share of the list price]."""
    pricing: PricingChoice | None = None
    """How an outlet sets its price; left out, it keeps to `price`."""
    lead_time_weeks: LeadTime = 0

    def own_outlet(
        self, setting: Setting, name: str, outlet_format: str, region: str | None = None, **own: Any
    ) -> tuple[Member, Contract]:
        """Return one outlet and the terms on which the factory supplies it: at cost, taken back at cost."""
        price_rule = self.pricing or pricing_rule("list_price", share=self.price)
        member = self.member(
            setting, name, outlet_format, region, owner=setting.maker, pricing=price_rule, **own
        )
        costs = {name: product.unit_cost for name, product in setting.products.items()}
        return member, self.contract(setting, name, costs, buy_back=1.0)
