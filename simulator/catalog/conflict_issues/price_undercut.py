"""Price undercut: another outlet asks less for the same product.

    x = e^{V_j} − e^{V_j at the reference}       reference = max(j's price floor, i's price)

What j adds to the choice by asking less than i; the part that comes of advertising less than j's own floor
breaks a rule. It is worked out in `simulator.mechanisms.conflict.harm_sources`, before what an offer at its
reference price takes by being there at all. What outlets see of it are advertised prices below their own,
and whether these are below the floor that the others should keep; they were promised that it would be kept
where they have one themselves.
Source: intrabrand price competition; Stern, El-Ansary & Coughlan, Marketing Channels.
"""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict, Sign
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.mechanisms.pricing.price_floor import is_breach


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

    @classmethod
    def signs(cls, week: ConflictWeek) -> Iterator[Sign]:
        """Yield which others in sight advertise the same product for less."""
        below = is_breach(week.price, week.floor)
        for scope in week.scopes():
            for product in range(len(week.maker)):
                inside = np.flatnonzero(scope & week.present[:, product])
                mine = inside[week.feels[inside]]
                own, others = week.price[mine, product], week.price[inside, product]
                lower = others[None, :] < own[:, None] * (1.0 - week.tolerance)
                for at, other in np.argwhere(lower).tolist():
                    source = inside[other].item()
                    who, whom = week.parties[mine[at]].item(), week.parties[source].item()
                    yield who, whom, product, bool(below[source, product])

    @classmethod
    def promised(cls, week: ConflictWeek) -> Flags:
        """Return where outlets have a floor themselves."""
        return week.present & (week.floor > 0)
