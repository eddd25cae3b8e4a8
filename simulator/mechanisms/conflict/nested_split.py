"""Nested split: what sources take where offers are alike, split once and exactly.

Customer n buys offer o of inner nest k and outer nest g with s_o = y_o/A_k · e^{(X_k − I_g)/λ₁} · e^{Z_g}/D
(`mechanisms.choice.nests`), y = e^{v/λ₂}, A_k = Σ y. Without all sources A_k is K_k, what is left; they add
T_k. An outlet with margins m on its own offers loses

    loss = Σ_o m_o (s_o at A = K − s_o at A = K + T)

With the sources scaled by r, e^V → r e^V, each y grows as t = r^{1/λ₂}. The Aumann–Shapley part of all
sources in nest h is the integral over r from 0 to 1 of what they take on the way,

    part_h = ∫ [ S_h (φ_h/λ₂ − ψ_h/λ₁) + S_g b_h ψ_h/λ₁ − (S_g − q_g S) b*_h χ_h ] dr/r,      g: outer of h
    φ = t T/(K + t T), ψ and χ the same in what X and Z are made of; b, b* shares of X_h in I_g and in Z_g;
    q_g = e^{Z_g}/D; S the margin kept, Σ m s, of the nest, of its outer nest, of all

and within h by weight. It adds up to the loss, a source that splits in two is blamed as before, and for
offers that are sources as a whole it is the probability of having bought there and otherwise here. With
λ₁ = λ₂ = 1 it is the split of `harm`. Gauss–Legendre at `SIZES`, scaled to the loss; what it misses by more
than `MISSED` was taken beside own offers, which are overtaken all at once where offers are hardly unlike.
Sources that are alone took all of it.

Source: Aumann & Shapley (1974); derivatives of the nested logit, Train (2009), ch. 4.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from simulator.base.numerics.gauss_legendre import TEN_PLACES as SIZES
from simulator.base.numerics.gauss_legendre import TEN_WEIGHTS as WEIGHTS
from simulator.base.numerics.portable import exp
from simulator.mechanisms.conflict.nested_standing import (
    Flags,
    Floats,
    Grown,
    Integers,
    Standing,
    Taking,
    grown,
    standing,
    summed_in,
)

MISSED = 1e-3
"""By how much the parts may miss the loss and be scaled to it [share]."""
ENDS = (0.0, 1.0)
"""None of the sources, and all."""


def parts_taken(taking: Taking) -> Floats:
    """Return what the sources in each row took from its group, together the group's loss [money steps]."""
    robbed = np.bincount(taking.group, taking.taken[0], minlength=taking.groups) > 0.0
    rows = np.flatnonzero(robbed.take(taking.group))
    parts = np.zeros(len(taking.group))
    if len(rows):
        parts[rows] = losses(_some(taking, robbed, rows))[1]
    return parts


def _some(taking: Taking, chosen: Flags, rows: Integers) -> Taking:
    """Return some groups with all their *rows*, and the outer nests that these are in."""
    outers = np.flatnonzero(chosen.take(taking.outer_group))
    number = np.zeros(len(taking.outer_group), dtype=np.int64)
    number[outers] = np.arange(len(outers))
    group = np.cumsum(chosen) - 1
    return replace(
        taking,
        group=group.take(taking.group.take(rows)),
        outer=number.take(taking.outer.take(rows)),
        outer_group=group.take(taking.outer_group.take(outers)),
        left=(taking.left[0].take(rows), taking.left[1].take(rows)),
        taken=(taking.taken[0].take(rows), taking.taken[1].take(rows)),
        most=taking.most.take(rows),
        margin=taking.margin.take(rows),
        inner_dissimilarity=taking.inner_dissimilarity.take(rows),
        outer_dissimilarity=taking.outer_dissimilarity.take(outers),
        crowds_inside=taking.crowds_inside.take(outers),
        groups=int(chosen.sum()),
    )


def losses(taking: Taking) -> tuple[Floats, Floats]:
    """Return the loss of each group, and the part of it that the sources in each row took [money steps].

    Where they are alone in their group they took it all.
    """
    shared = np.bincount(taking.group, taking.taken[0] > 0.0, minlength=taking.groups) > 1.0
    loss, part = np.zeros(taking.groups), np.zeros(len(taking.group))
    for chosen, sizes in ((shared, (*ENDS, *SIZES)), (~shared, ENDS)):
        rows = np.flatnonzero(chosen.take(taking.group))
        if len(rows):
            some = taking if len(rows) == len(part) else _some(taking, chosen, rows)
            loss[chosen], part[rows] = _losses(some, sizes)
    return loss, part


def _losses(taking: Taking, sizes: Sequence[float]) -> tuple[Floats, Floats]:
    """Return the same of groups that are all looked at at some sizes of their sources."""
    nests = grown(taking, sizes)
    found = standing(taking, nests)
    more = np.bincount(taking.group, found.own[0] - found.own[1], minlength=taking.groups)
    loss = np.maximum(more, 0.0)
    if len(sizes) == len(ENDS):
        return loss, np.where(taking.taken[0] > 0.0, loss.take(taking.group), 0.0)
    taken = np.zeros(len(taking.growing))
    for size, weight, part in zip(SIZES, WEIGHTS, _taken(taking, nests, found), strict=True):
        taken += weight / size * part
    parts = np.zeros(len(taking.group))
    parts[taking.growing] = np.maximum(taken, 0.0)
    return loss, _scaled(taking, _filled(taking, parts, loss), loss)


def _scaled(taking: Taking, part: Floats, loss: Floats) -> Floats:
    """Return the parts, scaled to the loss of their group."""
    whole = np.bincount(taking.group, part, minlength=taking.groups)
    factor = np.divide(loss, whole, out=np.zeros_like(loss), where=whole > 0.0)
    scaled: Floats = part * factor.take(taking.group)
    return scaled


def _filled(taking: Taking, part: Floats, loss: Floats) -> Floats:
    """Return the parts; where they miss the loss, parts beside own offers are what the others leave of it."""
    beside = (taking.margin > -np.inf) & (taking.taken[0] > 0.0)
    own, other, rows = (
        np.bincount(taking.group, column, minlength=taking.groups)
        for column in (np.where(beside, part, 0.0), np.where(beside, 0.0, part), beside)
    )
    missed = beside & (np.abs(own + other - loss) > MISSED * loss).take(taking.group)
    left = np.maximum(loss - other, 0.0) / np.where(own > 0.0, own, np.maximum(rows, 1.0))
    alike = np.where((own > 0.0).take(taking.group), part, 1.0)
    return np.where(missed, alike * left.take(taking.group), part)


def _taken(taking: Taking, nests: Grown, here: Standing) -> Floats:
    """Return what sources take from their group while they grow, per e-fold of their size.

    One row a size on the way, one column a row of nests in which they grow.
    """
    rows, between_ends = taking.growing, slice(len(ENDS), None)
    own, outside = here.own[between_ends], here.outside[between_ends]
    share, crowded_share = here.share[between_ends], here.crowded_share[between_ends]
    plain, crowded = _by_sources(taking, nests)
    outer = taking.outer.take(rows)
    upper = np.where(taking.crowds_inside.take(outer), crowded, plain)
    of_outer = summed_in(taking.outer, own, len(taking.outer_group))
    of_group = summed_in(taking.group, own, taking.groups)
    unlike = taking.outer_dissimilarity.take(outer)
    within = own.take(rows, axis=1) * (plain / taking.inner_dissimilarity.take(rows) - upper / unlike)
    between = of_outer.take(outer, axis=1) * share.take(rows, axis=1) * upper / unlike
    rest = (of_outer - outside * of_group.take(taking.outer_group, axis=1)).take(outer, axis=1)
    found: Floats = within + between - rest * crowded_share.take(rows, axis=1) * crowded
    return found


def _by_sources(taking: Taking, nests: Grown) -> tuple[Floats, Floats]:
    """Return φ at λ₂ and at what crowding makes of it [sizes on the way, growing rows]."""
    plain, crowded = (part[len(ENDS) - 1 :] for part in nests.by_sources)
    if taking.kept == 1.0:
        alike = exp(plain)
        return alike, alike
    both = exp(np.concatenate([plain, crowded], axis=1))
    return both[:, : plain.shape[1]], both[:, plain.shape[1] :]
