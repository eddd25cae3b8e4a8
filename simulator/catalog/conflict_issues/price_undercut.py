"""Price undercut: another outlet asks less for the same product.

    x = e^{V_j} − e^{V_j at the reference}       reference = max(j's price floor, i's price)

What j adds to the choice by asking less than i; the part that comes of advertising less than j's own floor
breaks a rule. It is worked out in `simulator.mechanisms.conflict.harm_sources`, before what an offer at its
reference price takes by being there at all.
Source: intrabrand price competition; Stern, El-Ansary & Coughlan, Marketing Channels.
"""

from typing import ClassVar

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict
from simulator.domain.registries import CONFLICT_ISSUES


@CONFLICT_ISSUES.register("price_undercut")
class PriceUndercut(IssueOfConflict):
    """Another outlet sells the same product for less; it counts by default."""

    importance: ClassVar = 0.8
    by_default: ClassVar = True
    place: ClassVar = 0

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return where another outlet had the same product within the same region."""
        found = np.zeros_like(week.present)
        for scope in week.scopes():
            inside = week.present & scope[:, None]
            found |= inside & (inside.sum(axis=0) > 1)
        return found & week.independent
