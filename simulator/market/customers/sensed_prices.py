"""Sensed prices: what prices add to utility per unit of price sensitivity, and by how much it has risen.

An offer has the price asked of everybody and promotional prices; each customer takes the one felt least of
those open to it. Where the same prices stand in both weeks on the same terms it takes the same in both, and
what it senses rises by no more than the one that rose most; where others stand, by no more than from the
worst of then to the best of now.
"""

import numpy as np

from simulator.base.arrays import Flags, Floats
from simulator.market.state.choice_tables import PromotionalPrice, WeekTables
from simulator.market.state.utility_columns import Column, ColumnView


def most_risen(before: WeekTables, now: WeekTables) -> Floats:
    """Return by how much, at most, what is sensed of offers has risen for a customer [C, O, P, currency]."""
    then, since = _sensed(before, None), _sensed(now, None)
    rise: Floats = since - then
    if not (before.promotions or now.promotions):
        return rise
    least, most = then, since
    for one in before.promotions:
        least = np.minimum(least, _sensed(before, one))
    for one in now.promotions:
        most = np.maximum(most, _sensed(now, one))
    same = _same(before, now)
    for one, other in zip(before.promotions, now.promotions, strict=False) if same.any() else ():
        rise = np.maximum(rise, _sensed(now, other) - _sensed(before, one))
    return np.where(same[None], rise, most - least)


def _sensed(tables: WeekTables, promotion: PromotionalPrice | None) -> Floats:
    """Return what prices add per unit of price sensitivity [C, O, P], under a promotion where it stands."""
    felt, paid = tables.felt, tables.price[None]
    if promotion is not None:
        felt, paid, at = felt.copy(), paid.copy(), promotion.product
        cell, salience = np.arange(len(felt))[:, None], tables.talk.salience[:, None]
        felt[:, promotion.stands, at] = promotion.felt_by(cell, promotion.stands, salience)
        paid[:, promotion.stands, at] = promotion.price[promotion.stands]
    shopper = ColumnView((tables.terms.segment_columns, _by_cell))
    offer = ColumnView(
        price_felt=felt,
        price_paid=paid,
        reference_price=tables.reference_price[:, None, :],
        heard_of_price=tables.talk.heard_of_price[:, None, None],
    )
    found = np.zeros(felt.shape)
    for term in tables.terms.all:
        if term.per == "customer":
            found += term.per_sensitivity(shopper, offer)
    return found


def _same(before: WeekTables, now: WeekTables) -> Flags:
    """Return for which offers the same prices stand on the same terms in both weeks [O, P]."""
    same = before.price == now.price
    special = np.zeros(same.shape, dtype=bool)
    for one in (*before.promotions, *now.promotions):
        special[one.stands, one.product] = True
    if len(before.promotions) != len(now.promotions):
        return ~special
    for one, other in zip(before.promotions, now.promotions, strict=True):
        if _terms(one) != _terms(other):
            return ~special
        same[:, one.product] &= (one.stands == other.stands) & (~one.stands | (one.price == other.price))
    found: Flags = same | ~special
    return found


def _terms(promotion: PromotionalPrice) -> tuple[object, ...]:
    who = promotion.leaked, promotion.had, promotion.cells.tobytes(), promotion.code, promotion.chance
    return promotion.offer, promotion.product, *who, promotion.relief.tobytes()


def _by_cell(column: Column) -> Column:
    return column.reshape(-1, 1, 1)
