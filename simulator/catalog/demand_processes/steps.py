"""Steps: one level until a week, another from then on.

    D_t = level of the last step whose week is not after t

The customers of the beer game want 4 cases a week, and 8 from the fifth week on. Source: Sterman (1989),
Management Science 35(3).
"""

from typing import Annotated

from pydantic import Field

from simulator.base.record import Record
from simulator.domain.decisions.demand_process import DemandProcess, DemandProcessView
from simulator.domain.registries import DEMAND_PROCESSES


class Step(Record):
    """A level from a week on."""

    week: Annotated[int, Field(ge=1, le=2600)]
    """The first week of it [week]."""
    level: Annotated[float, Field(ge=0, le=1e9)]
    """What is wanted from then on [units per week]."""


@DEMAND_PROCESSES.register("steps")
class Steps(DemandProcess):
    """Want one level after another."""

    is_elementwise = True

    first: Annotated[float, Field(ge=0, le=1e9)]
    """What is wanted in a week at first [units per week]."""
    then: Annotated[list[Step], Field(max_length=2600)] = []
    """What is wanted from which week on."""

    def units(self, view: DemandProcessView) -> float:
        """Return the level of the latest step; of two in one week the last of the list."""
        past = [step for step in self.then if step.week <= view.week]
        latest = max((step.week for step in past), default=0)
        return next((step.level for step in reversed(past) if step.week == latest), self.first)
