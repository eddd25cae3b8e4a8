"""Open a channel: a distribution model that was drawn at the start, and lay dormant, opens.

Taken back, its outlets leave as anybody leaves: goods are sold back or scrapped, orders cancelled.
"""

from typing import ClassVar

from simulator.domain.channel.distribution_model import DistributionChoice, DistributionModel
from simulator.domain.events.intervention import Action
from simulator.domain.registries import INTERVENTIONS


@INTERVENTIONS.register("open_channel")
class OpenChannel(Action):
    """Open a distribution model; outlets outside the regions meant wait until the event is expanded."""

    main: ClassVar[str | None] = "model"
    is_whole: ClassVar[bool] = True

    model: DistributionChoice
    """The distribution model that opens."""

    def opens(self) -> DistributionModel | None:
        """Return the model."""
        return self.model
