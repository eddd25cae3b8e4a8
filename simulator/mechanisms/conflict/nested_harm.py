"""Nested harm: what others took from outlets where offers are alike, source by source.

The weight of a copy is e^{(v − m)/λ₂}, m the largest v in its inner nest, so that nothing overflows however
small λ₂ is; a price moves it by its sensitivity over λ₂. Sources are found as in the flat logit, in these
weights; losses and their parts are those of `nested_split`. What is left of a nest, and an outlet's own part
of it, are summed in logarithms where beside the best source they are next to nothing.
"""

from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.elementwise import at_once
from simulator.base.numerics.portable import exp, log
from simulator.mechanisms.choice.inclusive_values import inclusive
from simulator.mechanisms.choice.nests import Nests, numbered
from simulator.mechanisms.conflict.considered import PAIRED, Considered, Meetings
from simulator.mechanisms.conflict.harm_sources import Places, Sources, sources_of, taken_and_left
from simulator.mechanisms.conflict.nested_split import parts_taken
from simulator.mechanisms.conflict.nested_standing import Taking

LEAST = 0.02
"""Dissimilarity below which harm is worked out as if it were that: below, the best of a nest takes all."""

FAINT = 1e-290
"""Weight left of a nest, beside its best, below which weights vanish singly before their sum does."""

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def nested_losses(met: Meetings, places: Places, nests: Nests) -> tuple[Meetings, Sources, Floats, Floats]:
    """Return meetings, sources, and for each the loss that all sources in its nest caused, and their weight.

    An offer's copies, one in every branch, are offers and sources by themselves.
    """
    found = InNests(*copied(met, places, len(nests.branches)), nests, met.seen.rows)
    taking, at = found.taking(), found.row_of_source()
    return found.met, found.sources, parts_taken(taking).take(at), taking.taken[0].take(at)


def copied(met: Meetings, places: Places, times: int) -> tuple[Meetings, Places]:
    """Return the meetings of the same groups with every copy of each offer, of customers copied with it."""
    if times == 1:
        return met, places

    def again[Kind: np.generic](column: NDArray[Kind]) -> NDArray[Kind]:
        return np.concatenate([column] * times)

    def counted_on(column: Integers, many: int) -> Integers:
        return np.concatenate([column + number * many for number in range(times)])

    seen, pairs, meetings = met.seen, len(met.seen.row), len(met.pair)
    copies = replace(
        seen,
        row=counted_on(seen.row, seen.rows),
        rows=seen.rows * times,
        sensitivity=again(seen.sensitivity),
        cell=again(seen.cell),
        adviser=None,  # where sources are is known by now
        standing=None,
        **{name: again(getattr(seen, name)) for name in PAIRED},
    )
    group_of, group, pair = again(met.group_of), again(met.group), counted_on(met.pair, pairs)
    return replace(met, seen=copies, group_of=group_of, group=group, pair=pair), Places(
        lower=counted_on(places.lower, meetings),
        reference=again(places.reference),
        present=counted_on(places.present, meetings),
        issue=again(places.issue),
        intrudes=again(places.intrudes),
    )


@dataclass
class InNests:
    """The meetings of groups with copies of offers, nest by nest, branch by branch.

    Nests are counted on from branch to branch.
    """

    met: Meetings
    places: Places
    nests: Nests
    rows: int
    """How many customers there are, without their copies."""

    def __post_init__(self) -> None:
        seen, branches, self.kept = self.met.seen, self.nests.branches, 1.0 - self.nests.crowding
        inner = [0, *accumulate(len(branch.outer) for branch in branches)]
        outer = [0, *accumulate(branch.outer_nests for branch in branches)]
        self.inside, self.outside = inner[-1], outer[-1]
        offer = seen.offer[: len(seen.offer) // len(branches)]
        self.inner = np.concatenate(
            [one.inner.take(offer) + start for one, start in zip(branches, inner, strict=False)]
        )
        self.outer = np.concatenate([one.outer + start for one, start in zip(branches, outer, strict=False)])
        """[inner nests] outer nest of each."""
        self.branch, self.outer_branch = (
            np.repeat(np.arange(len(branches)), np.diff(starts)) for starts in (inner, outer)
        )
        """[inner nests], [outer nests] branch of each."""
        self._weigh(seen, [branch.log_weight for branch in branches])
        self.code = self.met.group * self.inside + self.inner.take(self.met.pair)
        self.number, self.codes = numbered(self.code, self.met.groups * self.inside)
        self.row = self.number.take(self.code)
        moved = self.at(1.0, self.weights[0])
        self.sources, self.left = sources_of(moved, self.places)

    def _weigh(self, seen: Considered, log_weights: list[float]) -> None:
        """Weigh copies at λ₂, and at what crowding makes of it, beside the largest of their nest."""
        own = [branch.inner_dissimilarity for branch in self.nests.branches]
        unlike = np.concatenate([one.take(seen.cell[: self.rows]) for one in own])
        self.unlike = np.maximum(unlike, LEAST)
        """[customers, copy by copy] λ₂."""
        value = seen.gain + np.repeat(log_weights, len(seen.gain) // len(own))
        nest = (seen.row % self.rows) * self.inside + self.inner
        self.most = np.full(self.rows * self.inside, -np.inf)
        np.maximum.at(self.most, nest, value)
        self.behind = value - self.most.take(nest)
        levels = (1.0,) if self.kept == 1.0 else (1.0, self.kept)
        self.weights = at_once(exp, *(self.behind / (kept * self.unlike).take(seen.row) for kept in levels))

    def at(self, kept: float, weights: Floats) -> Meetings:
        """Return the meetings in weights at λ₂ times what is kept of it."""
        seen = self.met.seen
        sensitivity = seen.sensitivity / (kept * self.unlike)
        return replace(self.met, seen=replace(seen, weight=weights, sensitivity=sensitivity))

    def row_of_source(self) -> Integers:
        """Return the row of the taking that each source is in."""
        inner = self.inner.take(self.sources.pair)
        found: Integers = self.number.take(self.sources.group * self.inside + inner)
        return found

    def sums(self, kept: float) -> tuple[Floats, Floats]:
        """Return ln of what is left of each row's nest, and what the sources add, at what is kept of λ₂."""
        rows, sources = len(self.codes), self.sources
        if kept == 1.0:
            left = self.left
            taken = np.bincount(self.row_of_source(), sources.undercut + sources.presence, minlength=rows)
        else:
            undercut, presence, left = taken_and_left(self.at(kept, self.weights[1]), self.places)
            taken = np.bincount(self.row, undercut + presence, minlength=rows)
        whole = np.bincount(self.row, left, minlength=rows)
        found = log(whole)
        faint = self.faint(whole)
        if len(faint):
            exact = self.exact(faint, self.log_left(faint, kept))
            found = np.where(whole < FAINT, exact, found)
        return found, taken

    def faint(self, whole: Floats) -> Integers:
        """Return the meetings of which something is left in rows that are next to nothing beside the best."""
        stays = np.ones(len(self.row), dtype=bool)
        stays[self.places.present] = False
        return np.flatnonzero((whole < FAINT).take(self.row) & stays)

    def log_left(self, meetings: Integers, kept: float) -> Floats:
        """Return ln of the weight that is left of the offer in some meetings, at what is kept of λ₂."""
        met, seen, lower = self.met, self.met.seen, self.places.lower
        dearer = np.zeros(len(met.pair))
        pair = met.pair.take(lower)
        dearer[lower] = seen.relief.take(pair) * (self.places.reference - seen.price.take(pair))
        pair = met.pair.take(meetings)
        row = seen.row.take(pair)
        value = self.behind.take(pair) - seen.sensitivity.take(row) * dearer.take(meetings)
        found: Floats = value / (kept * self.unlike.take(row))
        return found

    def exact(self, meetings: Integers, value: Floats) -> Floats:
        """Return ln Σ e^value over some meetings of each row; −inf where there are none."""
        rows = len(self.codes)
        return inclusive(value, self.row.take(meetings), np.ones(rows))

    def margins(self, left: Floats) -> Floats:
        """Return ln Σ m y over the own offers of each row's group, from ln of what is left of the nest."""
        met = self.met
        margin = np.bincount(
            met.group_of * self.inside + self.inner,
            met.seen.margin * self.weights[0],
            minlength=met.groups * self.inside,
        )
        found = log(margin.take(self.codes))
        is_faint = left < log(FAINT)
        own = np.flatnonzero(is_faint.take(self.row) & (met.group_of.take(met.pair) == met.group))
        if len(own):
            value = self.log_left(own, 1.0) + log(met.seen.margin.take(met.pair.take(own)))
            found = np.where(is_faint, self.exact(own, value), found)
        return found

    def taking(self) -> Taking:
        """Return the nests as the groups find them."""
        met, cells, branches = self.met, self.met.seen.cell[: self.rows], self.nests.branches
        left, taken = self.sums(1.0)
        crowded = (left, taken) if self.kept == 1.0 else self.sums(self.kept)
        group, nest = self.codes // self.inside, self.codes % self.inside
        outer_code = group * self.outside + self.outer.take(nest)
        outer, outer_codes = numbered(outer_code, met.groups * self.outside)
        outer_group = outer_codes // max(1, self.outside)
        branch = self.outer_branch.take(outer_codes % max(1, self.outside))
        row, cell = met.group_row.take(group), cells.take(met.group_row.take(outer_group))
        unlike = np.stack([one.outer_dissimilarity for one in branches])
        return Taking(
            group=group,
            outer=outer.take(outer_code),
            outer_group=outer_group,
            most=self.most.take(row * self.inside + nest),
            left=(left, crowded[0]),
            taken=(taken, crowded[1]),
            margin=self.margins(left),
            inner_dissimilarity=self.unlike.take(row + self.branch.take(nest) * self.rows),
            outer_dissimilarity=np.maximum(unlike[branch, cell], LEAST),
            crowds_inside=np.array([one.crowds_inside for one in branches]).take(branch),
            kept=self.kept,
            groups=met.groups,
        )
