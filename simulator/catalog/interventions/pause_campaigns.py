"""Pause campaigns: what would run does not, and is not paid."""

from typing import ClassVar

from simulator.domain.communication.message import Campaign
from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS
from simulator.domain.units import Name


@INTERVENTIONS.register("pause_campaigns")
class PauseCampaigns(Action):
    """Pause campaigns: all, or the ones on a medium or with a message."""

    main: ClassVar[str | None] = "medium"

    medium: Name | None = None
    """Where they run; left out, everywhere [name under media]."""
    message: Name | None = None
    """What they say; left out, campaigns of any message pause [message]."""

    def runs(self, campaign: Campaign) -> Campaign | None:
        """Return the campaign if it is none of them."""
        is_meant = self.medium in (None, campaign.medium) and self.message in (None, campaign.message)
        return None if is_meant else campaign
