"""Each once: rows of a list with repeats, in rounds in which nothing stands twice."""

from collections.abc import Iterator

import numpy as np

from simulator.base.arrays import Integers


def each_once(who: Integers) -> Iterator[Integers]:
    """Yield rows in which each customer stands once: first rows of all, then second rows, and so on.

    >>> [rows.tolist() for rows in each_once(np.array([3, 1, 3, 3, 1]))]
    [[0, 1], [2, 4], [3]]
    """
    left = np.arange(len(who))
    while len(left):
        _, first = np.unique(who[left], return_index=True)
        yield left[np.sort(first)]
        left = np.delete(left, first)
