"""Consideration set: what customers with the same need in the same week know and see, in columns.

The first half of `Customer.visit` for many at once, up to the advice that they take.
What is seen is a ragged list of pairs, one an offer, in the order of customers, outlets and products.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.base.keyed_random import happens, uniform
from simulator.base.numerics.portable import gumbel
from simulator.base.numerics.ragged import highest, picked, picked_rows
from simulator.market.customers.choice_luck import crowded
from simulator.market.customers.customer_columns import CustomerColumns
from simulator.market.customers.own_talk import heard_by_each
from simulator.market.customers.shocks_drawn import Lot, shocks
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.market.state.luck_weeks import LUCK, ORDINAL


def looks_again(
    week: int, luck_week: Integers | None, weeks_open: Integers | None, held: Integers | None
) -> Flags | None:
    """Say of each of some needs whether its choice is a known one: its luck was told before.

    It is of another week, of a need open before, or of a unit like the one just had. None: of no need.
    What is known is counted as it is found (`UtilityInFact`), not expected over all luck.
    """
    again = None if weeks_open is None else weeks_open > 0
    if luck_week is None:
        return again
    of_before = luck_week % ORDINAL < week
    if held is not None:
        of_before = of_before | (held != NONE)
    return of_before if again is None else of_before | again


def looks_first(needs: int, weeks_open: Integers | None) -> Flags:
    """Say of each of some needs whether it is looked for for the first time; none: all are."""
    return np.ones(needs, dtype=bool) if weeks_open is None else weeks_open == 0


@dataclass(frozen=True)
class Seen:
    """Offers that customers see: one pair an offer, laid end to end."""

    row: Integers
    offer: Integers
    in_stock: Flags


@dataclass(frozen=True)
class ConsiderationSet:
    """Some customers, looking for one category this week."""

    columns: CustomerColumns
    tables: WeekTables
    category: int
    who: Integers
    """Rows of the customers."""
    luck_week: Integers | None = None
    """Week of the luck that the need of each has; none: this week for all [week]."""
    weeks_open: Integers | None = None
    """For how many weeks each need has been open before; none: all look for the first time [weeks]."""
    found_outlets: NDArray[np.int32] | None = None
    """Outlets at hand of each, with outlets that a longer search finds; none: the people's own [n, K]."""
    held: Integers | None = None
    """Offer that each has subscribed to and alone weighs, or NONE; none: no customer has."""
    told: Integers | None = None
    """Product that is suggested to each, and thereby known; none: to no customer."""
    shown: Flags | None = None
    """Whether a product was shown to each by an ad, and is thereby known [n, P]; none: nothing was."""
    answered: NDArray[np.uint8] | None = None
    """Which questions about products were answered to each, as bits [n, P]; none: none was."""

    @property
    def run_tables(self) -> RunTables:
        """Return what never changes."""
        return self.columns.run_tables

    @property
    def is_first(self) -> Flags:
        """Say whether each looks for the first time with its need."""
        return looks_first(len(self.who), self.weeks_open)

    @property
    def is_again(self) -> Flags | None:
        """Say whether each has looked for the same before; none: no customer has."""
        return looks_again(self.tables.week, self.luck_week, self.weeks_open, self.held)

    @cached_property
    def cell(self) -> Integers:
        """Return the cell of each customer."""
        return self.columns.people.cell.take(self.who).astype(np.int64)

    @cached_property
    def luck_key(self) -> Integers:
        """Return the week of each one's luck, with the number of its need, the same for all of its units."""
        return np.asarray(self.luck_week) & LUCK

    @cached_property
    def key(self) -> Words:
        """Return the key of each customer's luck."""
        return self.columns.people.key.take(self.who)

    def luck(self, purpose: str, what: Words | int = 0, row: Integers | None = None) -> Words:
        """Return the words of customers' needs for a purpose; *row*: the customer of each.

        A need keeps the luck of the week in which it arose.
        """
        name = self.run_tables.categories[self.category]
        week = self.tables.week if self.luck_week is None else self.luck_key
        return self.columns.dice.words(f"{purpose} {name}", week, self.key, what, row)

    def needs_arise(self) -> Flags:
        """Say of each customer whether a need arises this week."""
        return happens(self.luck("need"), self.tables.need[self.category].take(self.cell))

    def at[Kind: np.generic](self, table: NDArray[Kind]) -> NDArray[Kind]:
        """Return what a table [Q, C] has for each customer."""
        found: NDArray[Kind] = table[self.category].take(self.cell)
        return found

    @cached_property
    def known(self) -> Flags:
        """Return which products each customer knows [n, P]; only of the category."""
        known = np.zeros((len(self.who), len(self.run_tables.products)), dtype=bool)
        for product in self.run_tables.products_of[self.category]:
            words = self.columns.dice.words("aware", -1, self.key, self.run_tables.product_keys[product])
            aware = self.columns.aware(self.tables.aware, product, self.who, self.cell)
            known[:, product] = happens(words, aware)
            known[:, product] |= self.columns.experience[self.who, product]
            if self.told is not None:
                known[:, product] |= self.told == product
            if self.shown is not None:
                known[:, product] |= self.shown[:, product]
            if self.held is not None:
                held = self.held % len(self.run_tables.products)
                known[:, product] |= (self.held != NONE) & (held == product)
            if self.run_tables.lasting.bases[product]:
                known[:, product] &= self.columns.belongings.usable(product, self.tables.week, self.who)
        return known

    @cached_property
    def seen(self) -> Seen:
        """Return what each customer sees: offers at hand of products it knows."""
        row, offer = self.offers_at_hand
        product = self.run_tables.product_of.take(offer)
        knows = self.known.ravel().take(row * len(self.run_tables.products) + product)
        visible = np.flatnonzero(knows & self.tables.carried.ravel().take(offer))
        row, offer = row.take(visible), offer.take(visible)
        in_stock = self.tables.stock.ravel().take(offer) > 0
        return Seen(row, offer, in_stock)

    @cached_property
    def offers_at_hand(self) -> tuple[Integers, Integers]:
        """Return the offers at hand, pair by pair, known or not; what a customer goes on with alone."""
        return self._at_hand() if self.held is None else self._with_held(self.held)

    def _at_hand(self) -> tuple[Integers, Integers]:
        """Return the offers at hand, pair by pair, with offers that a longer search finds."""
        if self.found_outlets is not None:
            return self.columns.offers_at(self.found_outlets, self.category)
        starts, offers = self.columns.at_hand[self.category]
        row, pair = picked_rows(starts, self.who)
        return row, offers.take(pair).astype(np.int64)

    def _with_held(self, held: Integers) -> tuple[Integers, Integers]:
        """Return the same, of customers that go on with a subscription what they have alone."""
        row, offer = self._at_hand()
        others = held.take(row) == NONE
        goes_on = np.flatnonzero(held != NONE)
        row, offer = np.append(row[others], goes_on), np.append(offer[others], held[goes_on])
        order = np.argsort(row, kind="stable")
        return row[order], offer[order]

    @cached_property
    def place(self) -> Integers:
        """Return where each pair stands in tables of cells and offers [C, O, P]."""
        return (self.cell * self.tables.stock.size).take(self.seen.row) + self.seen.offer

    @cached_property
    def wait(self) -> Floats | None:
        """Return what waiting costs each pair, as `Customer.cost_of_waiting`; none without backorders."""
        return None if self.tables.wait is None else self.tables.wait.ravel().take(self.place)

    @cached_property
    def to_be_had(self) -> Flags:
        """Return which pairs are in stock, or can be ordered and waited for."""
        return self.seen.in_stock if self.wait is None else self.seen.in_stock | (self.wait > -np.inf)

    @cached_property
    def asked(self) -> tuple[Integers, Integers, Floats]:
        """Return the outlets that each customer may ask for advice, one pair an outlet: row, outlet, pull."""
        seen, pull = self.seen, self.tables.pull[self.category].ravel().take(self.place)
        asks = self.to_be_had & (pull > -np.inf)
        if self.held is not None:
            asks &= self.held.take(seen.row) == NONE
        asked = np.flatnonzero(asks)
        row, outlet = seen.row.take(asked), self.run_tables.outlet_of.take(seen.offer.take(asked))
        if len(self.run_tables.products_of[self.category]) > 1:  # an outlet with several is asked once
            again = (row[1:] == row[:-1]) & (outlet[1:] == outlet[:-1])
            once = np.flatnonzero(np.append(True, ~again)[: len(asked)])
            asked, row, outlet = asked.take(once), row.take(once), outlet.take(once)
        return row, outlet, pull.take(asked)

    @cached_property
    def shocks(self) -> list[list[Floats]]:
        """Return the luck of pairs, by branches: of offers seen, and if any may be asked, of outlets."""
        tables, seen, (row, outlet, _) = self.run_tables, self.seen, self.asked
        offers = Lot(tables.nests.offers, seen.row, seen.offer, tables.offer_keys.ravel().take(seen.offer))
        if not len(row):
            return shocks(self, offers)
        return shocks(self, offers, Lot(tables.nests.advice, row, outlet, tables.outlet_keys.take(outlet)))

    @cached_property
    def adviser(self) -> Integers:
        """Return the adviser of each customer, an outlet, or NONE."""
        row, outlet, pull = self.asked
        if not len(row):
            return np.full(len(self.who), NONE)
        nests, scale = self.run_tables.nests.advice.nests, self.shock.take(row)
        luck = scale * crowded(nests, self.shocks[1], row, outlet, self.cell, pull / scale)[0]
        best, most = highest(row, pull + luck, len(self.who))
        alone = self.shock * gumbel(uniform(self.luck("advice")))
        return np.where(most > alone, picked(outlet, best), NONE)

    @cached_property
    def shock(self) -> Floats:
        """Return the scale of each customer's luck."""
        return self.run_tables.shock.take(self.cell)

    def sensitivity(self) -> Floats:
        """Return the utility, in units of luck, that a unit of currency costs each customer this week."""
        return self.price_sensitivity * self.salience / self.shock

    @cached_property
    def heard_of_price(self) -> Floats:
        """Return how far each customer heard of price [n]."""
        return heard_by_each(self.columns.own_talk, self.tables.talk, self.who, self.cell)

    @cached_property
    def salience(self) -> Floats:
        """Return how much more price weighs to each this week than by itself [multiple, n]."""
        weighs: Floats = self.tables.talk.weighs(self.heard_of_price)
        return weighs

    @cached_property
    def price_sensitivity(self) -> Floats:
        """Return the utility that a unit of currency costs each customer here [utils per currency]."""
        return self.columns.price_sensitivity(self.who, self.category)
