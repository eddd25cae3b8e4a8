"""Witness: dice that write down every draw, by its key."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike

from simulator.base.keyed_random import KeyedRandom, Rows, Weeks, Words

type Recorded = dict[tuple[str, int, int, int], int]


@dataclass(frozen=True)
class Witness(KeyedRandom):
    """Dice that write down every draw."""

    seen: Recorded = field(default_factory=dict, compare=False)

    def word(self, purpose: str, week: int, who: int, what: int = 0) -> int:
        """Draw, and write it down."""
        word = super().word(purpose, week, who, what)
        self.seen[purpose, week, who, what] = word
        return word

    def words(
        self, purpose: str, week: Weeks, who: ArrayLike, what: ArrayLike = 0, row: Rows | None = None
    ) -> Words:
        """Draw, and write all of it down."""
        words = super().words(purpose, week, who, what, row)
        who, weeks = np.broadcast_arrays(np.asarray(who, np.uint64), week)
        who, weeks = (who, weeks) if row is None else (who[row], weeks[row])
        names = np.broadcast_arrays(weeks, who, np.asarray(what, np.uint64), words)
        for when, whom, matter, word in zip(*(array.ravel().tolist() for array in names), strict=True):
            self.seen[purpose, when, whom, matter] = word
        return words
