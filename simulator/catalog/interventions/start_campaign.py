"""Start a campaign: a message on a medium, for as long as the event lasts.

It takes what a campaign of the plan takes; the event says of which products, where and for how long.
"""

from simulator.domain.communication.message import Campaign, CampaignTerms
from simulator.domain.events.intervention import FOR_GOOD, Action
from simulator.domain.registries import INTERVENTIONS


@INTERVENTIONS.register("start_campaign")
class StartCampaign(CampaignTerms, Action):
    """Run a campaign where the event reaches, until it is over."""

    def adds(self) -> tuple[Campaign, ...]:
        """Return the campaign."""
        terms = {name: getattr(self, name) for name in CampaignTerms.model_fields}
        return (Campaign(**terms, weeks=FOR_GOOD),)
