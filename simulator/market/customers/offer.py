"""Offer: a product at an outlet this week, as one customer sees it, with everything as plain attributes.

Beside what is named here an offer has what the terms of utility declare of outlets and products:
`offer.service`, `offer.appeal`, `offer.format` … Offers are made when a customer of a cell first sees them
in a week.
"""

from types import SimpleNamespace
from typing import Any

from simulator.domain.people.utility_term import PURCHASE_REASONS
from simulator.market.state.choice_tables import WeekTables
from simulator.market.state.utility_terms import BARRIERS, plain
from simulator.mechanisms.choice.utility import summed

CELL_REASONS = PURCHASE_REASONS[:4]
NO_VISIT = SimpleNamespace()


class Offer(SimpleNamespace):
    """A product at an outlet, as customers of a cell see it."""

    outlet: int
    product: int
    price: float
    """Price asked of everybody [currency]."""
    price_felt: float
    """The least price open to the customer, as it is felt [currency]."""
    promotion: int
    """The promotional price that this is, or NONE."""
    in_stock: bool
    believed: tuple[float, ...]
    """Belief in each benefit, as the outlet presents it."""
    same_for_cell: dict[str, tuple[float, ...]]
    """By purchase reason: terms that are the same for the whole cell, by barriers thought away [utils]."""

    def of_customer(self, promotion: int, felt: float) -> "Offer":
        """Return the offer at the price that a customer takes."""
        return Offer(**{**self.__dict__, "promotion": promotion, "price_felt": felt})


class Offers:
    """The offers of a week, each made once for a cell."""

    def __init__(self, tables: WeekTables) -> None:
        self.tables = tables
        self._made: dict[tuple[int, int, int], Offer] = {}

    def of(self, cell: int, outlet: int, product: int) -> Offer:
        """Return an offer as customers of a cell see it."""
        key = (cell, outlet, product)
        if key not in self._made:
            self._made[key] = self._make(*key)
        return self._made[key]

    def _make(self, cell: int, outlet: int, product: int) -> Offer:
        tables = self.tables
        known = plain({**tables.outlets[outlet], **tables.terms.products[product]})
        offer = Offer(
            **known.__dict__,
            outlet=outlet,
            product=product,
            price=tables.lists["price"][outlet][product],
            in_stock=tables.lists["stock"][outlet][product] > 0,
            believed=tuple(table[cell, outlet, product].item() for table in tables.offer.believed),
            truth=tuple(table[0, 0, product].item() for table in tables.offer.truth),
            search_effort=tables.offer.search_effort[0, outlet, product].item(),
        )
        offer.same_for_cell = self._same_for_cell(plain(tables.terms.segments[cell]), offer)
        return offer

    def _same_for_cell(self, shopper: Any, offer: Offer) -> dict[str, tuple[float, ...]]:
        found = {}
        for reason in CELL_REASONS:
            terms = self.tables.terms.of(reason, "cell")
            if terms:
                sums = [summed(terms, shopper, offer, NO_VISIT, without=away) for away in BARRIERS]
                found[reason] = tuple(float(worth) for worth in sums)
        return found
