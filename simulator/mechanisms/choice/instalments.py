"""Instalments: perceived price and expected loss of a price paid in parts.

A price is paid in k parts, the first at once. What is felt of it is less by the part paid later,

    felt = price · (1 − ease · (k − 1) / k)

since a price decoupled from the pleasure weighs less than one paid on the spot (Prelec & Loewenstein
1998, Marketing Science 17(1)). Each time a later part is due, a debtor stops paying with chance d, so that

    expected loss = 1 − (1 / k) Σ_{j<k} (1 − d)^j                [share of the price]

never comes in.
"""

from simulator.base.arrays import Floats


def parts_of(price: int, count: int) -> list[int]:
    """Return the parts of a price, the first ones a step larger where it cannot be divided.

    >>> parts_of(19_999, 4)
    [5000, 5000, 5000, 4999]
    """
    each, over = divmod(price, count)
    return [each + 1] * over + [each] * (count - over)


def perceived_share(ease: Floats, count: int) -> Floats:
    """Return the perceived share of a price in so many parts, by cell [share of the price, C].

    >>> import numpy as np
    >>> perceived_share(np.array([0.2, 0.0]), 4).tolist()
    [0.85, 1.0]
    """
    return 1.0 - ease * ((count - 1) / count)


def expected_loss(rate: float, count: int) -> float:
    """Return what will not come in of a price in so many parts [share of the price].

    >>> expected_loss(0.5, 2), expected_loss(0.0, 9)
    (0.25, 0.0)
    """
    still_paying, paid = 1.0, 0.0
    for _ in range(count):
        paid += still_paying / count
        still_paying *= 1.0 - rate
    return max(0.0, 1.0 - paid)
