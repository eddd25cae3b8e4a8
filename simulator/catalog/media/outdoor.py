"""Outdoor: posters and screens in some regions, which all that live there pass by.

    w_c = people   in the regions where it stands,   0 elsewhere

No segment can look away, so what segments attend to is no matter; and none lives elsewhere, so no contact
is wasted on another region. A campaign in regions where it does not stand shows and pays nothing.
Assumes: people stay in their region; all pass by equally often.
Source: billboards as a medium of a place and all that pass it, Taylor, Franke & Bang (2006), Journal of
Advertising 35(4).
"""

from typing import Annotated

import numpy as np
from pydantic import Field

from simulator.base.arrays import Floats
from simulator.domain.communication.medium import Audience, Medium
from simulator.domain.registries import MEDIA
from simulator.domain.units import Name


@MEDIA.register("outdoor")
class Outdoor(Medium):
    """Reach all customers that live in some regions, independent of what they attend to."""

    regions: Annotated[list[Name], Field(min_length=1, max_length=200)]
    """Where it stands [names under regions]."""

    def weights(self, audience: Audience) -> Floats:
        """Return people where it stands."""
        stands = np.array([region in self.regions for region in audience.region], dtype=bool)
        return np.where(stands, audience.people, 0.0)
