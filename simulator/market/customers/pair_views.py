"""Pair views: shopper, offer and visit as terms of utility are handed them in columns.

A pair is an offer that a customer sees. Each view has the same attributes as `Customer`, `Offer` and
`Visit` have for one, as columns over pairs: what a term of utility computes from them is the same to the bit.
"""

from functools import cached_property
from typing import Any

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.base.numerics.ragged import highest, summed
from simulator.domain.people.utility_term import Taste
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.effective_price import EffectivePrices
from simulator.market.customers.needing_help import WeeksUnhelped
from simulator.market.customers.own_beliefs import own_belief
from simulator.market.customers.own_memory import OwnColumns
from simulator.market.customers.questions_asked import questions_open
from simulator.market.state.choice_tables import NONE
from simulator.market.state.terms_of_return import numbers_of
from simulator.market.state.utility_columns import Codes, Column, ColumnView


def shopper_view(looking: ConsiderationSet, row: Integers) -> ColumnView:
    """Return the customers of pairs in some rows: parameters, own tastes, memory."""
    columns, tables = looking.columns, looking.tables
    cell = looking.cell.take(row)

    def of_customer(column: Column) -> Column:
        own = column.take(looking.who)  # first those who look, then their pairs: far fewer places of memory
        return (own.astype(np.float64) if own.dtype.kind == "f" else own).take(row)

    people = columns.people
    return ColumnView(
        (columns.memory, of_customer),
        ({"salience": looking.salience}, lambda column: column.take(row)),
        (tables.terms.segment_columns, lambda column: column.take(cell)),
        price_sensitivity=looking.price_sensitivity.take(row),
        own=OwnColumns(columns.own, looking.who.take(row)),
        weeks_unhelped=WeeksUnhelped(columns.belongings.weeks_unhelped, looking.who.take(row)),
        tastes=Tastes(people.tastes.take(looking.who, axis=0), people.taste_names, row, tables.terms.codes),
    )


class Tastes:
    """Customers' own tastes by name, or by name and format, as columns over pairs."""

    def __init__(self, tastes: Column, names: tuple[Taste, ...], row: Integers, codes: Codes) -> None:
        self._tastes, self._row, self._codes = tastes, row, codes
        self._column = {name: column for column, name in enumerate(names)}

    def __getitem__(self, name: str | tuple[str, Integers]) -> Floats:
        if isinstance(name, str):
            taste: Floats = self._tastes[:, self._column[name]].astype(np.float64).take(self._row)
            return taste
        kind, code = name
        place = [self._column.get((kind, text), len(self._column)) for text in self._codes.names]
        column = np.array(place, dtype=np.int64).take(code)
        found: Floats = self._tastes[self._row, column].astype(np.float64)
        return found


def offer_view(
    looking: ConsiderationSet, asked: EffectivePrices, pairs: Integers | None = None
) -> ColumnView:
    """Return the offers of all pairs, or of some: outlet, product, price *asked* and what terms declare."""
    tables, seen, row = looking.tables, looking.seen, looking.seen.row
    offer, place, felt, paid = seen.offer, looking.place, asked.felt, asked.price
    if pairs is not None:
        row, offer, place = row.take(pairs), offer.take(pairs), place.take(pairs)
        felt, paid = felt.take(pairs), paid.take(pairs)
    who = looking.who.take(row)
    outlet = looking.run_tables.outlet_of.take(offer)
    product, stock = looking.run_tables.product_of.take(offer), tables.stock
    return ColumnView(
        (tables.outlet_columns, lambda column: column.take(outlet)),
        (tables.terms.product_columns, lambda column: column.take(product)),
        ({"price": tables.price}, lambda column: column.ravel().take(offer)),
        ({"believed": tables.offer.believed}, lambda column: column.ravel().take(place)),
        own_belief(looking.columns, tables, who, product, place),
        ({"truth": tables.offer.truth}, lambda column: column.ravel().take(product)),
        ({"brand_equity": tables.offer.brand_equity}, lambda column: column[place // stock.size, 0, product]),
        ({"rating": tables.offer.rating}, lambda column: column.ravel().take(product)),
        ({"outlet_rating": tables.offer.outlet_rating}, lambda column: column.ravel().take(outlet)),
        ({"reference_price": tables.reference_price}, lambda column: column[place // stock.size, product]),
        ({"heard_of_price": looking.heard_of_price}, lambda column: column.take(row)),
        ({"brings_back": paid}, lambda column: brings_back(looking, asked, pairs, column)),
        outlet=outlet,
        product=product,
        benefits=tables.offer.benefits,
        in_stock=stock.ravel().take(offer) > 0,
        price_felt=felt,
        price_paid=paid,
    )


def brings_back(
    looking: ConsiderationSet, asked: EffectivePrices, pairs: Integers | None, paid: Floats
) -> Floats:
    """Return what sending offers back brings that were *paid* for, NaN where it can't be [currency]."""
    seen, found = looking.seen, looking.tables.brings_back
    if found is None:
        return np.full(len(paid), np.nan)
    taken = np.full(len(seen.row), NONE) if asked.promotion is None else asked.promotion
    some = slice(None) if pairs is None else pairs
    under = numbers_of(looking.tables.promotions, taken[some])
    return found(seen.offer[some], under, paid, looking.cell.take(seen.row[some]))


class VisitView:
    """The visits that pairs belong to: adviser, what is left of doubt, and the whole set of offers seen.

    *product*: of each pair, which need not be one that its visit saw.
    """

    def __init__(
        self, looking: ConsiderationSet, offers: ColumnView, row: Integers, product: Integers
    ) -> None:
        self._looking, self._offers, self._row, self._product = looking, offers, row, product

    @cached_property
    def doubt_left(self) -> Floats:
        """Return the share of doubt that advice has left about the product of each pair."""
        advised = np.flatnonzero(self.adviser != NONE)
        adviser, product = self.adviser.take(advised), self._product.take(advised)
        left = np.ones(len(self._row))
        left[advised] = 1.0 - self._looking.tables.expertise[adviser, product]
        return left

    @cached_property
    def adviser(self) -> Integers:
        """Return the outlet that gives the advice taken, or NONE."""
        return self._looking.adviser.take(self._row)

    @cached_property
    def questions_open(self) -> tuple[Floats, ...]:
        """Return whether each question about the product of each pair is open, 1 or 0."""
        return questions_open(self._looking, self._row, self._product)

    @cached_property
    def _counts(self) -> Integers:
        return np.bincount(self._looking.seen.row, minlength=len(self._looking.who))

    @property
    def count(self) -> Integers:
        """Return how many offers are seen."""
        return self._counts.take(self._row)

    @property
    def products(self) -> Integers:
        """Return how many different products are seen, at however many outlets."""
        looking = self._looking
        sees = np.zeros_like(looking.known)
        sees[looking.seen.row, looking.run_tables.product_of.take(looking.seen.offer)] = True
        products: Integers = sees.sum(axis=1).take(self._row)
        return products

    def least(self, name: str) -> Floats:
        """Return the least that any offer seen has of something, such as price."""
        _, most = highest(self._looking.seen.row, -self._all(name), len(self._looking.who))
        return (-most).take(self._row)

    def mean(self, name: str) -> Floats:
        """Return the mean of something over all offers seen, added left to right."""
        rows = len(self._looking.who)
        sums = summed(self._looking.seen.row, self._all(name), rows)
        return (sums / np.maximum(self._counts, 1)).take(self._row)

    def _all(self, name: str) -> Any:
        return getattr(self._offers, name)
