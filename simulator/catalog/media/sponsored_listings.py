"""Sponsored listings: places on a marketplace, sold to ads by auction, met by customers as they look.

    chance that one who looks there meets the ad at place k = min(1, a_k · quality · attention)

Met by customers that look for something and have an outlet of one of its formats at hand that carries
something for them, and by nobody else. Of all ads of a week for products of one category those with the
highest bid times quality are shown, cell by cell, and pay by contact what the auction says
(`mechanisms/communication/position_auction.py`): how much a place costs hangs on what others bid for it.
What an ad is worth to customers, its quality, is how much of what it says is what the people of the cell
care for, so that a message that is beside the point pays more for a worse place. An ad has one place, which
is paid for by all campaigns that show it and bid what it costs: none bids against itself. What it does is
what search ads do: the product is known to that need until it is over, and what it says is heard.

What is paid leaves the channel, unless `sold_by` names the marketplace, which earns it then.

Assumes: bids are held for the week; a place stays empty once its budget is spent.
Source: Edelman, Ostrovsky & Schwarz (2007), American Economic Review 97(1), for the auction; that quality is
relevance of what is said is a choice.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from simulator.base.arrays import Floats
from simulator.domain.communication.ads_for_lookers import AdsForLookers
from simulator.domain.communication.medium import Audience, Bid, Met
from simulator.domain.registries import MEDIA
from simulator.domain.units import Name, Share
from simulator.mechanisms.communication.position_auction import ranked, second_prices, vcg_prices

RULES = {"second_price": second_prices, "vcg": vcg_prices}


@MEDIA.register("sponsored_listings")
class SponsoredListings(AdsForLookers):
    """Reach customers as they look where places are auctioned."""

    formats: Annotated[list[Name], Field(min_length=1, max_length=20)]
    """Kinds of outlets that show its ads to their visitors [formats of outlets]."""
    places: Annotated[list[Annotated[Share, Field(gt=0)]], Field(min_length=1, max_length=20)] = [0.5, 0.25]
    """Searching customers, attending with a weight of 1, that notice an ad of full quality at each place, the
    best first (choice) [share]."""
    pricing: Literal["second_price", "vcg"] = "second_price"
    """What an ad pays: the least bid that keeps its place, or what the others lose by it [rule]."""

    @property
    def is_auctioned(self) -> bool:
        """Say that its places go to what campaigns bid."""
        return True

    def met_at(self) -> tuple[str, ...]:
        """Return the formats of outlets at which its ads are met."""
        return tuple(self.formats)

    def met_looking(self, audience: Audience, bids: Sequence[Bid]) -> list[Met]:
        """Return how each ad is met, and what a contact costs, by an auction in each cell."""
        shape = len(bids), len(audience.people)
        chance, price = np.zeros(shape), np.full(shape, self.cost_per_contact)
        for cell, attention in enumerate(audience.attention.tolist()):
            self._auction(cell, attention, bids, chance, price)
        return [Met(*met) for met in zip(chance, price, strict=True)]

    def _auction(
        self, cell: int, attention: float, bids: Sequence[Bid], chance: Floats, price: Floats
    ) -> None:
        """Give the places of a cell away [ads, C]."""
        bid = [one.bid for one in bids]
        quality = [float(one.quality[cell]) if one.runs[cell] else 0.0 for one in bids]
        ranks = ranked(bid, quality, self.cost_per_contact)
        # of campaigns that show the same ad the first bids for it: so none of them raises its price
        best = {bids[n].ad: n for n in reversed(ranks)}
        order = [n for n in ranks if best[bids[n].ad] == n]
        shares = sorted(self.places, reverse=True)
        scores, qualities = [bid[n] * quality[n] for n in order], [quality[n] for n in order]
        prices = RULES[self.pricing](scores, qualities, shares, self.cost_per_contact)
        for n, share, asked in zip(order, shares, prices, strict=False):
            paying = [m for m in ranks if bids[m].ad == bids[n].ad and bid[m] >= min(asked, bid[n])]
            chance[paying, cell] = min(1.0, share * quality[n] * attention)
            price[paying, cell] = asked
