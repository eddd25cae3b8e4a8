"""Customer columns: what customers are, have at hand, own, wait for and remember, one row each."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import KeyedRandom, happens
from simulator.base.numerics.ragged import starts_of
from simulator.market.customers.belongings import Belongings
from simulator.market.customers.own_talk import OwnTalk
from simulator.market.customers.population_draw import People
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.market.state.utility_columns import Column
from simulator.mechanisms.communication.awareness import aware_by_own


@dataclass
class CustomerColumns:
    """Customers in columns: their people, what they own, wait for and remember."""

    run_tables: RunTables
    people: People
    dice: KeyedRandom
    experience: Flags
    """[N, P] whether the customer has ever had the product."""
    waiting: NDArray[np.int16]
    """[N, Q] how many units of the category the customer has ordered and waits for."""
    belongings: Belongings
    """What customers have in use, and have left."""
    memory: dict[str, Column] = field(default_factory=dict)
    """[N] by name: what terms of utility remember of each customer."""
    own: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    """[N, P] by name: what terms of utility remember of each customer and product; how often it had it."""
    heard: dict[int, NDArray[np.float32]] = field(default_factory=dict)
    """[N] by product: what media have shown to each customer itself, and it remembers [contacts]."""
    believes: dict[tuple[int, int], NDArray[np.float32]] = field(default_factory=dict)
    """[N] by product and benefit: how much more it believes than its cell, by what was shown to it itself."""
    own_talk: OwnTalk | None = None
    """What was said to each customer itself; none: nothing that counts."""
    reach: Floats = field(default_factory=lambda: np.zeros(0))
    """[O] for which share of its customers each outlet is at hand [share]."""

    def price_sensitivity(self, who: Integers, category: int | Integers) -> Floats:
        """Return the utility that a unit of currency, paid for a category, costs customers [utils].

        *category* is one for all, or a column with that of each.
        """
        weight = self.run_tables.needs.price_weight[category, self.people.cell.take(who)]
        found: Floats = self.people.price_sensitivity.take(who).astype(np.float64) * weight
        return found

    def aware(self, aware: Words, product: int, who: Integers, cell: Integers) -> Words:
        """Return the thresholds under which words of customers mean that they know a product.

        *aware*: those of their cells [C, P]; beside them each has what it has heard itself.
        """
        of_cell, heard = aware[:, product].take(cell), self.heard.get(product)
        return of_cell if heard is None else aware_by_own(of_cell, heard.take(who).astype(np.float64))

    @cached_property
    def is_member(self) -> Flags:
        """Say which customers are members of the community of a product while they have it in use [N, P]."""
        found = np.zeros(self.experience.shape, dtype=bool)
        keys, joins = self.run_tables.product_keys, self.run_tables.communities.joins
        for product in np.flatnonzero(joins).tolist():
            words = self.dice.words("member", -1, self.people.key, keys[product])
            found[:, product] = happens(words, joins[product])
        return found

    def members(self, week: int) -> Integers:
        """Return how many members of its community have each product in use [C, P]."""
        cells = len(self.run_tables.cells)
        found = np.zeros((cells, len(self.run_tables.products)), dtype=np.int64)
        for product in np.flatnonzero(self.run_tables.communities.joins).tolist():
            has_it = self.belongings.in_use[:, product] >= week
            at = self.people.cell[has_it & self.is_member[:, product]]
            found[:, product] = np.bincount(at, minlength=cells)
        return found

    def having(self, in_use: Integers, week: int) -> Integers:
        """Return how many customers are heard of each product [C, P]; *in_use*: how many have it in use.

        What does not last they have had, for good or not too long ago (`talk_weeks`), unless some is kept for
        later; and did not leave its category: who left is heard no more. As `Consumer.is_heard_of`.
        """
        found, left = in_use.copy(), self.belongings.left
        for product in np.flatnonzero(~self.run_tables.lasting.lasts).tolist():
            fades = self.run_tables.lasting.talk_weeks[product] > 0
            has_it = self.belongings.talked_of(product, week) if fades else self.experience[:, product]
            if left.shape[1]:
                has_it = has_it & ~left[:, self.run_tables.category_of[product]]
            found[:, product] = np.bincount(self.people.cell[has_it], minlength=len(found))
        return found

    def held_by_community(self, who: Integers, product: Integers) -> Floats:
        """Return what keeps customers with a category, as members of a product's community, c₃ [number]."""
        if not self.run_tables.communities.any_join:
            return np.zeros(len(who))
        stays = self.run_tables.communities.stays.take(product)
        return np.where(self.is_member[who, product], stays, 0.0)

    @cached_property
    def at_hand(self) -> tuple[tuple[Integers, NDArray[np.int32]], ...]:
        """Return, for each category, where each customer's offers at hand begin, and the offers."""
        return tuple(map(self._at_hand, range(len(self.run_tables.categories))))

    def _at_hand(self, category: int) -> tuple[Integers, NDArray[np.int32]]:
        row, offer = self.offers_at(self.people.candidates, category)
        return starts_of(row, len(self.people.candidates)), offer.astype(np.int32)

    def offers_at(self, candidates: NDArray[np.int32], category: int) -> tuple[Integers, Integers]:
        """Return row and number of the offers of a category that outlets at hand may have [n, K]."""
        products = self.run_tables.products_of[category]
        customer, slot = np.nonzero(candidates != NONE)
        outlet = candidates[customer, slot].astype(np.int64)
        at, number = np.nonzero(self.run_tables.offered[outlet][:, list(products)])
        offer = self.run_tables.offer(outlet[at], np.array(products, dtype=np.int64)[number])
        return customer[at], offer
