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
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.elementwise import at_once
from simulator.base.numerics.gauss_legendre import TEN_PLACES as SIZES
from simulator.base.numerics.gauss_legendre import TEN_WEIGHTS as WEIGHTS
from simulator.base.numerics.portable import exp, log
from simulator.mechanisms.choice.nests import inclusive

MISSED = 1e-3
"""By how much the parts may miss the loss and be scaled to it [share]."""
ENDS = (0.0, 1.0)
"""None of the sources, and all."""

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Flags = NDArray[np.bool_]

_COLUMNS = (
    "group",
    "outer_group",
    "most",
    "margin",
    "inner_dissimilarity",
    "outer_dissimilarity",
    "crowds_inside",
)


@dataclass(frozen=True)
class Taking:
    """Nests as one aggrieved outlet's customer finds them: one row a group and inner nest."""

    group: Integers
    outer: Integers
    """Outer nest of the row; counted anew for every group."""
    outer_group: Integers
    """[outer nests] group of each."""
    most: Floats
    """Largest v in the nest; weights are relative to e^{most/λ} [units of luck]."""
    left: tuple[Floats, Floats]
    """ln K at λ₂, and at what crowding makes of it; −inf where nothing is left."""
    taken: tuple[Floats, Floats]
    """T, likewise."""
    margin: Floats
    """ln Σ m y over the group's own offers."""
    inner_dissimilarity: Floats
    outer_dissimilarity: Floats
    """[outer nests]"""
    crowds_inside: NDArray[np.bool_]
    """[outer nests]"""
    kept: float
    """1 − κ."""
    groups: int


@dataclass(frozen=True)
class Grown:
    """Nests at each size of the sources."""

    added: Floats
    """[sizes, rows] ln t T."""
    whole: Floats
    """[sizes, rows] ln (K + t T)."""

    def by_sources(self) -> Floats:
        """Return the sources' share of each nest, φ [sizes, rows]."""
        found: Floats = exp(self.added - self.whole)
        return found


@dataclass(frozen=True)
class Standing:
    """How the groups stand at each size of the sources."""

    own: Floats
    """[sizes, rows] S [money steps]."""
    share: Floats
    """[sizes, rows] b [share]."""
    crowded_share: Floats
    """[sizes, rows] b* [share]."""
    outside: Floats
    """[sizes, outer nests] q [share]."""


def joined(takings: Sequence[Taking]) -> Taking:
    """Return the nests of several branches as one choice's."""
    if len(takings) == 1:
        return takings[0]
    starts = np.cumsum([0, *(len(one.outer_group) for one in takings)])[:-1]
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(one, name) for one in takings]) for name in _COLUMNS
    }
    for name in ("left", "taken"):
        columns[name] = tuple(np.concatenate([getattr(one, name)[at] for one in takings]) for at in (0, 1))
    columns["outer"] = np.concatenate([one.outer + at for one, at in zip(takings, starts, strict=True)])
    return replace(takings[0], **columns)


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
    """Return the loss of each group, and the part of it that the sources in each row took [money steps]."""
    ends = standing(taking, grown(taking, ENDS)).own
    loss = np.maximum(np.bincount(taking.group, ends[0] - ends[1], minlength=taking.groups), 0.0)
    takes = taking.taken[0] > 0.0
    part = np.where(takes, loss.take(taking.group), 0.0)
    shared = np.bincount(taking.group, takes, minlength=taking.groups) > 1.0  # one source took it all
    rows = np.flatnonzero(shared.take(taking.group))
    if len(rows):
        several = _some(taking, shared, rows)
        part[rows] = _split(several, loss[shared])
    return loss, part


def _split(taking: Taking, loss: Floats) -> Floats:
    """Return the part of its group's loss that the sources in each row took [money steps]."""
    sizes = grown(taking, SIZES)
    taken = _taken(taking, sizes, standing(taking, sizes))
    part = np.zeros(len(taking.group))
    for size, weight, more in zip(SIZES, WEIGHTS, taken, strict=True):
        part += weight / size * more
    part = _filled(taking, np.maximum(part, 0.0), loss)
    whole = np.bincount(taking.group, part, minlength=taking.groups)
    factor = np.divide(loss, whole, out=np.zeros_like(loss), where=whole > 0.0)
    return part * factor.take(taking.group)


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


def grown(taking: Taking, sizes: Sequence[float]) -> tuple[Grown, Grown]:
    """Return the nests at λ₂ and at what crowding makes of it, at each size of e^V of the sources.

    In logarithms: beside the sources what is left may be too little for a number, and without them is all.
    """
    scale = log(np.array(sizes))[:, None] / taking.inner_dissimilarity
    added = [scale + log(taking.taken[0])]
    if taking.kept != 1.0:
        added.append(scale / taking.kept + log(taking.taken[1]))
    pairs = list(zip(taking.left, added, strict=False))
    most = [np.maximum(*pair) for pair in pairs]
    short = [
        np.subtract(np.minimum(*pair), top, out=np.zeros_like(top), where=top > -np.inf)
        for pair, top in zip(pairs, most, strict=True)
    ]
    more = at_once(log, *(1.0 + behind for behind in at_once(exp, *short)))
    found = [Grown(own, top + extra) for own, top, extra in zip(added, most, more, strict=True)]
    return found[0], found[-1]


def standing(taking: Taking, sizes: tuple[Grown, Grown]) -> Standing:
    """Return the groups' own sales and the nests' shares at every size of the sources."""
    inner, without = _worths(taking, sizes)
    inside = taking.crowds_inside.take(taking.outer)
    upper = np.where(inside, without, inner)
    nest, share = _in_outer(taking, upper, 1.0)
    above, crowded_share = nest, share
    if taking.kept != 1.0:
        crowded, other = _in_outer(taking, without, taking.kept)
        above = np.where(taking.crowds_inside, nest, crowded)
        crowded_share = np.where(inside, share, other)
    nothing = np.zeros((len(above), taking.groups))
    chosen = _inclusive(
        np.concatenate([above, nothing], axis=1),
        np.append(taking.outer_group, np.arange(taking.groups)),
        np.ones(taking.groups),
    )
    outside = exp(above - chosen.take(taking.outer_group, axis=1))
    within, own = np.zeros(inner.shape), np.flatnonzero(taking.margin > -np.inf)
    within[:, own] = exp(taking.margin.take(own) - sizes[0].whole.take(own, axis=1))
    return Standing(within * share * outside.take(taking.outer, axis=1), share, crowded_share, outside)


def _worths(taking: Taking, sizes: tuple[Grown, Grown]) -> tuple[Floats, Floats]:
    """Return what inner nests are worth at λ₂ and at what crowding makes of it [units of luck]."""
    plain, crowded = sizes
    unlike = taking.inner_dissimilarity
    return taking.most + unlike * plain.whole, taking.most + unlike * taking.kept * crowded.whole


def _in_outer(taking: Taking, value: Floats, kept: float) -> tuple[Floats, Floats]:
    """Return what outer nests are worth, and the share in each of every inner nest, zero of one left empty.

    An outer nest that holds a single inner one is worth what that is.
    """
    if len(taking.outer) == len(taking.outer_group):
        return value.take(np.argsort(taking.outer), axis=1), np.where(value == -np.inf, 0.0, 1.0)
    unlike = kept * taking.outer_dissimilarity
    nest = _inclusive(value, taking.outer, unlike)
    return nest, _behind(value, nest, taking.outer, unlike)


def _inclusive(value: Floats, nest: Integers, dissimilarity: Floats) -> Floats:
    """Return `inclusive` of each row of values [sizes, nests]."""
    sizes, nests = len(value), len(dissimilarity)
    at = _numbered(nest, sizes, nests)
    return inclusive(value.ravel(), at, np.tile(dissimilarity, sizes)).reshape(sizes, nests)


def _summed(nest: Integers, value: Floats, nests: int) -> Floats:
    """Return the sums in nests of each row of values [sizes, nests]."""
    at = _numbered(nest, len(value), nests)
    return np.bincount(at, value.ravel(), minlength=len(value) * nests).reshape(-1, nests)


def _numbered(nest: Integers, sizes: int, nests: int) -> Integers:
    """Return the numbers of nests, counted on from size to size."""
    found: Integers = (nest + np.arange(sizes)[:, None] * nests).ravel()
    return found


def _behind(value: Floats, best: Floats, nest: Integers, dissimilarity: Floats) -> Floats:
    """Return e^{(v − I)/λ}, zero where nothing is left of a nest."""
    gone = value == -np.inf
    behind = np.where(gone, 0.0, value) - np.where(gone, 0.0, best.take(nest, axis=1))
    return np.where(gone, 0.0, exp(behind / dissimilarity.take(nest)))


def _taken(taking: Taking, sizes: tuple[Grown, Grown], here: Standing) -> Floats:
    """Return what sources in each row take from their group while they grow, per e-fold of their size."""
    plain = sizes[0].by_sources()
    crowded = plain if taking.kept == 1.0 else sizes[1].by_sources()
    upper = np.where(taking.crowds_inside.take(taking.outer), crowded, plain)
    of_outer = _summed(taking.outer, here.own, len(taking.outer_group))
    of_group = _summed(taking.group, here.own, taking.groups)
    unlike = taking.outer_dissimilarity.take(taking.outer)
    within = here.own * (plain / taking.inner_dissimilarity - upper / unlike)
    between = of_outer.take(taking.outer, axis=1) * here.share * upper / unlike
    rest = of_outer - here.outside * of_group.take(taking.outer_group, axis=1)
    found: Floats = within + between - rest.take(taking.outer, axis=1) * here.crowded_share * crowded
    return found
