"""Owner talk: what the owners in a cell tell of a product, and how far its messages are still believed.

One row a cell and product; nothing here is kept per customer.
"""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.communication.message import Response
from simulator.market.state.experienced import Experiences
from simulator.mechanisms.communication.trust import moved, trust_deserved


class OwnerTalk:
    """Sums over experiences so far [C, P], and trust in what is claimed [C, P]."""

    def __init__(self, shape: tuple[int, int], response: Response) -> None:
        self.response = response
        self.sums = Experiences.none(shape)
        self.trust = np.ones(shape)
        """How far claims are believed, beside the credibility of their source [share]."""

    def hear(self, contacts: Floats, experiences: Experiences) -> None:
        """Take up a week's experiences and contacts with owners per head [C, P]."""
        self.sums = self.sums.and_more(experiences)
        halved_at = self.response.trust_halved_at
        if halved_at is not None:
            deserved = trust_deserved(self._mean(self.sums.shortfall), halved_at)
            self.trust = moved(self.trust, deserved, contacts)

    def told(self, truth: Floats) -> Floats:
        """Return what owners say that products deliver [C, P, B], from the truth [P, B].

        What they found, which is the truth in the mean of units, coloured by how it compares with what they
        had expected: who had expected more says that it is worse than it is, by as much as that takes from
        satisfaction; and, since losses weigh more, so do owners of units that differ much. Members of a
        community count as often as they are heard.
        """
        return np.clip(truth[None] + self._mean(self.sums.content)[..., None], 0.0, 1.0)

    def _mean(self, sums: Floats) -> Floats:
        return sums / np.maximum(self.sums.voices, 1.0)
