"""Nested harm: what others took from outlets where offers are alike, source by source.

The weight of a copy is e^{(v − m)/λ₂}, m the largest v in its inner nest, so that nothing overflows however
small λ₂ is; a price moves it by its sensitivity over λ₂. Sources are found as in the flat logit, in these
weights; losses and their parts are those of `nested_split`. What is left of a nest, and an outlet's own part
of it, are summed in logarithms where beside the best source they are next to nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp, log
from simulator.mechanisms.choice.nests import Branch, Nests, inclusive, numbered
from simulator.mechanisms.conflict.considered import Meetings
from simulator.mechanisms.conflict.harm_sources import Places, Sources, sources_of, taken_and_left
from simulator.mechanisms.conflict.nested_split import Taking, joined, parts_taken

LEAST = 0.02
"""Dissimilarity below which harm is worked out as if it were that: below, the best of a nest takes all."""

FAINT = 1e-290
"""Weight left of a nest, beside its best, below which weights vanish singly before their sum does."""

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def nested_losses(met: Meetings, places: Places, nests: Nests) -> Iterator[tuple[Sources, Floats, Floats]]:
    """Yield sources, and for each the loss that all sources in its nest caused, and their weight.

    Once for every branch: an offer's two copies are two sources.
    """
    kept = 1.0 - nests.crowding
    found = [InBranch(met, branch, kept, places) for branch in nests.branches]
    takings = [one.taking() for one in found]
    parts, start = parts_taken(joined(takings)), 0
    for one, taking in zip(found, takings, strict=True):
        at, end = one.row_of_source(), start + len(taking.group)
        yield one.sources, parts[start:end].take(at), taking.taken[0].take(at)
        start = end


@dataclass
class InBranch:
    """The meetings of groups with offers, nest by nest of one branch."""

    met: Meetings
    branch: Branch
    kept: float
    """1 − κ."""
    places: Places

    def __post_init__(self) -> None:
        seen, inside = self.met.seen, len(self.branch.outer)
        self.inside = inside
        self.inner = self.branch.inner.take(seen.offer)
        self.unlike = np.maximum(self.branch.inner_dissimilarity.take(seen.cell), LEAST)
        value, nest = seen.gain + self.branch.log_weight, seen.row * inside + self.inner
        self.most = np.full(seen.rows * inside, -np.inf)
        np.maximum.at(self.most, nest, value)
        self.behind = value - self.most.take(nest)
        self.code = self.met.group * inside + self.inner.take(self.met.pair)
        self.number, self.codes = numbered(self.code, self.met.groups * inside)
        self.row = self.number.take(self.code)
        moved = self.weighed(1.0)
        self.weights = moved.seen.weight
        self.sources, self.left = sources_of(moved, self.places)

    def weighed(self, kept: float) -> Meetings:
        """Return the meetings in weights at λ₂ times what is kept of it."""
        seen = self.met.seen
        unlike = kept * self.unlike
        weights = exp(self.behind / unlike.take(seen.row))
        moved = replace(seen, weight=weights, sensitivity=seen.sensitivity / unlike)
        return replace(self.met, seen=moved)

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
            undercut, presence, left = taken_and_left(self.weighed(kept), self.places)
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
            met.seen.margin * self.weights,
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
        met, branch = self.met, self.branch
        left, taken = self.sums(1.0)
        crowded = (left, taken) if self.kept == 1.0 else self.sums(self.kept)
        group, nest = self.codes // self.inside, self.codes % self.inside
        outer_code = group * branch.outer_nests + branch.outer.take(nest)
        outer, outer_codes = numbered(outer_code, met.groups * branch.outer_nests)
        outer_group = outer_codes // max(1, branch.outer_nests)
        row = met.group_row.take(group)
        unlike = np.maximum(branch.outer_dissimilarity.take(met.seen.cell), LEAST)
        return Taking(
            group=group,
            outer=outer.take(outer_code),
            outer_group=outer_group,
            most=self.most.take(row * self.inside + nest),
            left=(left, crowded[0]),
            taken=(taken, crowded[1]),
            margin=self.margins(left),
            inner_dissimilarity=self.unlike.take(row),
            outer_dissimilarity=unlike.take(met.group_row.take(outer_group)),
            crowds_inside=np.full(len(outer_group), branch.crowds_inside),
            kept=self.kept,
            groups=met.groups,
        )
