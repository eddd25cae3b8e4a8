"""Delay of many shipments at once, all with the same chances; as `mechanisms.delay` has it."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def weeks_late_many(rank: NDArray[np.float64], chances: Sequence[float]) -> NDArray[np.int64]:
    """Return `weeks_late` of each rank.

    >>> weeks_late_many(np.array([0.1, 0.2, 0.25, 0.31, 0.9]), [0.2, 0.1]).tolist()
    [1, 2, 2, 0, 0]
    """
    so_far = np.add.accumulate(np.array(chances, dtype=np.float64))
    late = np.searchsorted(so_far, rank, side="right") + 1
    return np.where(late > len(so_far), 0, late).astype(np.int64)
