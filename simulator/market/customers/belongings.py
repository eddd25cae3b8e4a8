"""Belongings: what customers have in use, until when, and which categories they have left, in columns.

Columns exist only where something of the scenario asks for them: 6 bytes a customer and product for what
lasts, 4 more where there are subscriptions or support, 4 more for subscriptions and 4 for support, 2 bytes a
customer and product where they buy ahead, 2 where units are repaired, 2 where talk of what does not last ends
(`talk_weeks`), 1 a customer and category where they may leave.

A unit taken in week t with a life of L weeks is in use in weeks t … t + L − 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Integers
from simulator.base.numerics.each_once import each_once
from simulator.market.state.choice_tables import NONE, RunTables

NO_END = np.iinfo(np.int32).max
"""A week that never comes."""


@dataclass
class Belongings:
    """What customers have that lasts, and what they have left."""

    tables: RunTables
    cell: NDArray[np.int32]
    """[N] cell of each customer."""
    in_use: NDArray[np.int32]
    """[N, P] last week in which the unit taken last is of use; 0: none was [week]."""
    units: NDArray[np.int16]
    """[N, P] how many units are in use together."""
    offer: NDArray[np.int32]
    """[N, P] offer that was subscribed to last, or with support taken last, or NONE."""
    luck_week: NDArray[np.int32]
    """[N, P] week of the luck that it was chosen with [week]."""
    since: NDArray[np.int16]
    """[N, P] week in which it was taken first, of what has been in use ever since; 0: before the run."""
    in_repair: NDArray[np.int16]
    """[N, P] how many units are with repairers."""
    weeks_unhelped: NDArray[np.int16]
    """[N, P] for how many weeks help with it was waited for since the last unit was taken [weeks]."""
    pantry: NDArray[np.int16]
    """[N, P] units bought ahead and not used up."""
    taken: NDArray[np.int16]
    """[N, P] week in which a unit was taken last; 0: none was [week]."""
    drawn: Integers
    """[C, P] units taken from pantries since this was asked last, less units put there."""
    left: Flags
    """[N, Q] whether the customer has left the category."""

    @classmethod
    def none(cls, tables: RunTables, cell: NDArray[np.int32]) -> "Belongings":
        """Return what customers of cells [N] have before they take anything."""
        customers, products, lasting = len(cell), len(tables.products), tables.lasting
        lasts = (customers, products if lasting.any_last else 0)
        pantry = (customers, products if tables.needs.pantry.any() else 0)
        subscribed = (customers, products if lasting.subscribed.any() else 0)
        helped = (customers, products if tables.helps and lasting.any_last else 0)
        return cls(
            tables,
            cell,
            in_use=np.zeros(lasts, dtype=np.int32),
            units=np.zeros(lasts, dtype=np.int16),
            offer=np.full(max(subscribed, helped), NONE, dtype=np.int32),
            luck_week=np.zeros(subscribed, dtype=np.int32),
            since=np.zeros(helped, dtype=np.int16),
            in_repair=np.zeros(
                (customers, products if tables.lasting.failures.any_repaired else 0), dtype=np.int16
            ),
            weeks_unhelped=np.zeros(helped, dtype=np.int16),
            pantry=np.zeros(pantry, dtype=np.int16),
            taken=np.zeros((customers, products if lasting.talk_weeks.any() else 0), dtype=np.int16),
            drawn=np.zeros((len(tables.cells), products), dtype=np.int64),
            left=np.zeros((customers, len(tables.categories) if tables.needs.any_leave else 0), dtype=bool),
        )

    def lasting_of(self, category: int) -> list[int]:
        """Return the products of a category that last."""
        return [
            product for product in self.tables.products_of[category] if self.tables.lasting.lasts[product]
        ]

    def in_use_until(self, category: int, who: Integers) -> Integers:
        """Return the last week in which customers have something of a category in use; 0: never had any."""
        lasting = self.lasting_of(category)
        found: Integers = self.in_use[who][:, lasting].max(axis=1, initial=0).astype(np.int64)
        return found

    def owns(self, category: int, week: int, who: Integers) -> Flags:
        """Say of some customers whether they have something of a category in use, or with a repairer."""
        lasting = self.lasting_of(category)
        found: Flags = self.in_use_until(category, who) >= week
        if lasting and self.in_repair.shape[1]:
            found = found | (self.in_repair[who][:, lasting] > 0).any(axis=1)
        return found

    def last_week(self, who: Integers, product: Integers) -> Integers:
        """Return the last week in which units are of use to customers; of what does not last, no end."""
        if not self.in_use.shape[1]:
            return np.full(len(who), NO_END, dtype=np.int64)
        last = self.in_use[who, product].astype(np.int64)
        return np.where(self.tables.lasting.lasts[product], last, NO_END)

    def usable(self, product: int, week: int, who: Integers) -> Flags:
        """Say of some customers whether a product is of use to them: a refill only beside a base."""
        bases = self.tables.lasting.bases[product]
        if not bases:
            return np.ones(len(who), dtype=bool)
        found: Flags = (self.in_use[who][:, bases] >= week).any(axis=1)
        return found

    def of_no_use(self, category: int, week: int, who: Integers) -> Flags:
        """Say of some customers whether nothing of a category is of use to them."""
        products = self.tables.products_of[category]
        if not all(self.tables.lasting.bases[product] for product in products):
            return np.zeros(len(who), dtype=bool)
        some: Flags = np.any([self.usable(product, week, who) for product in products], axis=0)
        return ~some

    def unmet_by_pantry(self, category: int, uses: Integers) -> Integers:
        """Let all customers use units of a category, kept ones first; return how many more they need [N].

        Of several products that they keep, those that come first in the scenario are used first.
        """
        unmet = uses
        for product in self.tables.products_of[category] if self.pantry.shape[1] else ():
            used = np.minimum(self.pantry[:, product], unmet)
            self.pantry[:, product] -= used.astype(np.int16)
            self.drawn[:, product] += self._by_cell(used)
            unmet = unmet - used
        return unmet

    def stored(self, category: int, who: Integers) -> Integers:
        """Return how many units of a category some customers have bought ahead and not used up."""
        of = list(self.tables.products_of[category])
        found: Integers = self.pantry[who][:, of].sum(axis=1, dtype=np.int64)
        return found

    def take(self, who: Integers, product: Integers, week: int) -> None:
        """Let customers have taken a unit, each customer once."""
        if self.taken.shape[1]:
            self.taken[who, product] = week

    def talked_of(self, product: int, week: int) -> Flags:
        """Say of all customers whether they have some of a product, or took some a while ago [N]."""
        taken = self.taken[:, product]
        found: Flags = (taken > 0) & (week - taken < self.tables.lasting.talk_weeks[product])
        return found | (self.pantry[:, product] > 0) if self.pantry.shape[1] else found

    def store(self, who: Integers, product: Integers) -> None:
        """Let customers keep a unit for later, each once."""
        self.pantry[who, product] += 1
        np.subtract.at(self.drawn, (self.cell[who], product), 1)

    def set_aside(self, who: Integers, product: Integers) -> None:
        """Let customers use no more a unit each row: where some of the product are kept, one of these."""
        if not self.pantry.shape[1]:
            return
        for rows in each_once(who):
            of = rows[self.pantry[who[rows], product[rows]] > 0]
            self.pantry[who[of], product[of]] -= 1
            np.add.at(self.drawn, (self.cell[who[of]], product[of]), 1)

    def worn_out(self, week: int) -> tuple[Integers, Integers, Integers]:
        """Let units wear out after their last week of use; return customers, products and units."""
        if not self.in_use.shape[1]:
            none = np.zeros(0, dtype=np.int64)
            return none, none, none
        who, product = np.nonzero((self.in_use == week - 1) & (self.units > 0))
        units = self.units[who, product].astype(np.int64)
        self.units[who, product] = 0
        return who, product, units

    def kept(self, week: int) -> tuple[Integers, Integers]:
        """Return how many units customers have in use at a week's end, and for later, each [C, P]."""
        in_use, stored = np.zeros((2, *self.drawn.shape), dtype=np.int64)
        for product in np.flatnonzero(self.tables.lasting.lasts).tolist():
            of_use = self.in_use[:, product] >= week
            in_use[:, product] = self._by_cell(np.where(of_use, self.units[:, product], 0))
        for product in range(self.pantry.shape[1]):
            stored[:, product] = self._by_cell(self.pantry[:, product].astype(np.int64))
        return in_use, stored

    def _by_cell(self, units: Integers) -> Integers:
        """Return the units of each cell [C], from the units of each customer [N]."""
        return np.bincount(self.cell, units, minlength=len(self.tables.cells)).astype(np.int64)

    def counted(self, cell: NDArray[np.int32], week: int) -> tuple[Integers, Integers]:
        """Return how many customers have each product in use [C, P], and have left each category [Q, C]."""
        cells = len(self.tables.cells)
        owners = np.zeros((cells, len(self.tables.products)), dtype=np.int64)
        gone = np.zeros((len(self.tables.categories), cells), dtype=np.int64)
        for product in np.flatnonzero(self.tables.lasting.lasts).tolist():
            owners[:, product] = np.bincount(cell[self.in_use[:, product] >= week], minlength=cells)
        for category in range(self.left.shape[1]):
            gone[category] = np.bincount(cell[self.left[:, category]], minlength=cells)
        return owners, gone

    def ended(self, category: int, week: int, who: Integers) -> Integers:
        """Return which subscription of some customers ended last week, a product, or NONE."""
        found = np.full(len(who), NONE, dtype=np.int64)
        for product in self.lasting_of(category):
            if self.tables.lasting.subscribed[product] and week > 1:
                found[self.in_use[who, product] == week - 1] = product
        return found
