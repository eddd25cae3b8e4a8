"""Short supply: units a buyer lacks because its supplier served others, from shipping to the shelf.

A shortage is a conflict only if another buyer was served: what a buyer is behind is at most what others got
of the same supplier while it waited, so an empty warehouse is blamed on none. It is vertical: the supplier
chose.

Wholesalers that are passed over have no customers to miss. What their buyers then miss is blamed on the
wholesaler, if it served others.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from simulator.mechanisms.conflict.short_supply import behind, blamed
from simulator.mechanisms.supply.allocation import largest_remainder

type BuyerProduct = tuple[str, str]
"""A buyer and a product; what it waits for is kept by supplier."""


@dataclass(frozen=True)
class Fulfilment:
    """What came of one buyer's orders of a product in a round of shipping."""

    got: int
    still_open: int
    week: int
    """The first week in which what was shipped now can be sold."""


class ShortSupply:
    """Units that buyers are behind, supplier by supplier, and how many of them were blamed on it."""

    def __init__(self) -> None:
        self.exposed: set[BuyerProduct] = set()
        """Buyers and products of the week that others had ordered of the same supplier as well."""
        self._behind: defaultdict[BuyerProduct, Counter[str]] = defaultdict(Counter)
        self._from_week: defaultdict[int, dict[tuple[BuyerProduct, str], int]] = defaultdict(dict)
        self._missing: defaultdict[BuyerProduct, dict[str, int]] = defaultdict(dict)
        self._blamed: defaultdict[BuyerProduct, Counter[str]] = defaultdict(Counter)

    def matters(self, product: str, buyers: Sequence[str]) -> bool:
        """Say whether a round of shipping counts: several buyers were in it, or one that was behind."""
        first = buyers[0]
        return any(buyer != first for buyer in buyers) or (first, product) in self._behind

    def shipped(self, supplier: str, product: str, turns: Mapping[str, Fulfilment]) -> None:
        """Take note of a round of shipping, buyer by buyer."""
        if len(turns) > 1:
            self.exposed.update((buyer, product) for buyer in turns)
        everything = sum(turn.got for turn in turns.values())
        for buyer, turn in turns.items():
            shelf = (buyer, product)
            before = self._behind[shelf][supplier] if shelf in self._behind else 0
            now = behind(before, turn.still_open, everything - turn.got)
            if now != before:
                self._behind[shelf][supplier] = now
                self._from_week[turn.week][shelf, supplier] = now

    def open_week(self, week: int) -> None:
        """Let what was or was not shipped in time show on the shelves; begin the week's exposure anew."""
        self.exposed.clear()
        for (shelf, supplier), units in self._from_week.pop(week, {}).items():
            self._missing[shelf][supplier] = units
            self._blamed[shelf][supplier] = min(self._blamed[shelf][supplier], units)

    def blame(self, shelf: BuyerProduct, missed: int) -> Iterator[tuple[str, int]]:
        """Yield suppliers and for how many of the customers missed each is to blame; count them off."""
        if shelf not in self._missing:
            return
        missing, already = self._missing[shelf], self._blamed[shelf]
        suppliers = sorted(missing)
        units_open = [blamed(missed, missing[supplier], already[supplier]) for supplier in suppliers]
        for supplier, units in zip(suppliers, largest_remainder(missed, units_open), strict=True):
            if units:
                already[supplier] += units
                yield supplier, units

    def cancelled(self, supplier: str, shelf: BuyerProduct) -> None:
        """Forget what a buyer waits for no longer."""
        for table in (self._behind, self._missing, self._blamed):
            if shelf in table:
                table[shelf].pop(supplier, None)
        for due in self._from_week.values():
            due.pop((shelf, supplier), None)

    def forget(self, name: str) -> None:
        """Forget a member that leaves, as supplier and as buyer."""
        for table in (self._behind, self._missing, self._blamed):
            for shelf, by_supplier in table.items():
                gone = list(by_supplier) if shelf[0] == name else [name]
                for supplier in gone:
                    by_supplier.pop(supplier, None)
        for due in self._from_week.values():
            for shelf, supplier in [key for key in due if name in (key[0][0], key[1])]:
                del due[shelf, supplier]
