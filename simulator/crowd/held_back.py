"""Held back: what kept those from buying who had offers at hand, as columns; `agents.held_back`."""

import numpy as np

from simulator.crowd.errand import Errand
from simulator.domain.entries import HELD_BACK
from simulator.domain.window import NONE
from simulator.ground.arrays import Flags, Floats, Integers

ABSENT, PRICE, MESSAGE, FIT = range(len(HELD_BACK))

type Parts = tuple[Floats, Floats, Floats, Floats, Floats]


def held_back(errand: Errand, parts: Parts, nothing: Floats, went_without: Flags) -> Integers:
    """Return for each row a place in `HELD_BACK`, NONE for who did not go without or saw no offer.

    *parts* are of every offer seen, as `Errand.weighed` has them; *nothing* is the utility of going without.
    """
    seen, layout = errand.seen, errand.layout
    reason = np.full(len(errand.who), NONE, dtype=np.int64)
    reason[seen.row[went_without.take(seen.row)]] = ABSENT
    ours = layout.focal.take(layout.product_of.take(seen.offer))
    pairs = np.flatnonzero(ours & went_without.take(seen.row))
    row = seen.row.take(pairs)
    bar = nothing.take(row)
    reason[row] = PRICE
    reason[row[_if_served(errand, parts, pairs, row) > bar]] = FIT
    reason[row[_if_told(errand, parts, pairs, row) > bar]] = MESSAGE
    return reason


def _if_told(errand: Errand, parts: Parts, pairs: Integers, row: Integers) -> Floats:
    """Return the utility of offers were all believed that is true of them, as `if_told` there."""
    benefits, price, taste, trust, luck = (part.take(pairs) for part in parts)
    benefits = benefits + errand.window.unsaid.ravel().take(errand.place.take(pairs))
    told: Floats = benefits + price / _salience(errand, row) + taste + trust + luck
    return told


def _if_served(errand: Errand, parts: Parts, pairs: Integers, row: Integers) -> Floats:
    """Return the same, were nothing missing at the outlet and nothing in doubt, as `if_served` there."""
    benefits, price, taste, _, luck = (part.take(pairs) for part in parts)
    place = errand.place.take(pairs)
    benefits = benefits + errand.window.unsaid.ravel().take(place)
    benefits = benefits + errand.window.unfit.ravel().take(place)
    outlet = errand.layout.outlet_of.take(errand.seen.offer.take(pairs))
    last = errand.columns.last_outlet.take(errand.who).astype(np.int64).take(row)
    loyalty = np.where(last == outlet, errand.layout.loyalty.take(errand.cell).take(row), 0.0)
    served: Floats = benefits + price / _salience(errand, row) + taste + loyalty + luck
    return served


def _salience(errand: Errand, row: Integers) -> Floats:
    return errand.window.salience.take(errand.cell).take(row)
