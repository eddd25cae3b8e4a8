"""Barriers split: to what a need was lost that would have been met without all that stood in its way.

Of m barriers each set S that is thought away either lets the need be met, v(S) = 1, or does not. What meets
it once some barriers are gone counts as met, too, once more of them are: v is made monotone. The part of a
barrier is its Shapley value, what thinking it away brings on average over all orders of thinking barriers
away,

    φ_b = Σ_{S ∌ b} |S|! (m − |S| − 1)! / m! · (v(S ∪ b) − v(S)),      Σ_b φ_b = v(all) − v(none)

in sixtieths of a need, which are whole numbers for up to six barriers. A barrier that changes nothing has no
part, and leaving it out changes no other's.

Source: Shapley (1953); for decompositions, Shorrocks (2013), Journal of Economic Inequality 11(1).
"""

from functools import cache
from math import factorial

import numpy as np
from numpy.typing import NDArray

SIXTIETHS = 60
"""Into how many parts a need is split."""
MOST_BARRIERS = 6
"""Beyond which sixtieths are not enough."""

type Flags = NDArray[np.bool_]
type Integers = NDArray[np.int64]


def monotone(met: Flags) -> Flags:
    """Return whether each need is met once a set of barriers is gone, or part of it [n, 2^m].

    A set is the number with the bits of its barriers.
    """
    needs, sets = met.shape
    found = met.copy()
    for barrier in range(sets.bit_length() - 1):
        pairs = found.reshape(needs, sets >> (barrier + 1), 2, 1 << barrier)
        pairs[:, :, 1] |= pairs[:, :, 0]
    return found


def split(met: Flags) -> Integers:
    """Return the part of each barrier in each need, from whether it is met without sets of them [n, m].

    *met* is monotone [n, 2^m]; parts are sixtieths of a need.
    """
    needs, sets = met.shape
    barriers = sets.bit_length() - 1
    parts = np.zeros((needs, barriers), dtype=np.int64)
    for barrier in range(barriers):
        pairs = met.reshape(needs, sets >> (barrier + 1), 2, 1 << barrier)
        gained = (pairs[:, :, 1] & ~pairs[:, :, 0]).reshape(needs, sets // 2)
        parts[:, barrier] = gained @ _weights(barriers)
    return parts


@cache
def _weights(barriers: int) -> Integers:
    """Return the weight of each set of the other barriers, by its number [sixtieths]."""
    others = barriers - 1
    by_size = [
        SIXTIETHS * factorial(size) * factorial(others - size) // factorial(barriers)
        for size in range(barriers)
    ]
    return np.array([by_size[number.bit_count()] for number in range(1 << others)], dtype=np.int64)
