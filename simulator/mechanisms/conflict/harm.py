"""Harm: how much margin did others take from an outlet, and who took which part of it?

Customer n chooses by a logit over the offers k considered, D = 1 + Σ_k e^{V_k}. Outlet i, with margin
m_o on its own offers o, loses to the sources J, all of them removed at once,

    loss_i = Σ_o m_o e^{V_o} · (1/R − 1/D) = Σ_o m_o e^{V_o} · X / (R (R + X))
    D = R + X,      X = Σ_{j∈J} x_j

R is added up from what is left rather than found as D − X, which would cancel where X is nearly all.
x_j is the weight that source j adds to the denominator by what it did:

    price_undercut    x = e^{V_j} − e^{V_j at the reference}         j asks less than i for the same product
    direct_cannibal   x = e^{V_j at the reference, or as it is}      j belongs to the product's manufacturer
    territory         the same                                       i was promised that j would not be there

    reference = max(j's price floor, i's price)

and each lost cent is split once, in proportion to x. That is the Aumann–Shapley share of the loss
(the Shapley value when every source is divided into infinitely small ones): it adds up exactly, a
source that splits in two is blamed as before, and it costs one division a source.

Whatever j takes where i was promised that it would not be, it takes by breaking a rule, the manufacturer's
own outlets as well; elsewhere that part of an undercut which lies below j's own floor,

    x = e^{V_j} − e^{V_j at its floor}

and all the rest is rivalry. i holds a territory for the products that it has to sell this week, and others
who hold it too do not intrude.

Assumes: a logit per customer, whose own tastes carry the heterogeneity; a price is felt by β alone, not by
any further term of utility that depends on it.
Source: Aumann & Shapley (1974); Billera & Heath (1982) for the axioms; diversion ratios of the logit.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp
from simulator.base.numerics.ragged import picked_rows, starts_of, summed

PRICE_UNDERCUT, DIRECT_CANNIBAL, TERRITORY, SUPPLY_SHORT = range(4)
RIVALRY, BREACH = range(2)
MOST_UTILITY = 300.0
"""Utilities above it count as it, so that e^V times any margin is a finite number [utils]."""
HARM_STEPS = 1024
"""One customer's harm is rounded to this fraction of a money step, so that sums are exact."""


type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Flags = NDArray[np.bool_]
type Booked = tuple[Integers, Integers, Integers, Integers, Integers, Integers]

NONE = -1
ROWS_AT_ONCE = 1024
PAIRED = ("outlet", "product", "maker", "owner", "weight", "price", "floor", "margin", "territory", "relief")


@dataclass(frozen=True)
class Considered:
    """Everything considered by customers with a need, one pair an offer, in the customers' order."""

    row: Integers
    rows: int
    outlet: Integers
    product: Integers
    maker: Integers
    owner: Integers
    """Manufacturer that the outlet belongs to, or NONE."""
    weight: Floats
    """e^V."""
    price: Floats
    floor: Floats
    margin: Floats
    territory: Flags
    """Whether the outlet was promised the area for the product."""
    sensitivity: Floats
    """[rows] utility that a unit of currency costs the customer."""
    relief: Floats
    """How much of the price is felt [share]."""

    def some(self, pairs: Flags) -> "Considered":
        """Return the same customers without the other pairs."""
        kept = {name: getattr(self, name)[pairs] for name in ("row", *PAIRED)}
        return replace(self, **kept)


@dataclass(frozen=True)
class Meetings:
    """Every group that something can be taken from, and every offer that its customer considered."""

    seen: Considered
    group_of: Integers
    """Group of each pair."""
    group_outlet: Integers
    """Outlet of each group."""
    group: Integers
    """[meetings] the group."""
    pair: Integers
    """[meetings] the offer that it meets, its own ones too."""

    @property
    def groups(self) -> int:
        """Return how many groups there are."""
        return len(self.group_outlet)


@dataclass(frozen=True)
class Sources:
    """What offers did to groups: one row a meeting in which something was taken."""

    group: Integers
    pair: Integers
    undercut: Floats
    """e^V added by asking less than the group's outlet."""
    beyond: Floats
    """What of it comes of asking less than its own floor."""
    presence: Floats
    """e^V added by being there at all, where that is a harm."""
    intrudes: Flags
    """Whether the group's outlet was promised that it would not be there."""


def harm(seen: Considered, tolerance: float) -> Booked:
    """Return aggrieved outlet, source outlet, product, issue, conduct and counted harm, in columns.

    Customers are taken some at a time: every outlet meets every other one before each of them.
    """
    cuts = range(0, seen.rows, ROWS_AT_ONCE)
    parts = [_harm(_rows_of(seen, start, min(start + ROWS_AT_ONCE, seen.rows)), tolerance) for start in cuts]
    return _joined(parts or [(np.zeros(0, dtype=np.int64),) * 6])


def _rows_of(seen: Considered, first: int, last: int) -> Considered:
    """Return what the customers of some rows considered."""
    start, end = np.searchsorted(seen.row, (first, last))
    pairs = {name: getattr(seen, name)[start:end] for name in PAIRED}
    return Considered(
        row=seen.row[start:end] - first, rows=last - first, sensitivity=seen.sensitivity[first:last], **pairs
    )


def _harm(seen: Considered, tolerance: float) -> Booked:
    group_of, firsts = _groups(seen)
    group_row, group_outlet = seen.row.take(firsts), seen.outlet.take(firsts)
    own = summed(group_of, seen.margin * seen.weight, len(firsts))
    concerned = np.flatnonzero((own > 0) & (seen.owner.take(firsts) == NONE))
    at, pair = picked_rows(starts_of(seen.row, seen.rows), group_row.take(concerned))
    met = Meetings(seen, group_of, group_outlet, concerned.take(at), pair)
    sources, left = _sources(met, tolerance)
    rest = 1.0 + summed(met.group, left, len(firsts))
    taken = summed(sources.group, sources.undercut + sources.presence, len(firsts))
    loss = own * (taken / (rest * (rest + taken)))
    return _booked(met, sources, loss.take(sources.group), taken.take(sources.group))


def _booked(met: Meetings, sources: Sources, loss: Floats, taken: Floats) -> Booked:
    """Split each loss over its sources; only the parts that count for something are booked."""
    seen = met.seen
    undercut = _counted(loss, sources.undercut, taken)
    breach = np.where(sources.intrudes, undercut, _counted(loss, sources.beyond, taken))
    presence = _counted(loss, sources.presence, taken)
    is_direct = seen.owner.take(sources.pair) == seen.maker.take(sources.pair)
    issue = np.where(is_direct, DIRECT_CANNIBAL, TERRITORY)
    conduct = np.where(sources.intrudes, BREACH, RIVALRY)

    def booked(counted: Integers, issues: Integers | int, conducts: Integers | int) -> Booked:
        kept = np.flatnonzero(counted)
        who, whom = met.group_outlet.take(sources.group.take(kept)), sources.pair.take(kept)
        about, how = (np.broadcast_to(column, counted.shape).take(kept) for column in (issues, conducts))
        return who, seen.outlet.take(whom), seen.product.take(whom), about, how, counted.take(kept)

    return _joined(
        [
            booked(undercut - breach, PRICE_UNDERCUT, RIVALRY),
            booked(breach, PRICE_UNDERCUT, BREACH),
            booked(presence, issue, conduct),
        ]
    )


def _counted(loss: Floats, part: Floats, whole: Floats) -> Integers:
    return np.rint(loss * (part / whole) * HARM_STEPS).astype(np.int64)


def _joined(parts: list[Booked]) -> Booked:
    aggrieved, source, product, issue, conduct, counted = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    return aggrieved, source, product, issue, conduct, counted


def _groups(seen: Considered) -> tuple[Integers, Integers]:
    """Return the group of each pair, and the first pair of each group."""
    opens = np.ones(len(seen.row), dtype=bool)
    opens[1:] = (seen.row[1:] != seen.row[:-1]) | (seen.outlet[1:] != seen.outlet[:-1])
    return np.cumsum(opens) - 1, np.flatnonzero(opens)


def _sources(met: Meetings, tolerance: float) -> tuple[Sources, Floats]:
    """Return who did harm by what; and the e^V that would be left of everybody had nobody done any."""
    seen, group, pair = met.seen, met.group, met.pair
    weight = seen.weight.take(pair)
    lower, at_lower = _at_reference(met, tolerance)
    left = weight.copy()
    left[lower] = at_lower
    intrudes = _intruding(met)
    present = np.flatnonzero(_is_direct(met) | intrudes)
    undercut, presence = weight - left, np.zeros(len(pair))
    presence[present] = left.take(present)
    left[present] = 0.0
    active = np.flatnonzero((undercut > 0) | (presence > 0))
    sources = Sources(
        group=group.take(active),
        pair=pair.take(active),
        undercut=undercut.take(active),
        beyond=_beyond(seen, pair.take(active), undercut.take(active)),
        presence=presence.take(active),
        intrudes=intrudes.take(active),
    )
    return sources, left


def _at_reference(met: Meetings, tolerance: float) -> tuple[Integers, Floats]:
    """Return where an offer undercuts its group, and what its e^V would be at the reference price."""
    seen, group, pair = met.seen, met.group, met.pair
    products = _count(seen.product)
    mine = np.full(met.groups * products, np.nan)
    mine[met.group_of * products + seen.product] = seen.price
    my_price = mine.take(group * products + seen.product.take(pair))
    floor, price = seen.floor.take(pair), seen.price.take(pair)
    # false where the outlet has no such product: its price is NaN
    lower = np.flatnonzero(price < np.maximum(floor, my_price * (1.0 - tolerance)))
    own = met.group_outlet.take(group.take(lower)) == seen.outlet.take(pair.take(lower))
    lower = lower.compress(~own)  # nobody is a source of harm to itself
    return lower, _moved(seen, pair.take(lower), np.maximum(floor.take(lower), my_price.take(lower)))


def _beyond(seen: Considered, pair: Integers, undercut: Floats) -> Floats:
    """Return what of each undercut comes of asking less than one's own floor."""
    beyond = np.zeros(len(pair))
    broken = np.flatnonzero(seen.price.take(pair) < seen.floor.take(pair))
    which = pair.take(broken)
    at_floor = _moved(seen, which, seen.floor.take(which))
    beyond[broken] = np.minimum(undercut.take(broken), seen.weight.take(which) - at_floor)
    return beyond


def _moved(seen: Considered, pair: Integers, to: Floats) -> Floats:
    """Return what e^V of some offers becomes at other prices."""
    sensitivity = seen.sensitivity.take(seen.row.take(pair)) * seen.relief.take(pair)
    return seen.weight.take(pair) * exp(-(sensitivity * (to - seen.price.take(pair))))


def _is_direct(met: Meetings) -> Flags:
    """Say which offers are the manufacturer's own, of whom the group's outlet sells something."""
    seen, makers = met.seen, _count(met.seen.maker)
    is_direct: Flags = seen.owner == seen.maker
    if not is_direct.any():
        return np.zeros(len(met.pair), dtype=bool)
    sells = np.zeros(met.groups * makers, dtype=bool)
    sells[met.group_of * makers + seen.maker] = True
    return is_direct.take(met.pair) & sells.take(met.group * makers + seen.maker.take(met.pair))


def _intruding(met: Meetings) -> Flags:
    """Say which offers are of products for which the group's outlet, and not theirs, holds the territory."""
    seen, products = met.seen, _count(met.seen.product)
    if not seen.territory.any():
        return np.zeros(len(met.pair), dtype=bool)
    holds = np.zeros(met.groups * products, dtype=bool)
    holds[met.group_of * products + seen.product] = seen.territory
    return holds.take(met.group * products + seen.product.take(met.pair)) & ~seen.territory.take(met.pair)


def _count(codes: Integers) -> int:
    return int(codes.max(initial=-1)) + 1
