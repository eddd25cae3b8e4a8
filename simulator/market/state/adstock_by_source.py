"""Adstock by source: how much of what the people of each cell have heard of products came from which medium.

Its parts sum to the adstock of the cells, and fade as it does. Only what is told of traffic sources reads it.
"""

from collections.abc import Sequence

import numpy as np

from simulator.base.arrays import Floats
from simulator.scenario.schema import Scenario


class AdstockBySource:
    """Adstock by medium [M, C, P], and of no medium [C, P]."""

    def __init__(self, media: Sequence[str], opening: Floats) -> None:
        self._place = {name: number for number, name in enumerate(media)}
        self.of_media = np.zeros((len(media), *opening.shape))
        self.of_none = opening.copy()
        """From displays, owners, and from before the run [contacts, C, P]."""

    def hear(self, medium: str, product: int, contacts: Floats) -> None:
        """Add contacts per head with what is said of a product on a medium [C]; of media told alone."""
        if medium in self._place:
            self.of_media[self._place[medium], :, product] += contacts

    def hear_otherwise(self, contacts: Floats) -> None:
        """Add contacts per head that no medium brought [C, P]."""
        self.of_none += contacts

    def forget(self, retention: float) -> None:
        """Let a week pass."""
        self.of_media *= retention
        self.of_none *= retention

    def parts(self) -> Floats:
        """Return the parts as they are now, that of no medium last [M + 1, C, P]."""
        return np.concatenate([self.of_media, self.of_none[None]])


def media_told(scenario: Scenario) -> tuple[str, ...]:
    """Return the media of which a run tells what traffic they bring: all that campaigns or events use.

    None where a scenario does not tell stages.
    """
    used = {campaign.medium for campaign in scenario.campaigns}
    used |= {campaign.medium for event in scenario.events for campaign in event.action.adds()}
    return tuple(name for name in scenario.media if name in used and scenario.stages)
