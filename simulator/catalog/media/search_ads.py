"""Search ads: ads that customers meet only as they look for something.

    chance that one who looks meets the ad = min(1, noticed · attention)

Each need of the product's category that is looked for meets it or not, for as long as the campaign runs: its
customer knows the product then, whatever was heard before, until the need is over. So it is shown only where
there is a need, costs nothing where there is none, and makes no product known beforehand. If more meet it
than the budget pays for, some do, and the others see nothing. What it says is heard like what is said on any
other medium, once the week is over.

Assumes: one contact a need, of however many units, and week in which it looks, paid for by contact; who goes
on with a subscription, or follows a suggestion, looks at no ads.
Source: paid search as advertising to people with an intent, Rutz & Bucklin (2011), Journal of Marketing
Research 48(1); Blake, Nosko & Tadelis (2015), Econometrica 83(1).
"""

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from pydantic import Field

from simulator.domain.communication.ads_for_lookers import AdsForLookers
from simulator.domain.communication.medium import Audience, Bid, Met
from simulator.domain.registries import MEDIA


@MEDIA.register("search_ads")
class SearchAds(AdsForLookers):
    """Reach customers as they look for something."""

    noticed: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Searching customers, attending to it with a weight of 1, that meet an ad (choice) [share]."""

    def met_looking(self, audience: Audience, bids: Sequence[Bid]) -> list[Met]:
        """Return how each ad is met, independent of the other ads shown."""
        chance = np.minimum(1.0, self.noticed * audience.attention)
        price = np.full(len(chance), self.cost_per_contact)
        return [Met(np.where(one.runs, chance, 0.0), price) for one in bids]
