"""Direct cannibal: an own outlet of the manufacturer sells beside its dealers.

    x = e^{V_j at the reference, or as it is}

What j adds by being there; that it asks less as well is an undercut. Outlets hear
of what it sells in their area; where that was promised to them, it breaks the rule.
Source: dual distribution and encroachment; Tsay & Agrawal (2004), Production and Operations Management 13.
"""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict, Sign
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.mechanisms.conflict.presence import direct, no_rule


@CONFLICT_ISSUES.register("direct_cannibal")
class DirectCannibal(IssueOfConflict):
    """The manufacturer's own outlet takes sales from its dealers; it counts by default."""

    importance: ClassVar = 0.9
    by_default: ClassVar = True
    place: ClassVar = 1
    presence: ClassVar = (direct, no_rule)
    precedence: ClassVar = 40
    is_hearsay: ClassVar = True

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return where a direct outlet of the maker had this or another of its products within the region."""
        found = np.zeros_like(week.present)
        for scope in week.scopes():
            makers = week.maker[(week.direct & scope[:, None]).any(axis=0)]
            found |= week.present & scope[:, None] & np.isin(week.maker, makers)
        return found & week.independent

    @classmethod
    def signs(cls, week: ConflictWeek) -> Iterator[Sign]:
        """Yield which outlets of a maker that it sells for sold to customers of the outlet's area."""
        own = week.owner[:, None] == week.maker[None, :]
        has = week.present & week.independent & week.feels[:, None]
        for outlet in np.flatnonzero(has.any(axis=1)).tolist():
            near = week.sold[week.at_home[:, outlet]].sum(axis=0) > 0
            concerned = np.isin(week.maker, week.maker[has[outlet]])
            for source, product in np.argwhere(near & own & concerned).tolist():
                is_promised = bool(week.territory[outlet, product] & has[outlet, product])
                yield week.parties[outlet].item(), week.parties[source].item(), product, is_promised

    @classmethod
    def promised(cls, week: ConflictWeek) -> Flags:
        """Return where the area was promised to the outlet."""
        return week.present & week.territory & week.independent
