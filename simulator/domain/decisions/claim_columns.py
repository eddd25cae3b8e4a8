"""Claim columns: the orders held by many suppliers that cannot fill them all, side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from simulator.base.arrays import Flags, Integers, Words
from simulator.domain.decisions.policy_views import Claim


@dataclass(frozen=True, slots=True)
class Claims:
    """The fields of `Claim`, each a column of n orders [n], and the supplier of each."""

    available: Integers
    """What each supplier has to share out [suppliers]."""
    supplier: Integers
    """The supplier each order is for, by its place in `available`."""
    units: Integers
    week: Integers
    is_own: Flags
    luck: Words
    buyer: Integers
    """Buyer that ordered, by its place in `tags_of`."""
    tags_of: Sequence[tuple[str, ...]]

    def __len__(self) -> int:
        """Return how many orders there are."""
        return len(self.units)

    @classmethod
    def of_one(cls, available: int, claims: Sequence[Claim]) -> "Claims":
        """Return the claims on one supplier, side by side."""
        return cls(
            available=np.array([available], dtype=np.int64),
            supplier=np.zeros(len(claims), dtype=np.int64),
            units=np.array([claim.units for claim in claims], dtype=np.int64),
            week=np.array([claim.week for claim in claims], dtype=np.int64),
            is_own=np.array([claim.is_own for claim in claims], dtype=np.bool_),
            luck=np.array([claim.luck for claim in claims], dtype=np.uint64),
            buyer=np.arange(len(claims)),
            tags_of=[claim.tags for claim in claims],
        )

    def some(self, rows: Flags) -> "Claims":
        """Return some of the claims, on the same suppliers."""
        columns = ("supplier", "units", "week", "is_own", "luck", "buyer")
        return replace(self, **{name: getattr(self, name)[rows] for name in columns})

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
