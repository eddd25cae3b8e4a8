"""Keyed random numbers: every draw is a function of the seed, a purpose, the week and keys.

Nothing is drawn in sequence. Every draw is a 64-bit word, a function of (seed, purpose, week, who, what):

    base = mix64(key(seed, purpose, week) ^ GOLD · (who + 1))        one to one in who: no two share a base
    word = mix64(base ^ what), or base itself where what is 0        one to one in what

so that adding a customer, an outlet or a purpose changes no one else's luck. `who` and `what` are whole
numbers: the number of a customer, or the `stable_key` of a name. A word is read by `uniform` or `happens`.

Assumes: 64 bits are enough that two keys never meet. A word serves one use only: `uniform` and `happens` read
the same high bits.
Source: Steele, Lea and Flood (2014), SplitMix64 and its finaliser; BLAKE2b (RFC 7693) for the keys.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from operator import index
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.base.numerics.elementwise import is_unknown, larger, smaller

type Words = NDArray[np.uint64]
type Rows = NDArray[np.int64]
type Weeks = int | Rows

GOLD = 0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio, odd: multiplying by it is one to one
CHUNK = 12_288  # words mixed at once, so that they stay in cache; no result depends on it
MOST_WEEKS = 4096  # farther apart, keys of weeks are looked up one by one
_MASK = (1 << 64) - 1
_FIRST, _SECOND = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_STEP = float.fromhex("0x1p-52")
_THRESHOLD_BITS = 32
_ONE = 1 << _THRESHOLD_BITS


def stable_key(*names: str) -> int:
    """Return the 64-bit key of a name, or of several together: ("ab", "c") is not ("a", "bc").

    >>> hex(stable_key("outlet", "northmill"))
    '0xa7a338159489f1ed'
    """
    digest = blake2b(digest_size=8)
    for name in names:
        text = name.encode()
        digest.update(len(text).to_bytes(8, "little") + text)
    return int.from_bytes(digest.digest(), "little")


@overload
def mix64(z: int) -> int: ...
@overload
def mix64(z: Words) -> Words: ...
def mix64(z: Any) -> Any:
    """Return SplitMix64's finaliser of z modulo 2^64: one to one, and every bit in moves half the bits out.

    >>> hex(mix64(GOLD)), hex(mix64(np.array([GOLD], dtype=np.uint64))[0])
    ('0xe220a8397b1dcdaf', '0xe220a8397b1dcdaf')
    """
    if isinstance(z, int):
        z &= _MASK
        z = ((z ^ (z >> 30)) * _FIRST) & _MASK
        z = ((z ^ (z >> 27)) * _SECOND) & _MASK
        return z ^ (z >> 31)
    given = _whole(z)
    mixed = given.flatten()
    _mix_in_place(mixed)
    return mixed.reshape(given.shape)


@dataclass(frozen=True)
class KeyedRandom:
    """The keyed random numbers of a run, given by its seed.

    `word` and `words` are the only two doors to chance: to record or bend the luck of a run, override these
    two in a subclass. `words` does not go through `word`; the two agree bit for bit.
    """

    seed: int
    _keys: dict[tuple[str, int], int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def key(self, purpose: str, week: int = -1) -> int:
        """Return the 64-bit key of a purpose in a week; week −1 is for what is settled once for all."""
        key = self._keys.get((purpose, week))
        if key is None:
            key = stable_key(str(index(self.seed)), purpose, str(index(week)))
            self._keys[purpose, week] = key
        return key

    def _keys_of(self, purpose: str, weeks: Rows) -> Words:
        """Return the key of a purpose in each of some weeks."""
        if not len(weeks):
            return np.zeros(0, dtype=np.uint64)
        first, last = int(weeks.min()), int(weeks.max())
        if last - first > MOST_WEEKS:
            found, at = np.unique(weeks, return_inverse=True)
            return np.array([self.key(purpose, week) for week in found.tolist()], dtype=np.uint64).take(at)
        keys = [self.key(purpose, week) for week in range(first, last + 1)]
        return np.array(keys, dtype=np.uint64).take(weeks - first)

    def word(self, purpose: str, week: int, who: int, what: int = 0) -> int:
        """Return the one word of a purpose, a week, an agent and an item, 0 to 2^64 − 1."""
        base = mix64(self.key(purpose, week) ^ ((index(who) + 1) * GOLD & _MASK))
        other = index(what) & _MASK
        return mix64(base ^ other) if other else base

    def words(
        self, purpose: str, week: Weeks, who: ArrayLike, what: ArrayLike = 0, row: Rows | None = None
    ) -> Words:
        """Return the words of every agent and item, broadcast against each other, as `word` would.

        With *row*, the k-th `what` is that of `who[row[k]]`: lists of different lengths, laid end to end.
        *week* is one for all, or a column with that of each of *who*.
        """
        crowd = _whole(who)
        key = self._keys_of(purpose, week) if isinstance(week, np.ndarray) else self.key(purpose, week)
        base = _bases(key, crowd.reshape(-1)).reshape(crowd.shape)
        base = base if row is None else base.take(row)
        if isinstance(what, int) and not what:
            return base
        matter = _whole(what)
        shape = base.shape if matter.shape == base.shape else np.broadcast_shapes(base.shape, matter.shape)
        everywhere = bool(matter.all())
        if not everywhere and not matter.any():
            return np.broadcast_to(base, shape).copy() if shape != base.shape else base
        word = base if everywhere and shape == base.shape else np.empty(shape, np.uint64)
        np.bitwise_xor(base, matter, out=word)
        _mix_in_place(word.reshape(-1))
        if not everywhere:
            np.copyto(word, base, where=matter == 0)
        return word


@overload
def uniform(word: int) -> float: ...
@overload
def uniform(word: Words) -> NDArray[np.float64]: ...
def uniform(word: Any) -> Any:
    """Return a number strictly between 0 and 1, evenly spread, from the high 52 bits of a word."""
    high = word >> 12 if isinstance(word, int) else (_whole(word) >> 12).view(np.int64)
    result = high + 0.5
    result *= _STEP
    return result


@overload
def threshold(probability: float) -> int: ...
@overload
def threshold(probability: NDArray[np.float64] | Sequence[float]) -> Words: ...
def threshold(probability: Any) -> Any:
    """Return how many of the 2^32 high halves of a word mean yes: half to even, below 0 none, above 1 all.

    >>> threshold(0.5) == 2**31, threshold(-1.0), threshold(2.0) == 2**32
    (True, 0, True)
    """
    given = probability if isinstance(probability, float | int) else np.asarray(probability)
    lost = is_unknown(given)
    if lost.any() if isinstance(lost, np.ndarray) else lost:
        raise ValueError("a probability is NaN; give numbers from 0 to 1")
    yes = smaller(larger(given, 0.0), 1.0) * _ONE
    return np.rint(yes).astype(np.uint64) if isinstance(yes, np.ndarray) else round(yes)


@overload
def happens(word: int, threshold: int) -> bool: ...
@overload
def happens(word: Words, threshold: int | Words) -> NDArray[np.bool_]: ...
def happens(word: int | Words, threshold: int | Words) -> bool | NDArray[np.bool_]:
    """Say whether a word, or each of many, says yes: its high half lies below the threshold."""
    return (word >> _THRESHOLD_BITS) < threshold


def _bases(key: int | Words, who: Words) -> Words:
    """Return mix64(key ^ GOLD · (agent + 1)) for a flat column; *key* is one for all, or a column."""
    base = np.empty_like(who)
    for start in range(0, who.size, CHUNK):
        part = base[start : start + CHUNK]
        np.add(who[start : start + CHUNK], 1, out=part)
        part *= GOLD
        part ^= key if isinstance(key, int) else key[start : start + CHUNK]
        _mix_in_place(part)
    return base


def _mix_in_place(z: Words) -> None:
    """Replace every word of a flat column by its `mix64`."""
    scratch = np.empty(min(z.size, CHUNK), np.uint64)
    for start in range(0, z.size, CHUNK):
        part = z[start : start + CHUNK]
        high = scratch[: part.size]
        part ^= np.right_shift(part, 30, out=high)
        part *= _FIRST
        part ^= np.right_shift(part, 27, out=high)
        part *= _SECOND
        part ^= np.right_shift(part, 31, out=high)


def _whole(values: ArrayLike) -> Words:
    """Take whole numbers modulo 2^64; anything else would lose bits unseen, so it is refused."""
    if isinstance(values, int):
        return np.array(index(values) & _MASK, dtype=np.uint64)
    if isinstance(values, list | tuple):  # as an array, [0, 2**63] would have turned into floats
        exact = np.asarray(values, dtype=object)
        return np.array([index(value) & _MASK for value in exact.flat], np.uint64).reshape(exact.shape)
    given = np.asarray(values)
    if given.size and given.dtype.kind not in "iu":
        raise TypeError(f"who, what and words are whole numbers, not {given.dtype}; give uint64")
    return given.astype(np.uint64, copy=False)
