"""Campaign budget: campaigns get more or less to spend."""

from typing import Annotated, ClassVar

from pydantic import Field

from simulator.domain.communication.message import Campaign
from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Name


@INTERVENTIONS.register("campaign_budget")
class CampaignBudget(Action):
    """Multiply the weekly budget of campaigns, of all or of one medium."""

    main: ClassVar[str | None] = "times"

    times: Annotated[float, Field(ge=0, le=1000)]
    """By what weekly budgets are multiplied [multiple]."""
    medium: Name | None = None
    """Where the campaigns run; left out, everywhere [name under media]."""

    def runs(self, campaign: Campaign) -> Campaign | None:
        """Return the campaign with its new budget."""
        if self.medium not in (None, campaign.medium):
            return campaign
        return campaign.model_copy(update={"weekly_budget": campaign.weekly_budget * self.times})
