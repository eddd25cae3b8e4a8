"""Ads for lookers: media with ads that customers meet only as they look for something."""

from typing import Self

import numpy as np
from pydantic import model_validator

from simulator.base.arrays import Floats
from simulator.domain.communication.medium import Audience, Medium


class AdsForLookers(Medium):
    """A medium that customers meet as they look for something; a kind says how (`met_looking`)."""

    @model_validator(mode="after")
    def _has_no_room_of_its_own(self) -> Self:
        if self.weekly_room is not None:
            raise ValueError(
                "ads have room for all that look for something; leave out weekly_room, and say in a "
                "campaign's weekly_budget how much is paid for contacts"
            )
        return self

    def weights(self, audience: Audience) -> Floats:
        """Return nothing: it falls on customers only as they look."""
        return np.zeros_like(audience.people)
