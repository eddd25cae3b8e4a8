"""Keep the list price: ask what the manufacturer recommends, or a fixed share of it."""

from simulator.domain.decisions.policies import PricingPolicy
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.registries import PRICING
from simulator.domain.units import PriceMultiple


@PRICING.register("list_price", formerly=("keep_list",))
class ListPrice(PricingPolicy):
    """Ask a fixed share of the list price."""

    share: PriceMultiple = 1.0
    """Price asked [share of the list price]."""

    def lowest(self, list_price: float, unit_cost: float, commission: float) -> float:
        """Return the price below which it never goes."""
        del unit_cost, commission
        return list_price * self.share

    def price(self, view: PricingView) -> float:
        """Return the list price times the share."""
        return view.list_price * self.share
