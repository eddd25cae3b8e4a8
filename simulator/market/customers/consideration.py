"""Errand: customers of one block with the same need in the same week, looking and weighing as columns.

`Customer.visit` for many at once: what they know, what they see, whose advice they take, how they weigh.
What is seen is a ragged list of pairs, one an offer, in the order of customers, outlets and products.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import KeyedRandom, happens, stable_key, uniform
from simulator.base.numerics.portable import gumbel
from simulator.base.numerics.ragged import highest, picked, picked_rows, starts_of
from simulator.market.customers.effective_price import EffectivePrices, bargains_of
from simulator.market.customers.population_draw import People
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.mechanisms.choice.willingness_to_pay import worth_many


@dataclass(frozen=True)
class Seen:
    """What customers see: one pair an offer, laid end to end."""

    row: Integers
    offer: Integers
    in_stock: Flags


@dataclass(frozen=True)
class Columns:
    """The customers: who they are, and what they have and remember."""

    run_tables: RunTables
    people: People
    dice: KeyedRandom
    experience: Flags
    """[N, P] whether the customer has ever had the product."""
    last_outlet: NDArray[np.int32]
    """[N] outlet bought at last, or NONE."""
    waiting: Flags
    """[N, Q] whether the customer waits for something of the category that it has ordered."""

    @cached_property
    def at_hand(self) -> tuple[tuple[Integers, NDArray[np.int32]], ...]:
        """Return, for each category, where each customer's offers at hand begin, and the offers."""
        return tuple(self._at_hand(products) for products in self.run_tables.products_of)

    def _at_hand(self, products: tuple[int, ...]) -> tuple[Integers, NDArray[np.int32]]:
        candidates = self.people.candidates
        customer, slot = np.nonzero(candidates != NONE)
        outlet = candidates[customer, slot].astype(np.int64)
        at, number = np.nonzero(self.run_tables.offered[outlet][:, list(products)])
        offer = self.run_tables.offer(outlet[at], np.array(products, dtype=np.int64)[number])
        return starts_of(customer[at], len(candidates)), offer.astype(np.int32)


@dataclass(frozen=True)
class ConsiderationSet:
    """Some customers, out for one category this week."""

    columns: Columns
    week_tables: WeekTables
    category: int
    who: Integers
    """Rows of the customers."""

    @property
    def run_tables(self) -> RunTables:
        """Return what never changes."""
        return self.columns.run_tables

    @cached_property
    def cell(self) -> Integers:
        """Return the cell of each customer."""
        return self.columns.people.cell.take(self.who).astype(np.int64)

    @cached_property
    def key(self) -> Words:
        """Return the key of each customer's luck."""
        return self.columns.people.key.take(self.who)

    def luck(self, purpose: str, what: Words | int = 0, row: Integers | None = None) -> Words:
        """Return customers' words of this week for a purpose, from the keyed dice; *row*: whose each is."""
        name = self.run_tables.categories[self.category]
        return self.columns.dice.words(f"{purpose} {name}", self.week_tables.week, self.key, what, row)

    def needing(self) -> "ConsiderationSet":
        """Return the errand of those who need something this week."""
        needs = happens(self.luck("need"), self.week_tables.need[self.category].take(self.cell))
        if self.week_tables.wait is not None:
            needs &= ~self.columns.waiting[self.who, self.category]
        return ConsiderationSet(self.columns, self.week_tables, self.category, self.who[needs])

    @cached_property
    def known(self) -> Flags:
        """Return which products each customer knows [n, P]; only those of the category are looked at."""
        known = np.zeros((len(self.who), len(self.run_tables.products)), dtype=bool)
        for product in self.run_tables.products_of[self.category]:
            words = self.columns.dice.words("aware", -1, self.key, self.run_tables.product_keys[product])
            known[:, product] = happens(words, self.week_tables.aware[:, product].take(self.cell))
        return known | self.columns.experience[self.who]

    @cached_property
    def seen(self) -> Seen:
        """Return what each customer sees: offers at hand of products it knows."""
        starts, offers = self.columns.at_hand[self.category]
        row, pair = picked_rows(starts, self.who)
        offer = offers.take(pair).astype(np.int64)
        product = self.run_tables.product_of.take(offer)
        knows = self.known.ravel().take(row * len(self.run_tables.products) + product)
        visible = np.flatnonzero(knows & self.week_tables.carried.ravel().take(offer))
        row, offer = row.take(visible), offer.take(visible)
        in_stock = self.week_tables.stock.ravel().take(offer) > 0
        return Seen(row, offer, in_stock)

    @cached_property
    def place(self) -> Integers:
        """Return where each pair stands in tables of cells and offers [C, O, P]."""
        return (self.cell * self.week_tables.stock.size).take(self.seen.row) + self.seen.offer

    @cached_property
    def wait(self) -> Floats | None:
        """Return what waiting costs each pair, as `Customer.cost_of_waiting`; none where nobody can."""
        return None if self.week_tables.wait is None else self.week_tables.wait.ravel().take(self.place)

    @cached_property
    def to_be_had(self) -> Flags:
        """Return which pairs are in stock, or can be ordered and waited for."""
        return self.seen.in_stock if self.wait is None else self.seen.in_stock | (self.wait > -np.inf)

    @cached_property
    def adviser(self) -> Integers:
        """Return whose advice each customer takes, or NONE."""
        seen, pull = self.seen, self.week_tables.pull[self.category].ravel().take(self.place)
        asked = np.flatnonzero(self.to_be_had & (pull > -np.inf))
        row, outlet = seen.row.take(asked), self.run_tables.outlet_of.take(seen.offer.take(asked))
        if (
            len(self.run_tables.products_of[self.category]) > 1
        ):  # an outlet with several products is asked once
            again = (row[1:] == row[:-1]) & (outlet[1:] == outlet[:-1])
            once = np.flatnonzero(np.append(True, ~again)[: len(asked)])
            asked, row, outlet = asked.take(once), row.take(once), outlet.take(once)
        words = self.luck("advice", self.run_tables.outlet_keys.take(outlet), row)
        luck = self.shock.take(row) * gumbel(uniform(words))
        best, most = highest(row, pull.take(asked) + luck, len(self.who))
        alone = self.shock * gumbel(uniform(self.luck("advice")))
        return np.where(most > alone, picked(outlet, best), NONE)

    @cached_property
    def bargains(self) -> EffectivePrices:
        """Return what is asked of each customer for each offer seen."""
        return bargains_of(self)

    def weighed(self) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Weigh every offer seen: benefits, price, taste, trust and luck, as in `Customer.weigh`."""
        row, offer = self.seen.row, self.seen.offer
        week_tables, run_tables, people = self.week_tables, self.run_tables, self.columns.people
        benefits = week_tables.appeal.ravel().take(self.place)
        sensitivity = people.price_sensitivity.take(self.who).astype(np.float64)
        price = -(sensitivity.take(row) * self.bargains.felt)
        outlet, taste = run_tables.outlet_of.take(offer), np.zeros(len(row))
        likings = people.tastes.take(self.who, axis=0).astype(np.float64)
        for liking, trait in zip(likings.T, run_tables.traits.T, strict=True):
            taste += liking.take(row) * trait.take(outlet)
        doubt = week_tables.doubted.ravel().take(self.place) * self._doubt_left().take(row)
        trust = 0.0 - doubt
        loyal = np.flatnonzero(self.columns.last_outlet.take(self.who).astype(np.int64).take(row) == outlet)
        trust[loyal] = run_tables.loyalty.take(self.cell).take(row.take(loyal)) - doubt.take(loyal)
        luck = gumbel(uniform(self.luck("choice", run_tables.offer_keys.ravel().take(offer), row)))
        luck *= self.shock.take(row)
        return benefits, price, taste, trust, luck

    def _doubt_left(self) -> Floats:
        """Return the share of doubt that advice has left to each customer."""
        advised = np.flatnonzero(self.adviser != NONE)
        left = np.ones(len(self.who))
        left[advised] = 1.0 - self.run_tables.expertise.take(self.adviser.take(advised))
        return left

    def not_buying(self) -> tuple[Floats, Floats]:
        """Weigh going without, as `Customer.not_buying`: what is forgone, and this week's luck with it."""
        key = stable_key("nothing", self.run_tables.categories[self.category])
        return self._forgone(), self.shock * gumbel(uniform(self.luck("choice", key)))

    def _forgone(self) -> Floats:
        forgone = np.zeros(len(self.who))
        for cell, drawn in enumerate(self.run_tables.worths):
            rows = np.flatnonzero(self.cell == cell) if drawn is not None else ()
            if drawn is not None and len(rows):
                rank = uniform(self.luck("worth", 0, np.asarray(rows)))
                value = worth_many(drawn.shape, drawn.scale, drawn.elasticity or 0.0, rank)
                beta = self.columns.people.price_sensitivity.take(self.who.take(rows)).astype(np.float64)
                forgone[rows] = -(beta * value)
        return forgone

    @cached_property
    def shock(self) -> Floats:
        """Return the scale of each customer's luck."""
        return self.run_tables.shock.take(self.cell)

    def sensitivity(self) -> Floats:
        """Return the utility, in units of luck, that a unit of currency costs each customer this week."""
        beta = self.columns.people.price_sensitivity.take(self.who).astype(np.float64)
        return beta * self.week_tables.salience.take(self.cell) / self.shock
