"""Use lost: what of a unit's use does not come, since it fails for good.

    lost = (L − k) / L · Σ_b v_b truth_b / β                                          [currency per unit]

k: weeks in which it was in use; L: weeks in which it would have been, had it not failed; of what does not
last all is lost. Surplus as experienced counts all that a unit delivers in the week in which it is chosen,
and so loses this in the week in which it fails. Surplus as believed does not: nobody foresees it.

Assumes: use is worth the same in every week of a unit's life, sooner as much as later, so that a unit that is
repaired, whose life stands still meanwhile, loses none; lost is what the product delivers in the mean of its
units, and neither the service with which it was sold nor the liking of it; what its customer needs anew is a
need of its own.
Source: that what lasts is paid for once and serves week by week, as if it were rented, Jorgenson (1963),
American Economic Review 53(2); that its weeks are alike is a choice. Surplus in fact:
`mechanisms/choice/consumer_surplus.py`.
"""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def share_lost(weeks_used: Integers, weeks_left: Integers, lasts: NDArray[np.bool_]) -> Floats:
    """Return (L − k) / L of units that fail [share].

    *weeks_used* is k, *weeks_left* L − k, *lasts* whether units are of use for longer than a need.

    >>> share_lost(np.array([3, 3, 0]), np.array([9, 0, 0]), np.array([True, True, False])).tolist()
    [0.75, 0.0, 1.0]
    """
    left = np.maximum(weeks_left, 0)
    whole = np.maximum(weeks_used + left, 1)
    return np.where(lasts, left / whole, 1.0)
