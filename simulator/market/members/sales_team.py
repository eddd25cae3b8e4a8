"""Sales team: the manufacturer's own people call on customers and close few sales well.

I advise at length, sell what my hours allow, and am paid whether I sell or not.
"""

from simulator.domain.registries import AGENTS
from simulator.market.members.retailer import Retailer


@AGENTS.register("sales_team")
class SalesTeam(Retailer):
    """A retailer that belongs to a manufacturer and is limited by hours, not by shelf space."""

    channel = "own team"
