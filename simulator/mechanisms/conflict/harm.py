"""Harm: how much margin did others take from an outlet, and which source took which part of it?

Customer n chooses by a logit over the offers k considered, D = 1 + Σ_k e^{V_k}. Outlet i, with margin
m_o on its own offers o, loses to the sources J, all of them removed at once,

    loss_i = Σ_o m_o e^{V_o} · (1/R − 1/D) = Σ_o m_o e^{V_o} · X / (R (R + X))
    D = R + X,      X = Σ_{j∈J} x_j

R is added up from what is left rather than found as D − X, which would cancel where X is nearly all.
x_j is the weight that source j adds to the denominator by what it did (`harm_sources`), and each lost
cent is split once, in proportion to x. That is the Aumann–Shapley share of the loss (the Shapley value when
every source is divided into infinitely small ones): it adds up exactly, a source that splits in two is blamed
as before, and it costs one division a source.

Where offers are alike in nests the loss and its split are those of `nested_harm`.

Assumes: a logit per customer, whose own tastes carry the heterogeneity; a price is felt by β alone, not by
any further term of utility that depends on it.
Source: Aumann & Shapley (1974); Billera & Heath (1982) for the axioms; diversion ratios of the logit.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from simulator.base.counting import HARM_STEPS
from simulator.base.numerics.ragged import summed
from simulator.mechanisms.choice.nests import Nests
from simulator.mechanisms.conflict.considered import Considered, Meetings, contested, meetings, rows_of
from simulator.mechanisms.conflict.harm_sources import Sources, groups_with_sources, sources_of
from simulator.mechanisms.conflict.nested_harm import nested_losses
from simulator.mechanisms.conflict.presence import Presence, direct, intruding, intruding_indirectly, no_rule

PRICE_UNDERCUT, DIRECT_CANNIBAL, TERRITORY, SUPPLY_SHORT = range(4)
RIVALRY, BREACH = range(2)
USUAL = (
    Presence(TERRITORY, intruding_indirectly, intruding),
    Presence(DIRECT_CANNIBAL, direct, no_rule),
)
"""Issues by which offers harm by being there, unless others count as well."""
ROWS_AT_ONCE = 1024


type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Booked = tuple[Integers, Integers, Integers, Integers, Integers, Integers]


def harm(
    seen: Considered, tolerance: float, nests: Nests | None = None, issues: Sequence[Presence] = USUAL
) -> Booked:
    """Return aggrieved outlet, source outlet, product, issue, conduct and counted harm, in columns.

    Customers are taken some at a time: every outlet meets every other one before each of them. Without
    *nests* the logit is flat. *issues* are those by which offers harm by being there, the first the first
    to have the harm.
    """
    seen = contested(seen)
    starts = range(0, seen.rows, ROWS_AT_ONCE)
    blocks = (rows_of(seen, start, min(start + ROWS_AT_ONCE, seen.rows)) for start in starts)
    parts = [_harm(block, tolerance, nests, issues) for block in blocks]
    return joined(parts or [(np.zeros(0, dtype=np.int64),) * 6])


def _harm(seen: Considered, tolerance: float, nests: Nests | None, issues: Sequence[Presence]) -> Booked:
    met, places = groups_with_sources(meetings(seen), tolerance, issues)
    if nests is not None:
        return _booked(*nested_losses(met, places, nests))
    sources, left = sources_of(met, places)
    rest = 1.0 + summed(met.group, left, met.groups)
    taken = summed(sources.group, sources.undercut + sources.presence, met.groups)
    loss = met.own * (taken / (rest * (rest + taken)))
    return _booked(met, sources, loss.take(sources.group), taken.take(sources.group))


def _booked(met: Meetings, sources: Sources, loss: Floats, taken: Floats) -> Booked:
    """Split each loss over its sources; only the parts that count for something are booked."""
    seen = met.seen
    undercut = _counted(loss, sources.undercut, taken)
    breach = np.where(sources.intrudes, undercut, _counted(loss, sources.beyond, taken))
    presence = _counted(loss, sources.presence, taken)
    conduct = np.where(sources.intrudes, BREACH, RIVALRY)

    def booked(counted: Integers, issues: Integers | int, conducts: Integers | int) -> Booked:
        kept = np.flatnonzero(counted)
        who, whom = met.group_outlet.take(sources.group.take(kept)), sources.pair.take(kept)
        about, how = (np.broadcast_to(column, counted.shape).take(kept) for column in (issues, conducts))
        return who, seen.outlet.take(whom), seen.product.take(whom), about, how, counted.take(kept)

    return joined(
        [
            booked(undercut - breach, PRICE_UNDERCUT, RIVALRY),
            booked(breach, PRICE_UNDERCUT, BREACH),
            booked(presence, sources.issue, conduct),
        ]
    )


def _counted(loss: Floats, part: Floats, whole: Floats) -> Integers:
    return np.rint(loss * (part / whole) * HARM_STEPS).astype(np.int64)


def joined(parts: list[Booked]) -> Booked:
    """Return what is booked in several parts as one."""
    aggrieved, source, product, issue, conduct, counted = (
        np.concatenate(column) for column in zip(*parts, strict=True)
    )
    return aggrieved, source, product, issue, conduct, counted
