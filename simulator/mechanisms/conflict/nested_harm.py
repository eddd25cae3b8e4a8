"""Nested harm: what others took from outlets where offers are alike, source by source.

The weight of a copy is e^{(v − m)/λ₂}, m the largest v in its inner nest, so that nothing overflows however
small λ₂ is; a price moves it by its sensitivity over λ₂. Sources are found as in the flat logit, in these
weights; losses and their parts are those of `nested_split`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp
from simulator.mechanisms.choice.nests import Branch, Nests, numbered
from simulator.mechanisms.conflict.considered import Meetings
from simulator.mechanisms.conflict.harm_sources import Places, Sources, sources_of, taken_and_left
from simulator.mechanisms.conflict.nested_split import Taking, joined, parts_taken

LEAST = 0.02
"""Dissimilarity below which harm is worked out as if it were that: below, the best of a nest takes all."""

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

    def sums(self) -> tuple[Floats, Floats]:
        """Return what is left of each row's nest, and what the sources add."""
        rows, sources = len(self.codes), self.sources
        taken = np.bincount(self.row_of_source(), sources.undercut + sources.presence, minlength=rows)
        return np.bincount(self.row, self.left, minlength=rows), taken

    def crowded_sums(self) -> tuple[Floats, Floats]:
        """Return the same in the weights that crowding makes of them."""
        rows = len(self.codes)
        undercut, presence, left = taken_and_left(self.weighed(self.kept), self.places)
        active = np.flatnonzero((undercut > 0) | (presence > 0))
        taken = np.bincount(self.row.take(active), (undercut + presence).take(active), minlength=rows)
        return np.bincount(self.row, left, minlength=rows), taken

    def taking(self) -> Taking:
        """Return the nests as the groups find them."""
        met, branch = self.met, self.branch
        left, taken = self.sums()
        crowded = (left, taken) if self.kept == 1.0 else self.crowded_sums()
        group, nest = self.codes // self.inside, self.codes % self.inside
        outer_code = group * branch.outer_nests + branch.outer.take(nest)
        outer, outer_codes = numbered(outer_code, met.groups * branch.outer_nests)
        outer_group = outer_codes // max(1, branch.outer_nests)
        row = met.group_row.take(group)
        margin = np.bincount(
            met.group_of * self.inside + self.inner,
            met.seen.margin * self.weights,
            minlength=met.groups * self.inside,
        )
        unlike = np.maximum(branch.outer_dissimilarity.take(met.seen.cell), LEAST)
        return Taking(
            group=group,
            outer=outer.take(outer_code),
            outer_group=outer_group,
            most=self.most.take(row * self.inside + nest),
            left=(left, crowded[0]),
            taken=(taken, crowded[1]),
            margin=margin.take(self.codes),
            inner_dissimilarity=self.unlike.take(row),
            outer_dissimilarity=unlike.take(met.group_row.take(outer_group)),
            crowds_inside=np.full(len(outer_group), branch.crowds_inside),
            kept=self.kept,
            groups=met.groups,
        )
