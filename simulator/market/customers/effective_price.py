"""Bargains: which price each customer takes for each offer seen, over columns, as in `Customer.bargain`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import happens
from simulator.market.state.choice_tables import NONE, PromotionalPrice

if TYPE_CHECKING:
    from simulator.market.customers.consideration import ConsiderationSet


@dataclass(frozen=True)
class EffectivePrices:
    """What is asked of each pair: an offer seen by a customer."""

    felt: Floats
    """The price as it is felt [currency]."""
    price: Floats
    """The price [currency]."""
    margin: Floats
    """What a sale leaves the outlet [money steps]."""
    tariff: Integers | None = None
    """Under which tariff, or NONE for what is asked of everybody; left out where there are no tariffs."""
    relief: Floats | None = None
    """How much of the price is felt [share]; left out where it is all of it."""


def bargains_of(errand: "ConsiderationSet") -> EffectivePrices:
    """Return the price that is felt least, of those that each customer can have."""
    week_tables, offer, place = errand.week_tables, errand.seen.offer, errand.place
    felt = week_tables.felt.ravel().take(place)
    price, margin = week_tables.price.ravel().take(offer), week_tables.margin.ravel().take(offer)
    if not week_tables.tariffs:
        return EffectivePrices(felt, price, margin)
    taken, relief = np.full(len(offer), NONE, dtype=np.int64), np.ones(len(offer))
    outlet, product = errand.run_tables.outlet_of.take(offer), errand.run_tables.product_of.take(offer)
    for number, tariff in enumerate(week_tables.tariffs):
        pair = np.flatnonzero((product == tariff.product) & tariff.stands.take(outlet))
        pair = pair[can_have(errand, tariff).take(errand.seen.row.take(pair))]
        cell, where = errand.cell.take(errand.seen.row.take(pair)), outlet.take(pair)
        under = week_tables.felt_under(tariff)[cell, where]
        less = np.flatnonzero(under < felt.take(pair))
        pair, cell, where = pair.take(less), cell.take(less), where.take(less)
        felt[pair], taken[pair] = under.take(less), number
        price[pair], margin[pair] = tariff.price.take(where), tariff.margin.take(where)
        relief[pair] = tariff.relief.take(cell)
    return EffectivePrices(felt, price, margin, taken, relief)


def can_have(errand: "ConsiderationSet", tariff: PromotionalPrice) -> Flags:
    """Return which customers can have a tariff."""
    meant = tariff.cells.take(errand.cell)
    if tariff.had is not None:
        meant &= errand.columns.experience[errand.who, tariff.product] == tariff.had
    able = ~meant if tariff.leaked else meant
    if tariff.code:
        able &= happens(errand.columns.dice.words("code", -1, errand.key, tariff.code), tariff.chance)
    return able
