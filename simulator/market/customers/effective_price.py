"""Effective price: the price each customer takes for each offer seen, as `Customer.effective_price`."""

from dataclasses import dataclass

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.base.keyed_random import happens
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.state.choice_tables import NONE, PromotionalPrice


@dataclass(frozen=True)
class EffectivePrices:
    """What is asked for each pair: an offer seen by a customer."""

    felt: Floats
    """The price as it is felt [currency]."""
    price: Floats
    """The price [currency]."""
    margin: Floats
    """What a sale leaves the outlet [money steps]."""
    promotion: Integers | None = None
    """Promotional price of each, or NONE for what is asked of everybody; left out where there are none."""
    relief: Floats | None = None
    """How much of the price is felt [share]; left out where it is all of it."""


def effective_prices(looking: ConsiderationSet) -> EffectivePrices:
    """Return the least price felt of all open to each customer; felt alike, with terms of return."""
    tables, offer = looking.tables, looking.seen.offer
    salience = looking.salience.take(looking.seen.row)
    price, margin = tables.price.ravel().take(offer), tables.margin.ravel().take(offer)
    felt = price * salience
    if not tables.promotions:
        return EffectivePrices(felt, price, margin)
    taken, relief = np.full(len(offer), NONE, dtype=np.int64), np.ones(len(offer))
    has_returns = np.zeros(len(offer), dtype=bool)
    outlet, product = looking.run_tables.outlet_of.take(offer), looking.run_tables.product_of.take(offer)
    for number, promotion in enumerate(tables.promotions):
        pair = np.flatnonzero((product == promotion.product) & promotion.stands.take(outlet))
        pair = pair[can_have(looking, promotion).take(looking.seen.row.take(pair))]
        cell, where = looking.cell.take(looking.seen.row.take(pair)), outlet.take(pair)
        under = promotion.felt_by(cell, where, salience.take(pair))
        alike = (under == felt.take(pair)) & promotion.has_returns & ~has_returns.take(pair)
        less = np.flatnonzero((under < felt.take(pair)) | alike)
        pair, cell, where = pair.take(less), cell.take(less), where.take(less)
        felt[pair], taken[pair] = under.take(less), number
        price[pair], margin[pair] = promotion.price.take(where), promotion.margin.take(where)
        relief[pair], has_returns[pair] = promotion.relief.take(cell), promotion.has_returns
    return EffectivePrices(felt, price, margin, taken, relief)


def can_have(looking: ConsiderationSet, promotion: PromotionalPrice) -> Flags:
    """Return which customers a promotion is open to."""
    meant = promotion.cells.take(looking.cell)
    if promotion.had is not None:
        meant &= looking.columns.experience[looking.who, promotion.product] == promotion.had
    able = ~meant if promotion.leaked else meant
    if promotion.code:
        words = looking.columns.dice.words("code", -1, looking.key, promotion.code)
        able &= happens(words, promotion.chance)
    return able
