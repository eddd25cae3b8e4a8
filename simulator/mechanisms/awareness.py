"""Awareness: who has heard of a product by now?

Each customer has a threshold of its own, once for all. With the stock of exposure G of its cell,

    aware  iff  u_n < 1 − e^{−G},        G ← remembering · G + contacts per head this week

so the chance of hearing within a week of exposure x is 1 − e^{−x} whoever has not heard yet: the
hazard is x. With remembering = 1 and x = p + q · owners/people this is the Bass model.

Assumes: contacts fall on people of a cell independently (Poisson).
Source: Nerlove & Arrow (1962) for the stock; Bass (1969); Sellke (1983) for the fixed thresholds.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.ground.portable import exp_many

type Floats = NDArray[np.float64]


def share_aware(exposure: Floats) -> Floats:
    """Return the share of a cell that is aware at a stock of exposure."""
    return 1.0 - exp_many(-exposure)


def coverage(reach: Floats, carried: NDArray[np.bool_]) -> Floats:
    """Return the share of people with at least one of the outlets [O] that carry a product [O, P] at hand.

    1 − Π (1 − reach), outlets independent.
    """
    missing = np.ones(carried.shape[1])
    for outlet in range(len(reach)):
        missing = np.where(carried[outlet], missing * (1.0 - reach[outlet]), missing)
    return 1.0 - missing
