"""Listed demand: given week by week, as counted or as assumed.

D_t = the t-th number of the list; after its end it starts again, or nothing is wanted
"""

from typing import Annotated

from pydantic import Field

from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessView
from simulator.domain.registries import DEMAND_PROCESSES


@DEMAND_PROCESSES.register("listed")
class Listed(DemandProcess):
    """Want what a list says, week by week."""

    is_elementwise = True

    weeks: Annotated[list[Annotated[float, Field(ge=0, le=1e9)]], Field(max_length=2600)] = []
    """What is wanted in the first week, the second … [units per week]."""
    again: bool = False
    """Whether the list starts again after its end; else nothing is wanted then."""

    def units(self, view: DemandProcessView) -> float:
        """Return the number of the week."""
        at = view.week - 1
        if self.again and self.weeks:
            at %= len(self.weeks)
        return self.weeks[at] if at < len(self.weeks) else 0.0
