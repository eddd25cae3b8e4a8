"""Errand: customers of one block with the same need in the same week, looking and weighing as columns.

`Customer.visit` for many at once: what they know, what they see, whose advice they take, how they weigh.
What is seen is a ragged list of pairs, one an offer, in the order of customers, outlets and products.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.crowd.people import People
from simulator.domain.window import NONE, Flags, Floats, Integers, Layout, Window, Words
from simulator.ground.dice import Dice, happens, stable_key, uniforms
from simulator.ground.portable import gumbel_many
from simulator.kernels.ragged import highest


@dataclass(frozen=True)
class Seen:
    """What customers see: one pair an offer, laid end to end."""

    row: Integers
    outlet: Integers
    product: Integers
    in_stock: Flags


@dataclass(frozen=True)
class Columns:
    """The customers: who they are, and what they have and remember."""

    layout: Layout
    people: People
    dice: Dice
    experience: Flags
    """[N, P] whether the customer has ever had the product."""
    last_outlet: NDArray[np.int32]
    """[N] outlet bought at last, or NONE."""


@dataclass(frozen=True)
class Errand:
    """Some customers, out for one category this week."""

    columns: Columns
    window: Window
    category: int
    who: Integers
    """Rows of the customers."""

    @property
    def layout(self) -> Layout:
        """Return what never changes."""
        return self.columns.layout

    @cached_property
    def cell(self) -> NDArray[np.int32]:
        """Return the cell of each customer."""
        return self.columns.people.cell[self.who]

    @cached_property
    def products(self) -> Integers:
        """Return the products of the category."""
        return np.array(self.layout.products_of[self.category], dtype=np.int64)

    def luck(self, purpose: str, who: Integers, what: Words | int = 0) -> Words:
        """Return customers' words of this week for a purpose, from the keyed dice."""
        name = self.layout.categories[self.category]
        return self.columns.dice.words(
            f"{purpose} {name}", self.window.week, self.columns.people.key[who], what
        )

    def needing(self) -> "Errand":
        """Return the errand of those who need something this week."""
        words = self.luck("need", self.who)
        needs = happens(words, self.window.need[self.category][self.cell])
        return Errand(self.columns, self.window, self.category, self.who[needs])

    @cached_property
    def known(self) -> Flags:
        """Return which products of the category each customer knows [n, products of the category]."""
        keys, products = self.columns.people.key[self.who][:, None], self.products[None, :]
        words = self.columns.dice.words("aware", -1, keys, self.layout.product_keys[products])
        heard = happens(words, self.window.aware[self.cell[:, None], products])
        return heard | self.columns.experience[self.who[:, None], products]

    @cached_property
    def seen(self) -> Seen:
        """Return what each customer sees: offers at outlets at hand of products it knows."""
        candidates = self.columns.people.candidates[self.who]
        row, slot = np.nonzero(candidates != NONE)
        outlet = candidates[row, slot].astype(np.int64)
        at, number = np.nonzero(self.window.carried[outlet][:, self.products] & self.known[row])
        outlet, product = outlet[at], self.products[number]
        return Seen(row[at], outlet, product, self.window.stock[outlet, product] > 0)

    @cached_property
    def adviser(self) -> Integers:
        """Return whose advice each customer takes, or NONE."""
        seen = self.seen
        pull = self.window.advice[self.category][self.cell[seen.row], seen.outlet]
        asked = np.flatnonzero(seen.in_stock & (pull > -np.inf))
        row, outlet = seen.row[asked], seen.outlet[asked]
        once = np.ones(len(asked), dtype=bool)  # an outlet with several products is asked once
        once[1:] = (row[1:] != row[:-1]) | (outlet[1:] != outlet[:-1])
        row, outlet = row[once], outlet[once]
        words = self.luck("advice", self.who[row], self.layout.outlet_keys[outlet])
        best, most = highest(row, pull[asked][once] + gumbel_many(uniforms(words)), len(self.who))
        alone = gumbel_many(uniforms(self.luck("advice", self.who)))
        return np.where(most > alone, picked(outlet, best), NONE)

    def weighed(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Weigh every offer seen: benefits, price, taste, trust and luck, as in `Customer.weigh`."""
        seen, window, people = self.seen, self.window, self.columns.people
        customer, cell = self.who[seen.row], self.cell[seen.row]
        felt = window.price[seen.outlet, seen.product] * window.salience[cell]
        price = -(people.price_sensitivity[customer].astype(np.float64) * felt)
        taste = np.zeros(len(customer))
        for trait in range(self.layout.traits.shape[1]):
            taste += (
                people.tastes[customer, trait].astype(np.float64) * self.layout.traits[seen.outlet, trait]
            )
        doubt = window.doubt[cell, seen.product] * self._doubt_left()[seen.row]
        loyal = self.columns.last_outlet[customer] == seen.outlet
        trust = np.where(loyal, self.layout.loyalty[cell], 0.0) - doubt
        words = self.luck("choice", customer, self.layout.offer_keys[seen.outlet, seen.product])
        benefits = window.appeal[cell, seen.outlet, seen.product]
        return benefits, price, taste, trust, gumbel_many(uniforms(words))

    def _doubt_left(self) -> Floats:
        """Return the share of doubt that advice has left to each customer."""
        advised = np.flatnonzero(self.adviser != NONE)
        left = np.ones(len(self.who))
        left[advised] = 1.0 - self.layout.expertise[self.adviser[advised]]
        return left

    def not_buying(self) -> Floats:
        """Return this week's luck with not buying."""
        key = stable_key("nothing", self.layout.categories[self.category])
        return gumbel_many(uniforms(self.luck("choice", self.who, key)))

    def sensitivity(self) -> Floats:
        """Return the utility that a unit of currency costs each customer this week."""
        return (
            self.columns.people.price_sensitivity[self.who].astype(np.float64)
            * self.window.salience[self.cell]
        )


def picked(values: Integers, where: Integers) -> Integers:
    """Return values[where], NONE where there is no place."""
    result = np.full(len(where), NONE, dtype=np.int64)
    there = np.flatnonzero(where != NONE)
    result[there] = values[where[there]]
    return result
