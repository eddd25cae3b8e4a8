"""Reasons not to buy: price, message or fit, found by deciding again under other beliefs."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.base.arrays import Flags, Floats, Integers
from simulator.domain.ledger_entries import HELD_BACK
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.customers.visit import Visit, Weighing
from simulator.market.state.choice_tables import NONE

ABSENT, PRICE, MESSAGE, FIT = range(len(HELD_BACK))

type Parts = tuple[Floats, Floats, Floats, Floats, Floats]


def held_back(errand: ConsiderationSet, parts: Parts, nothing: Floats, went_without: Flags) -> Integers:
    """Return for each row a place in `HELD_BACK`, NONE for who did not go without or saw no offer.

    *parts* are of every offer seen, as `ConsiderationSet.weighed` has them; *nothing* is the
    utility of going without.
    """
    seen, run_tables = errand.seen, errand.run_tables
    reason = np.full(len(errand.who), NONE, dtype=np.int64)
    reason[seen.row[went_without.take(seen.row)]] = ABSENT
    ours = run_tables.focal.take(run_tables.product_of.take(seen.offer))
    pairs = np.flatnonzero(ours & went_without.take(seen.row))
    row = seen.row.take(pairs)
    bar = nothing.take(row)
    reason[row] = PRICE
    reason[row[_if_served(errand, parts, pairs, row) > bar]] = FIT
    reason[row[_if_told(errand, parts, pairs, row) > bar]] = MESSAGE
    return reason


def _if_told(errand: ConsiderationSet, parts: Parts, pairs: Integers, row: Integers) -> Floats:
    """Return the utility of offers were all believed that is true of them, as `if_told` there."""
    benefits, price, taste, trust, luck = (part.take(pairs) for part in parts)
    benefits = benefits + errand.week_tables.unsaid.ravel().take(errand.place.take(pairs))
    told: Floats = benefits + price / _salience(errand, row) + taste + trust + luck
    return told


def _if_served(errand: ConsiderationSet, parts: Parts, pairs: Integers, row: Integers) -> Floats:
    """Return the same, were nothing missing at the outlet and nothing in doubt, as `if_served` there."""
    benefits, price, taste, _, luck = (part.take(pairs) for part in parts)
    place = errand.place.take(pairs)
    benefits = benefits + errand.week_tables.unsaid.ravel().take(place)
    benefits = benefits + errand.week_tables.unfit.ravel().take(place)
    outlet = errand.run_tables.outlet_of.take(errand.seen.offer.take(pairs))
    last = errand.columns.last_outlet.take(errand.who).astype(np.int64).take(row)
    loyalty = np.where(last == outlet, errand.run_tables.loyalty.take(errand.cell).take(row), 0.0)
    served: Floats = benefits + price / _salience(errand, row) + taste + loyalty + luck
    return served


def _salience(errand: ConsiderationSet, row: Integers) -> Floats:
    return errand.week_tables.salience.take(errand.cell).take(row)


if TYPE_CHECKING:
    from simulator.market.customers.customer import Customer

ABSENT, PRICE, MESSAGE, FIT = range(len(HELD_BACK))


def held_back_by(customer: "Customer", visit: Visit) -> int:
    """Return what kept a customer who went without from what the focal manufacturer offers: `HELD_BACK`.

    It tries again with the same luck: with all believed that the product delivers and no talk of price in
    its ear; then with nothing missing either, of what the product asks of its sellers, and no doubt left.
    """
    own = [w for w in visit.weighed if customer.run_tables.lists["focal"][w.product]]
    if not own:
        return ABSENT
    nothing = customer.not_buying(visit.category).total
    if any(if_told(customer, w) > nothing for w in own):
        return MESSAGE
    return FIT if any(if_served(customer, w) > nothing for w in own) else PRICE


def if_told(customer: "Customer", w: Weighing) -> float:
    """Return an offer's utility with luck, were all believed that is true of it [utils]."""
    tables, cell = customer.week_tables.lists, customer.cell
    benefits = w.benefits + tables["unsaid"][cell][w.outlet][w.product]
    told: float = benefits + w.price / tables["salience"][cell] + w.taste + w.trust + w.luck
    return told


def if_served(customer: "Customer", w: Weighing) -> float:
    """Return the same, were nothing missing at the outlet and nothing in doubt [utils]."""
    tables, cell = customer.week_tables.lists, customer.cell
    benefits = w.benefits + tables["unsaid"][cell][w.outlet][w.product]
    benefits += tables["unfit"][cell][w.outlet][w.product]
    loyalty = customer.run_tables.lists["loyalty"][cell] if w.outlet == customer.last_outlet else 0.0
    served: float = benefits + w.price / tables["salience"][cell] + w.taste + loyalty + w.luck
    return served
