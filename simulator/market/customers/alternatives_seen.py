"""Alternatives seen: what customers with a need have before them, with the attributes that utility weighs.

In columns for all of them, and visit by visit for customers asked one by one; both come to the same bits.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from simulator.base.arrays import Flags, Floats
from simulator.domain.people.utility_term import TermError, UtilityTerm
from simulator.ledger.queries.choices import COLUMNS
from simulator.market.customers.crowd import column
from simulator.market.state.alternatives import IN_STOCK, OUT_OF_STOCK, TO_ORDER, Alternatives
from simulator.market.state.choice_tables import NONE, RunTables
from simulator.market.state.utility_terms import NO_VISIT

if TYPE_CHECKING:
    from simulator.market.customers.customer import Customer
    from simulator.market.customers.offer import Offer
    from simulator.market.customers.visit import Visit
    from simulator.market.customers.weighed_offers import WeighedOffers


def alternatives_seen(weighed: "WeighedOffers") -> Alternatives:
    """Return what customers in columns see, offer by offer."""
    looking, seen = weighed.looking, weighed.looking.seen
    taken = weighed.prices.promotion
    to_order = np.where(looking.to_be_had, TO_ORDER, OUT_OF_STOCK)
    availability = np.where(seen.in_stock, IN_STOCK, to_order)
    return Alternatives(
        row=seen.row,
        offer=seen.offer,
        availability=availability,
        promotion=np.full(len(seen.row), NONE) if taken is None else taken,
        attributes=attributes_seen(weighed, availability == TO_ORDER) if len(seen.row) else {},
    )


def attributes_seen(weighed: "WeighedOffers", to_order: Flags) -> dict[str, Floats]:
    """Return what terms of utility weigh of each offer seen, by name; of waiting where it is *to_order*."""
    looking, found = weighed.looking, {}
    tables = looking.tables
    views = weighed.views()
    for term in tables.terms.all:
        if term.reason == "waiting" and tables.wait is None:
            continue
        if term.per == "customer":
            named = term.attributes(*views)
        else:
            shape = (len(looking.run_tables.cells), *tables.stock.shape)
            by_cell = term.attributes(NO_VISIT, tables.offer, NO_VISIT)
            named = {
                name: np.broadcast_to(table, shape).ravel().take(looking.place)
                for name, table in by_cell.items()
            }
        for name, values in named.items():
            check_name(term, name)
            amounts = np.broadcast_to(np.asarray(values, dtype=np.float64), to_order.shape)
            found[name] = np.where(to_order, amounts, 0.0) if term.reason == "waiting" else amounts
    return found


def alternatives_of_visits(asked: Sequence[tuple["Customer", "Visit"]], tables: RunTables) -> Alternatives:
    """Return what customers asked one by one see, offer by offer."""
    seen = [
        (row, customer, visit, offer) for row, (customer, visit) in enumerate(asked) for offer in visit.offers
    ]
    had = [{(w.outlet, w.product): w.is_later for w in visit.considered} for _, visit in asked]
    codes = [_availability(had[row].get((offer.outlet, offer.product))) for row, _, _, offer in seen]
    said = [
        attributes_of(customer, offer, visit, to_order=code == TO_ORDER)
        for (_, customer, visit, offer), code in zip(seen, codes, strict=True)
    ]
    return Alternatives(
        row=column(row for row, *_ in seen),
        offer=column(tables.offer(offer.outlet, offer.product) for *_, offer in seen),
        availability=column(codes),
        promotion=column(offer.promotion for *_, offer in seen),
        attributes=_as_columns(said),
    )


def attributes_of(
    customer: "Customer", offer: "Offer", visit: "Visit", *, to_order: bool
) -> dict[str, float]:
    """Return what terms of utility weigh of an offer, by name; of waiting where it is *to_order*."""
    found: dict[str, float] = {}
    customer.advised_on(offer, visit)  # which of the offers before it was about
    for term in customer.model.utility_terms.all:
        if term.reason == "waiting" and customer.week.tables.wait is None:
            continue
        shopper, occasion = (customer, visit) if term.per == "customer" else (NO_VISIT, NO_VISIT)
        for name, value in term.attributes(shopper, offer, occasion).items():
            check_name(term, name)
            found[name] = float(value) if to_order or term.reason != "waiting" else 0.0
    return found


def check_name(term: type[UtilityTerm], name: str) -> None:
    """Refuse an attribute under the name of a column that every table of choices has."""
    if name in COLUMNS:
        where = f"term of utility {term.__module__}.{term.__name__}"
        raise TermError(f"{where}: an attribute '{name}' would be taken for a column of the table of choices")


def _availability(is_later: bool | None) -> int:
    if is_later is None:
        return OUT_OF_STOCK
    return TO_ORDER if is_later else IN_STOCK


def _as_columns(said: Sequence[Mapping[str, float]]) -> dict[str, Floats]:
    names: dict[str, None] = dict.fromkeys(name for one in said for name in one)
    return {name: np.array([one.get(name, 0.0) for one in said], dtype=np.float64) for name in names}
