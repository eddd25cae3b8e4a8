"""Harm in fact: what others took from an outlet when a need looked again and its luck is known.

The first visit of a need books harm as expected before its luck is known (`harm`). All that was refused then
is refused with the same luck again; what a later visit adds is therefore counted as it happens. With the
utilities U of what is considered, luck included,

    outlet i loses the margin on o, its best offer,
        if the customer takes j, not of i, and U_o would be the best, above going without,
        were all sources of harm to i at their reference price, or not there      (`harm_sources`)

and j did it: by its price, if at its reference price alone it would not have been taken before o, else by
being there; by breaking a rule, if o would have been taken had j advertised its floor. Over needs it is what
`harm` expects: the chance of having bought at j and otherwise at i.

Assumes: what crowding takes of luck stays as it is while sources are thought away.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.base.counting import HARM_STEPS
from simulator.base.numerics.ragged import highest
from simulator.mechanisms.conflict.considered import NONE, Considered, Meetings, meetings
from simulator.mechanisms.conflict.harm import BREACH, PRICE_UNDERCUT, RIVALRY, USUAL, Booked
from simulator.mechanisms.conflict.harm_sources import Places, places_of
from simulator.mechanisms.conflict.presence import Presence
from simulator.mechanisms.pricing.price_floor import is_breach

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def harm_in_fact(
    seen: Considered,
    total: Floats,
    nothing: Floats,
    tolerance: float,
    issues: Sequence[Presence] = USUAL,
) -> Booked:
    """Return aggrieved outlet, source outlet, product, issue, conduct and counted harm, in columns.

    *total* is the utility of each pair with luck, *nothing* that of going without [rows], in units of luck;
    *issues* are those of `harm`.
    """
    met = meetings(seen)
    places = places_of(met, tolerance, issues)
    without = _at_reference(met, places, total)
    without[places.present] = -np.inf
    own = met.group_outlet.take(met.group) == seen.outlet.take(met.pair)
    nothing_of = nothing.take(met.group_row)
    taken, most = highest(seen.row, total, seen.rows)
    best_own, own_worth = highest(met.group.compress(own), without.compress(own), met.groups)
    _, other_worth = highest(met.group.compress(~own), without.compress(~own), met.groups)
    chosen = np.where(most > nothing, taken, NONE).take(met.group_row)
    lost = np.flatnonzero(
        (chosen != NONE)
        & (best_own != NONE)
        & (own_worth > np.maximum(other_worth, nothing_of))
        & (seen.outlet.take(np.maximum(chosen, 0)) != met.group_outlet)
    )
    offer = met.pair.compress(own).take(best_own.take(lost))
    return _booked(met, places, total, lost, chosen.take(lost), offer)


def _at_reference(met: Meetings, places: Places, total: Floats) -> Floats:
    """Return the utility of each meeting's offer, at its reference price where it undercuts."""
    found = total.take(met.pair)
    found[places.lower] -= _felt(met.seen, met.pair.take(places.lower), places.reference)
    return found


def _felt(seen: Considered, pair: Integers, to: Floats) -> Floats:
    """Return what utility falls by when offers ask another price [units of luck]."""
    sensitivity = seen.sensitivity.take(seen.row.take(pair)) * seen.relief.take(pair)
    return sensitivity * (to - seen.price.take(pair))


def _booked(
    met: Meetings, places: Places, total: Floats, lost: Integers, source: Integers, offer: Integers
) -> Booked:
    """Book the margin on offers lost by groups to sources, under its issue and conduct."""
    seen = met.seen
    meeting = _meeting_of(met, lost, source)
    bar = total.take(offer)
    by_price = _at_reference(met, places, total).take(meeting) < bar
    issue = np.where(by_price, PRICE_UNDERCUT, places.issue.take(meeting))
    advertised, floor = seen.advertised.take(source), seen.floor.take(source)
    at_floor = total.take(source) - _felt(seen, source, floor - (advertised - seen.price.take(source)))
    broke = is_breach(advertised, floor) & by_price & (at_floor < bar)
    conduct = np.where(places.intrudes.take(meeting) | broke, BREACH, RIVALRY)
    counted = np.rint(seen.margin.take(offer) * HARM_STEPS).astype(np.int64)
    aggrieved = met.group_outlet.take(lost)
    return aggrieved, seen.outlet.take(source), seen.product.take(source), issue, conduct, counted


def _meeting_of(met: Meetings, group: Integers, pair: Integers) -> Integers:
    """Return the meeting of each group with a pair; meetings are in the order of groups, then pairs."""
    pairs = len(met.seen.row)
    found: Integers = np.searchsorted(met.group * pairs + met.pair, group * pairs + pair)
    return found
