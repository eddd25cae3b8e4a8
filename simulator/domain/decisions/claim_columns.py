"""Claims: the orders that many suppliers hold who cannot fill them all, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Integers, Words
from simulator.domain.decisions.policy_views import Claim


@dataclass(frozen=True, slots=True)
class Claims:
    """The fields of `Claim`, each a column of n orders [n], and whose goods they are for."""

    available: Integers
    """What each supplier has to share out [suppliers]."""
    supplier: Integers
    """The supplier each order is for, by its place in `available`."""
    units: Integers
    week: Integers
    is_own: Flags
    luck: Words
    buyer: Integers
    """Who ordered, by its place in `tags_of`."""
    tags_of: Sequence[tuple[str, ...]]

    def __len__(self) -> int:
        """Return how many orders there are."""
        return len(self.units)

    def by_supplier(self) -> Iterator[tuple[int, Integers]]:
        """Yield what each supplier has, and which of the orders are for it."""
        rows = np.argsort(self.supplier, kind="stable")
        for mine in np.split(rows, np.flatnonzero(np.diff(self.supplier[rows])) + 1):
            yield self.available[self.supplier[mine[0]]].item(), mine

    def one(self, at: int) -> Claim:
        """Return one of the orders as its supplier's rule sees it."""
        return Claim(
            units=self.units[at].item(),
            week=self.week[at].item(),
            is_own=bool(self.is_own[at]),
            tags=self.tags_of[self.buyer[at]],
            luck=self.luck[at].item(),
        )
