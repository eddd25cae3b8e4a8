"""Grey: goods sold in an outlet's market that came there by a way less meant for it than the outlet's own.

    x = e^{V_j at the reference, or as it is}       j has the same product, by such a way

Ways in a region, the more meant first: from the manufacturer itself; from another supplier; on a way to
market that has other regions. So a dealer that the manufacturer supplies is aggrieved by resellers with a
second source of the same product, and shops of a region by sellers to everybody whose goods were meant for
another (`simulator.market.offers.supply_ways`). The manufacturer's own outlets are never grey. Parallel
trade is rivalry; where the area was promised to the outlet, it breaks a rule, and is booked here rather than
under `territory`. That j asks less as well is an undercut, and nothing else shows: goods look alike.

Assumes: an outlet's goods all came under the contract by which it would order now.
Source: Bucklin (1993), Journal of Business Research 28; Antia, Bergen & Dutta (2004), MIT Sloan Management
Review 46(1); Dutta, Bergen & John (1994), Marketing Science 13(1), for its toleration.
"""

from typing import ClassVar

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.mechanisms.conflict.presence import diverted, no_rule


@CONFLICT_ISSUES.register("grey")
class Grey(IssueOfConflict):
    """Others sell goods that came by another way than the outlet's; it counts where a scenario says so."""

    importance: ClassVar = 0.7
    place: ClassVar = 6
    asks_ways: ClassVar = True
    presence: ClassVar = (diverted, no_rule)
    precedence: ClassVar = 20

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return where another outlet had the product by a way less meant for some customers."""
        found = np.zeros_like(week.present)
        for serves, standing in zip(week.at_home, week.standing, strict=True):
            inside = week.present & serves[:, None]
            lowest = np.where(inside, standing, np.inf).min(axis=0, initial=np.inf)
            found |= inside & (standing > lowest)
        return found & week.independent
