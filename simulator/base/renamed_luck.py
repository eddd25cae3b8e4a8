"""Renamed luck: keyed random numbers in which some names have the draws of others.

Draws hang on names. To see what that alone makes of a result, a market is played again with the draws of
other names, and with everything else as it was.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from simulator.base.keyed_random import KeyedRandom, Rows, Weeks, Words, stable_key


@dataclass(frozen=True)
class RenamedLuck(KeyedRandom):
    """The keyed random numbers of a seed, with other keys for some names."""

    keys: Mapping[int, int] = field(default_factory=dict, compare=False)
    """Key → the key that it takes its draws from, where that is another."""

    def word(self, purpose: str, week: int, who: int, what: int = 0) -> int:
        """Return the one word of a purpose, a week, an agent and an item."""
        return super().word(purpose, week, self.keys.get(who, who), self.keys.get(what, what))

    def words(self, purpose: str, week: Weeks, who: Any, what: Any = 0, row: Rows | None = None) -> Words:
        """Return the words of every agent and item."""
        return super().words(purpose, week, who, self._renamed(what), row)

    def _renamed(self, what: Any) -> Any:
        if not self.keys or not isinstance(what, np.ndarray):
            return self.keys.get(what, what) if isinstance(what, int) else what
        old = np.array(sorted(self.keys), dtype=np.uint64)
        new = np.array([self.keys[int(key)] for key in old], dtype=np.uint64)
        given = what.astype(np.uint64, copy=False)
        at = np.minimum(np.searchsorted(old, given), len(old) - 1)
        return np.where(old[at] == given, new[at], given)


def keys_of(names: Mapping[str, str], parts: Iterable[str]) -> dict[int, int]:
    """Return the keys of names, alone and together with each part, and the keys that they get."""
    every: list[tuple[str, ...]] = [(), *((part,) for part in parts)]
    return {stable_key(old, *part): stable_key(new, *part) for old, new in names.items() for part in every}
