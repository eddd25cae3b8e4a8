"""Start a campaign: a message on a medium, for as long as the event lasts."""

from typing import Annotated

from pydantic import Field

from simulator.domain.communication.aims import AudienceName, StageName
from simulator.domain.communication.message import Campaign
from simulator.domain.events.intervention import FOR_GOOD, Action
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Amount, Name


@INTERVENTIONS.register("start_campaign")
class StartCampaign(Action):
    """Run a campaign where the event reaches, until it is over."""

    medium: Name
    """Where it runs [name under media]."""
    message: Name
    """What it says [message]."""
    weekly_budget: Amount
    """What is spent on it in a week [currency per week]."""
    segments: Annotated[list[Name], Field(min_length=1)] | None = None
    """Segments that it is shown to; left out, all of them [names under segments]."""
    audiences: Annotated[list[AudienceName], Field(min_length=1)] | None = None
    """For which customers it is meant, as `audiences` of a campaign; left out, for all [audiences]."""
    stages: Annotated[list[StageName], Field(min_length=1)] | None = None
    """At which stages needs must stand, as `stages` of a campaign; left out, at any, or none [stages]."""

    def adds(self) -> tuple[Campaign, ...]:
        """Return the campaign."""
        return (
            Campaign(
                medium=self.medium,
                message=self.message,
                weeks=FOR_GOOD,
                weekly_budget=self.weekly_budget,
                segments=self.segments,
                audiences=self.audiences,
                stages=self.stages,
            ),
        )
