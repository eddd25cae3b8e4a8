"""Price floor: is an advertised price a breach, and does it pay a seller to advertise below the floor?

A breach is an advertised price below the floor in force. What some customers pay under a code or a promotion
is not advertised.

It expects to sell (floor / wish)^ε times as much below it, and is noticed with chance d at a penalty P:

    break it  iff  u · (floor/wish)^ε · ((1−f) wish − cost) − u · ((1−f) floor − cost)  >  d · P

u is its sales a week, f what a marketplace keeps.

Assumes: the seller believes in a constant elasticity ε and judges one week at a time.
Source: Israeli, Anderson & Coughlan (2016) on who complies; the rule is Becker's (1968).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from simulator.base.numerics.portable import power


def is_breach(advertised: ArrayLike, floor: ArrayLike) -> NDArray[np.bool_]:
    """Say whether advertised prices lie below the floors in force, both in the same steps; 0 is no floor.

    >>> is_breach([9499, 9500, 0], [9500, 9500, 0]).tolist()
    [True, False, False]
    """
    return np.less(advertised, floor)


def expected_gain(
    weekly_units: float, wish: float, floor: float, cost: float, elasticity: float, commission: float = 0.0
) -> float:
    """Return what a seller expects to gain in a week by asking its wish instead of the floor."""
    more, kept = power(floor / wish, elasticity), 1.0 - commission
    return weekly_units * (more * (kept * wish - cost) - (kept * floor - cost))


def breaks_floor(gain: float, detection: float, penalty: float) -> bool:
    """Say whether the expected gain outweighs the expected penalty.

    >>> breaks_floor(120.0, 0.1, 1000.0), breaks_floor(120.0, 0.8, 1000.0)
    (True, False)
    """
    return gain > detection * penalty
