"""Harm sources: which offers take from an outlet, by what, and what would be left had they not.

x_j is the weight e^V (in nests e^{V/λ}) that source j adds by what it did to outlet i:

    price_undercut    x = e^{V_j} − e^{V_j at the reference}         j asks less than i for the same product
    direct_cannibal   x = e^{V_j at the reference, or as it is}      j belongs to the product's manufacturer
    territory         the same                                       i was promised that j would not be there

    reference = max(j's price floor, i's price)

and so on for every issue by which an offer harms by being there (`presence`).

Whatever j takes where i was promised that it would not be, it takes by breaking a rule, the manufacturer's
own outlets as well; elsewhere, of a j that advertises less than its own floor, that part of an undercut,

    x = e^{V_j} − e^{V_j had it advertised its floor}

and all the rest is rivalry, a price for some customers included that is not advertised. i holds a territory
for the products that it has to sell this week, and others who hold it too do not intrude.

Assumes: a price is felt by β alone, not by any further term of utility that depends on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp
from simulator.mechanisms.conflict.considered import Considered, Meetings
from simulator.mechanisms.conflict.presence import NONE, Presence, count, presence_of
from simulator.mechanisms.pricing.price_floor import is_breach

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Sources:
    """What offers did to groups: one row a meeting in which something was taken."""

    group: Integers
    pair: Integers
    undercut: Floats
    """Weight added by asking less than the group's outlet."""
    beyond: Floats
    """What of it comes of advertising less than its own floor."""
    presence: Floats
    """Weight added by being there at all, where that is a harm."""
    issue: Integers
    """Issue of that, or NONE."""
    intrudes: Flags
    """Whether its being there breaks a rule."""


@dataclass(frozen=True)
class Places:
    """Where sources are among meetings: the same for any weights."""

    lower: Integers
    """Meetings in which the offer undercuts the group."""
    reference: Floats
    """Reference price of each of these."""
    present: Integers
    """Meetings in which being there is a harm."""
    issue: Integers
    """[meetings] issue by which being there is a harm, or NONE."""
    intrudes: Flags
    """[meetings] whether being there breaks a rule: so far, a promised territory."""


def places_of(met: Meetings, tolerance: float, issues: Sequence[Presence]) -> Places:
    """Return where offers undercut a group, or harm it by being there, over which of some issues."""
    lower, reference = _undercutting(met, tolerance)
    issue, intrudes = presence_of(met, issues)
    return Places(lower, reference, np.flatnonzero(issue != NONE), issue, intrudes)


def groups_with_sources(
    met: Meetings, tolerance: float, issues: Sequence[Presence]
) -> tuple[Meetings, Places]:
    """Return the meetings of groups from which something may be taken, and where sources are among them."""
    places = places_of(met, tolerance, issues)
    harmed = np.zeros(met.groups, dtype=bool)
    harmed[met.group.take(places.lower)] = harmed[met.group.take(places.present)] = True
    kept = harmed.take(met.group)
    number = np.cumsum(kept) - 1
    return replace(met, group=met.group.compress(kept), pair=met.pair.compress(kept)), Places(
        lower=number.take(places.lower),
        reference=places.reference,
        present=number.take(places.present),
        issue=places.issue.compress(kept),
        intrudes=places.intrudes.compress(kept),
    )


def taken_and_left(met: Meetings, places: Places) -> tuple[Floats, Floats, Floats]:
    """Return what undercuts add, what presence adds, and what is left without both, meeting by meeting."""
    weight = met.seen.weight.take(met.pair)
    left = weight.copy()
    left[places.lower] = _moved(met.seen, met.pair.take(places.lower), places.reference)
    undercut, presence = weight - left, np.zeros(len(weight))
    presence[places.present] = left.take(places.present)
    left[places.present] = 0.0
    return undercut, presence, left


def sources_of(met: Meetings, places: Places) -> tuple[Sources, Floats]:
    """Return the sources of harm, and the weights left without them, meeting by meeting."""
    undercut, presence, left = taken_and_left(met, places)
    active = np.flatnonzero((undercut > 0) | (presence > 0))
    sources = Sources(
        group=met.group.take(active),
        pair=met.pair.take(active),
        undercut=undercut.take(active),
        beyond=_beyond(met.seen, met.pair.take(active), undercut.take(active)),
        presence=presence.take(active),
        issue=places.issue.take(active),
        intrudes=places.intrudes.take(active),
    )
    return sources, left


def _undercutting(met: Meetings, tolerance: float) -> tuple[Integers, Floats]:
    """Return where an offer undercuts its group, and the reference prices."""
    seen, group, pair = met.seen, met.group, met.pair
    products = count(seen.product)
    mine = np.full(met.groups * products, np.nan)
    mine[met.group_of * products + seen.product] = seen.price
    my_price = mine.take(group * products + seen.product.take(pair))
    floor, price = seen.floor.take(pair), seen.price.take(pair)
    # false where the outlet has no such product: its price is NaN
    lower = np.flatnonzero(price < np.maximum(floor, my_price * (1.0 - tolerance)))
    own = met.group_outlet.take(group.take(lower)) == seen.outlet.take(pair.take(lower))
    lower = lower.compress(~own)  # nobody is a source of harm to itself
    return lower, np.maximum(floor.take(lower), my_price.take(lower))


def _beyond(seen: Considered, pair: Integers, undercut: Floats) -> Floats:
    """Return what of each undercut comes of advertising less than one's own floor."""
    beyond = np.zeros(len(pair))
    broken = np.flatnonzero(is_breach(seen.advertised.take(pair), seen.floor.take(pair)))
    which = pair.take(broken)
    discount = seen.advertised.take(which) - seen.price.take(which)
    at_floor = _moved(seen, which, seen.floor.take(which) - discount)
    beyond[broken] = np.minimum(undercut.take(broken), seen.weight.take(which) - at_floor)
    return beyond


def _moved(seen: Considered, pair: Integers, to: Floats) -> Floats:
    """Return what e^V of some offers becomes at other prices."""
    sensitivity = seen.sensitivity.take(seen.row.take(pair)) * seen.relief.take(pair)
    return seen.weight.take(pair) * exp(-(sensitivity * (to - seen.price.take(pair))))
