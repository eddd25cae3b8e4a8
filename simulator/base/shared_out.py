"""Shared out: a whole amount in whole parts, in proportion to weights."""

import numpy as np
from numpy.typing import NDArray


def shared_out(amount: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return whole parts of an amount, which sum to it, each within one of its proportion.

    With weights w, the first k parts together are amount · Σ_{i≤k} w_i / Σ w, rounded; without any weight
    the first part is all.

    >>> shared_out(10, np.array([1.0, 1.0, 1.0])).tolist(), shared_out(5, np.array([0.0, 2.0, 0.0])).tolist()
    ([3, 4, 3], [0, 5, 0])
    >>> shared_out(3, np.zeros(2)).tolist()
    [3, 0]
    """
    ends = np.cumsum(weights)
    if not len(ends):
        return np.zeros(0, dtype=np.int64)
    shares = ends / ends[-1] if ends[-1] > 0.0 else np.ones(len(ends))
    until = np.rint(amount * shares).astype(np.int64)
    parts: NDArray[np.int64] = until - np.append(0, until[:-1])
    return parts
