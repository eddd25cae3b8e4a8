"""Broad: everybody that attends to the medium, wherever they live (print, radio, television).

    w_c = people · attention

Contacts fall on people by how much their segment attends to the medium, whether they need anything or not.
Assumes: a campaign can buy the medium in some regions alone.
Source: audiences by how much they use a medium, Rossiter & Danaher (1998), Advanced Media Planning.
"""

from simulator.base.arrays import Floats
from simulator.domain.communication.medium import Audience, Medium
from simulator.domain.registries import MEDIA


@MEDIA.register("broad")
class Broad(Medium):
    """Reach people by how much they attend to it."""

    def weights(self, audience: Audience) -> Floats:
        """Return people times attention."""
        return audience.people * audience.attention
