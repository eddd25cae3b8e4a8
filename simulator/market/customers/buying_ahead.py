"""Buying ahead: units that customers take for later with what they bought this week, and keep in a pantry.

As `Consumer.buys_ahead`. Nothing that lasts is bought ahead. What is used up from a pantry is not needed from
a shop. A unit bought ahead is a need met before it arose: the ledger's needs are those that customers come to
shops with.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers, Words
from simulator.market.customers.category_visits import CategoryVisits, promotions_taken
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.needs_arising import Arising, mean_uses
from simulator.market.state.choice_tables import NONE, WeekTables
from simulator.market.state.luck_weeks import UNIT
from simulator.mechanisms.use.buying_ahead import units_ahead


@dataclass(frozen=True)
class Bought:
    """The last unit of a category that each of some customers has bought this week."""

    who: Integers
    offer: Integers
    price: Floats
    """What it paid [currency]."""
    luck_week: Integers
    """Week of the luck of its need, with the numbers of need and unit."""


def bought_this_week(visits: list[CategoryVisits], tables: WeekTables) -> Bought:
    """Return the last unit of a category that each customer has bought, of all that bought any."""
    rows = [_bought(one, tables) for one in visits]
    who, offer, price, luck_week = (np.concatenate(columns) for columns in zip(*rows, strict=True))
    last, first_from_behind = np.unique(who[::-1], return_index=True)
    at = len(who) - 1 - first_from_behind
    return Bought(last, offer[at], price[at], luck_week[at])


def _bought(visits: CategoryVisits, tables: WeekTables) -> tuple[Integers, Integers, Floats, Integers]:
    met = np.flatnonzero(visits.got != NONE)  # nothing is looked up of the others: there may be no offers
    got = visits.got[met]
    promotion = promotions_taken(visits.intentions, visits.got, visits.waits)[met]
    price = tables.price.ravel().take(got)
    for number, one in enumerate(tables.promotions):
        under = promotion == number
        price[under] = one.price.take(got[under] // tables.price.shape[1])
    return visits.intentions.customer[met], got, price, visits.luck_week[met]


def units_bought_ahead(looking: ConsiderationSet, bought: Bought) -> Integers:
    """Return how many units each customer that bought takes for later; *looking*: these customers."""
    tables, category = looking.run_tables, looking.category
    product = bought.offer % len(tables.products)
    terms, pantry = tables.needs, looking.columns.belongings.stored(category, looking.who)
    cost, most = looking.at(terms.storage_cost), looking.at(terms.pantry)
    remembered = looking.tables.reference_price[looking.cell, product]
    safe = np.where(most > 0, cost, 1.0)  # no room, no cost: nothing is divided by it
    room = np.where(tables.lasting.lasts[product], 0, np.maximum(most - pantry, 0))
    found: Integers = units_ahead(mean_uses(looking), remembered, bought.price, safe, room)
    return found


def each_ahead(
    bought: Bought, wanted: Integers, left: Integers, arrival: Words, customers: int
) -> Iterator[Arising]:
    """Yield the units that are taken for later, one of each customer at a time, as long as there are any.

    *left*: units of each offer, as they are when the next unit is asked for; *arrival*: words by which
    customers came.
    """
    for unit in range(1, int(wanted.max(initial=0)) + 1):
        asks = wanted >= unit
        some = np.flatnonzero(asks & _served(bought.offer, asks, left, arrival))
        held, luck_week = np.full(customers, NONE), np.zeros(customers, dtype=np.int64)
        arises = np.zeros(customers, dtype=bool)
        arises[bought.who[some]] = True
        held[bought.who[some]] = bought.offer[some]
        luck_week[bought.who[some]] = bought.luck_week[some] + unit * UNIT
        yield Arising(arises, luck_week, held, is_further=True, of_same_need=True)


def _served(offer: Integers, asks: Flags, left: Integers, arrival: Words) -> Flags:
    """Say of each customer that asks for one more of its offer whether there is one for it."""
    order = np.lexsort((arrival, ~asks, offer))
    first = np.searchsorted(offer[order], offer[order], side="left")
    served = np.zeros(len(offer), dtype=bool)
    served[order] = np.arange(len(offer)) - first < left.take(offer[order])
    return served
