"""Satisfaction: what a unit delivers, and how that compares with what was expected of it.

    S = y + δ⁺ (y − e)₊ − δ⁻ (e − y)₊, held within 0 … 1

y: what the unit delivers of all that its customer cares for; e: what was expected of it; both shares of as
much as can be had. Disconfirmation alone would leave everybody equally content once expectations have come
down to what is: so performance counts as well. When a unit fails it is found to deliver
nothing: y = 0, so that S = 0, and comparing adds − δ⁻ e.

Assumes: what is compared is what was believed in the choice that ended with the unit; of what was ordered and
waited for, what was believed at the last shopping before it came. Where units differ, losses that weigh more
leave buyers less content in the mean, and near the ends of the scale satisfaction ends before what units
deliver does. A failure is as bad in the first week as in the last, and no repair makes up for it (choice).
Source: expectation and disconfirmation, Oliver (1980), J. Marketing Research 17(4); that what falls short
weighs more than what goes beyond, Anderson & Sullivan (1993), Marketing Science 12(2). That a failure is an
experience of its own, Smith, Bolton & Wagner (1999), J. Marketing Research 36(3).
"""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


def contentment(experienced: Floats, expected: Floats, gain: float, loss: float) -> Floats:
    """Return what comparing adds to satisfaction, δ⁺ (y − e)₊ − δ⁻ (e − y)₊; δ⁺ *gain*, δ⁻ *loss*."""
    beyond = experienced - expected
    found: Floats = np.where(beyond > 0.0, gain, loss) * beyond
    return found


def satisfaction(experienced: Floats, expected: Floats, gain: float, loss: float) -> Floats:
    """Return S from y and e.

    >>> satisfaction(np.array([0.6, 0.6, 0.6]), np.array([0.6, 0.4, 0.9]), 0.5, 1.0).round(2).tolist()
    [0.6, 0.7, 0.3]
    """
    return np.clip(experienced + contentment(experienced, expected, gain, loss), 0.0, 1.0)
