"""Territory: another outlet sells in an area that was promised.

    x = e^{V_j at the reference, or as it is}

i holds a territory for the products that it has to sell this week; others who hold it too do not intrude.
Whatever an intruder takes it takes by breaking a rule, at any price. A manufacturer's own outlet that
intrudes breaks the rule as well, and is booked under `direct_cannibal`. Outlets hear
of sales in their area, and see nothing else of it.
Source: exclusive territories; Dutta, Bergen & John (1994), Marketing Science 13(1).
"""

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from simulator.base.arrays import Flags
from simulator.domain.conflict.issues import ConflictWeek, IssueOfConflict, Sign
from simulator.domain.registries import CONFLICT_ISSUES
from simulator.mechanisms.conflict.presence import intruding, intruding_indirectly


@CONFLICT_ISSUES.register("territory")
class Territory(IssueOfConflict):
    """Another outlet sells in a promised territory; it counts by default."""

    importance: ClassVar = 0.7
    by_default: ClassVar = True
    place: ClassVar = 2
    presence: ClassVar = (intruding_indirectly, intruding)
    precedence: ClassVar = 30
    is_hearsay: ClassVar = True

    @classmethod
    def exposed(cls, week: ConflictWeek) -> Flags:
        """Return where the area was promised to the outlet, and it had the product to sell."""
        return week.present & week.territory & week.independent

    @classmethod
    def signs(cls, week: ConflictWeek) -> Iterator[Sign]:
        """Yield which others sold to customers of an area what was promised to the outlet."""
        holds = cls.exposed(week) & week.feels[:, None]
        intrudes = ~week.territory & (week.owner[:, None] != week.maker[None, :])
        for outlet in np.flatnonzero(holds.any(axis=1)).tolist():
            near = week.sold[week.at_home[:, outlet]].sum(axis=0) > 0
            for source, product in np.argwhere(near & intrudes & holds[outlet]).tolist():
                yield week.parties[outlet].item(), week.parties[source].item(), product, True

    @classmethod
    def promised(cls, week: ConflictWeek) -> Flags:
        """Return where the area was promised to the outlet."""
        return cls.exposed(week)
