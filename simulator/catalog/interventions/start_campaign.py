"""Start a campaign: a message on a medium, for as long as the event lasts."""

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

    def adds(self) -> tuple[Campaign, ...]:
        """Return the campaign."""
        return (
            Campaign(
                medium=self.medium,
                message=self.message,
                weeks=FOR_GOOD,
                weekly_budget=self.weekly_budget,
            ),
        )
