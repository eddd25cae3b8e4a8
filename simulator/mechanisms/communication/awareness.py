"""Awareness: the share of customers that know a product, from adstock.

Each customer has a threshold of its own, once for all. With the adstock G of its cell,

    aware  iff  u_n < 1 − e^{−G},        G ← remembering · G + contacts per head this week

so the chance of hearing within a week of exposure x is 1 − e^{−x} whoever has not heard yet: the
hazard is x. With remembering = 1 and x = p + q · owners/people this is the Bass model.

Where media meet customers one by one, each has an adstock A of its own beside its cell's,

    aware  iff  u_n < 1 − e^{−(G + A)} = 1 − (1 − s) e^{−A},      s = 1 − e^{−G}

against the same threshold, so that nobody knows less by it, and its cell's others what they knew. It is
remembered as the cell's is.

Assumes: contacts fall on people of a cell independently (Poisson).
Source: Nerlove & Arrow (1962) for the stock; Bass (1969); Sellke (1983) for the fixed thresholds.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.base.keyed_random import threshold
from simulator.base.numerics.portable import exp

type Floats = NDArray[np.float64]


def share_aware(exposure: Floats, known: float | Floats = 0.0) -> Floats:
    """Return the share of a cell that is aware at a stock of exposure; *known* are so from the start.

    1 − (1 − known) e^{−G}
    """
    return 1.0 - (1.0 - known) * exp(-exposure)


def aware_by_own(aware: Any, own: Any) -> Any:
    """Return the threshold of awareness of a customer with an adstock of its own, from its cell's.

    *aware*: threshold of the cell, under which the high half of a word means aware, s [of 2^32]; *own*: A
    [contacts]. Without any of its own it is the cell's, to the bit.

    >>> aware_by_own(2**31, 0.0) == 2**31, aware_by_own(2**31, 0.6931471805599453) == 3 * 2**30
    (True, True)
    """
    return threshold(share_aware(own, aware / threshold(1.0)))


def coverage(reach: Floats, carried: NDArray[np.bool_], support: Floats | None = None) -> Floats:
    """Return the share of each cell's people [C, P] with an outlet at hand that shows the product.

    1 − Π (1 − reach · support) over the outlets that carry it, each at hand by itself; *reach* is [C, O],
    zero where an outlet does not serve the cell, *carried* is [O, P]. *support* [O, P], one if left out, is
    how much an outlet does for a product, a multiple; it shows it to no more people than there are.
    """
    missing = np.ones((len(reach), carried.shape[1]))
    for outlet in np.flatnonzero(carried.any(axis=1)):
        shown = reach[:, outlet, None]
        if support is not None:
            shown = np.minimum(shown * support[outlet][None, :], 1.0)
        missing *= np.where(carried[outlet][None, :], 1.0 - shown, 1.0)
    return 1.0 - missing
