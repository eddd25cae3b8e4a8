"""Search ads: ads that customers meet as they look for something, and nobody else.

    chance that one who looks meets the ad = min(1, noticed · attention)

Each need of the product's category that is looked for meets it or not, for as long as the campaign runs: its
customer knows the product then, whatever was heard before, until the need is over. So it is shown only where
there is a need, costs nothing where there is none, and makes no product known beforehand. If more meet it
than the budget pays for, some do, and the others see nothing. What it says is heard like what is said on any
other medium, once the week is over.

Assumes: one contact a need and week in which it looks, paid for by contact; who goes on with a subscription,
or follows a suggestion, looks at no ads.
Source: paid search as advertising to people with an intent, Rutz & Bucklin (2011), Journal of Marketing
Research 48(1); Blake, Nosko & Tadelis (2015), Econometrica 83(1).
"""

from typing import Annotated, Self

import numpy as np
from pydantic import Field, model_validator

from simulator.base.arrays import Floats
from simulator.domain.communication.medium import Audience, Medium
from simulator.domain.registries import MEDIA


@MEDIA.register("search")
class SearchAds(Medium):
    """Reach those that look for something."""

    noticed: Annotated[float, Field(gt=0, le=1)] = 0.5
    """How many of those that look, and attend to it with a weight of 1, meet an ad (choice) [share]."""

    @model_validator(mode="after")
    def _has_no_room_of_its_own(self) -> Self:
        if self.weekly_room is not None:
            raise ValueError(
                "search has room for all that look for something; leave out weekly_room, and say in a "
                "campaign's weekly_budget how many contacts are paid for"
            )
        return self

    def weights(self, audience: Audience) -> Floats:
        """Return nothing: it falls on nobody that does not look."""
        return np.zeros_like(audience.people)

    def met_looking(self, audience: Audience) -> Floats:
        """Return how many of those that look meet an ad [share, C]."""
        return np.minimum(1.0, self.noticed * audience.attention)
