"""Own shop: a shop that belongs to the manufacturer, with people in it.

I advise and sell at the price my manufacturer decides, from a stock of my own that it fills.
"""

from simulator.domain.registries import AGENTS
from simulator.market.members.retailer import Retailer


@AGENTS.register("own_shop")
class OwnShop(Retailer):
    """A shop that belongs to a manufacturer, in a region (its member names the owner)."""

    channel = "own shops"
