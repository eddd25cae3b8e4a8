"""Outlet traits: service, expertise, reach, capabilities of outlets, as they are this week.

They are the members' own as drawn, and change when an intervention equips an outlet otherwise; whatever
depends on them is read here week by week, and worked out anew when they have changed.
"""

import numpy as np

from simulator.base.arrays import Floats
from simulator.domain.channel.member import Member
from simulator.market.state.utility_columns import Columns, columns_of
from simulator.market.state.utility_terms import UtilityTerms


class OutletTraits:
    """The outlets in force, in the order of the run's tables, and what customers mind, as columns [O]."""

    def __init__(self, outlets: list[Member], terms: UtilityTerms) -> None:
        self._terms = terms
        self.version = 0
        """How often they have changed."""
        self.support: Floats | None = None
        """[O, P] what outlets' effort for products comes to, multiples of what is usual; none: as usual."""
        self._set(outlets)

    def _set(self, outlets: list[Member]) -> None:
        self.outlets = outlets
        self.numbers = [self._terms.outlet(outlet) for outlet in outlets]
        self.columns: Columns = columns_of(self.numbers, self._terms.codes)
        self.expertise: Floats = np.array([outlet.expertise for outlet in outlets], dtype=np.float64)
        self.reach: Floats = np.array([outlet.reach for outlet in outlets], dtype=np.float64)
        self.image: Floats = np.array([outlet.image for outlet in outlets], dtype=np.float64)  # None: nan

    def put_effort(self, support: Floats) -> None:
        """Take what the effort of outlets for products comes to from now on [O, P, multiples]."""
        self.support = support if (support != 1.0).any() else None
        self.version += 1

    def expertise_in(self, products: int) -> Floats:
        """Return how much doubt about each product the outlets' advice resolves [O, P]: one at most."""
        expertise = np.repeat(self.expertise[:, None], products, axis=1)
        return expertise if self.support is None else np.minimum(expertise * self.support, 1.0)

    def change(self, outlets: list[Member]) -> bool:
        """Take outlets as they are from now on; say whether anything has changed."""
        if outlets == self.outlets:
            return False
        self._set(outlets)
        self.version += 1
        return True
