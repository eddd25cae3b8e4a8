"""Events: what somebody does to the market while it runs, and in which week."""

from typing import Annotated

from pydantic import Field, model_validator

from simulator.domain.distribution import DistributionChoice
from simulator.domain.units import Name
from simulator.ground.noun import Noun


class Event(Noun):
    """One intervention: a week, and exactly one thing that is done in it."""

    week: Annotated[int, Field(ge=1)]
    """When it happens, before anything else in that week [week]."""
    open_channel: DistributionChoice | None = None
    """A distribution model that opens in that week."""
    depart: Annotated[str, Field(min_length=1, max_length=400)] | None = None
    """A member that leaves; its goods are sold back or scrapped [name of a member]."""
    message: Name | None = None
    """What is said at the focal manufacturer's outlets from then on [message]."""

    @model_validator(mode="after")
    def _does_one_thing(self) -> "Event":
        done = [name for name in ("open_channel", "depart", "message") if getattr(self, name) is not None]
        if len(done) != 1:
            raise ValueError("an event does exactly one of: open_channel, depart, message")
        return self
