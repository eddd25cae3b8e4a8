"""Web store: the manufacturer's own outlet, open to everybody.

I sell at the price my manufacturer decides, from a stock of my own that it fills; what I earn is its.
"""

from simulator.domain.registries import AGENTS
from simulator.market.members.retailer import Retailer


@AGENTS.register("web_store")
class WebStore(Retailer):
    """A web store that belongs to a manufacturer (its member names the owner)."""

    channel = "own web shop"
