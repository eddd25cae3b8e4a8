"""Free ride: service here, purchase there: an outlet advised on a need, and another sells.

    x = e^{V_j at the reference, or as it is}       i advised the customer, j is not i

i loses the margin on what its advised customers would have bought at it had j not been there. j is any other
outlet, the manufacturer's own ones too, with goods of a manufacturer that i sells for (intrabrand); what a
rival brand gains by the advice is not in it. That j asks less as well is an undercut. What the advice cost
is not lost to j, for it had been given when the customer chose. The sign that free-riding has for the
adviser's profit is not said here: advice may draw customers that would not have come. Nothing shows of it:
an adviser sees that customers do not come back, and not where they went.

Assumes: the customer would have asked for the same advice had j not been there.
Source: Telser (1960), Journal of Law and Economics 3; Singley & Williams (1995), Journal of Marketing Theory
and Practice 3(2); both signs: Shin (2007), Marketing Science 26(4).
"""

from typing import ClassVar

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.mechanisms.conflict.presence import no_rule, riding


@CONFLICT_ISSUES.register("free_ride")
class FreeRide(IssueOfConflict):
    """Another outlet sells to customers that were advised here; it counts where a scenario says so."""

    importance: ClassVar = 0.6
    place: ClassVar = 4
    presence: ClassVar = (riding, no_rule)
    precedence: ClassVar = 10

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return where the outlet advised and had the product, and another had goods of its maker."""
        found = np.zeros_like(week.present)
        for scope in week.scopes():
            inside = week.present & scope[:, None]
            for maker in np.unique(week.maker):
                seller = (inside & (week.maker == maker)).any(axis=1)
                if seller.sum() > 1:
                    found |= inside & (week.maker == maker)
        return found & week.advises & week.independent
