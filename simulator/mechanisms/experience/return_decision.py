"""Return decision: a unit is kept if having it is worth more than what sending it back brings.

    keep iff  v > β back,     back = refund − shipping − hassle,     v = g − f + d + l − t + β p     [utils]

g: by how much the offer was better than going without when it was chosen, luck and all; f: what of that moved
the choice alone and is nothing once the unit is there; d: what is found of the product beyond what was
believed; l: Σ v_b times by how much the unit is better than others; t: what coming later than told takes from
a unit that was ordered; p: the price as it was felt, so that v is what the unit is worth without it. The luck
of units is normal, of standard deviation sd Σ v_b, so that of all that have chosen the same alike, in time,

    P(return) = Φ((β back − E v) / (sd Σ v_b))

shipping: where the customer pays it. Whoever believed what is true, was moved by nothing fleeting, bought a
unit like all others and gets no more back than was paid keeps it: v > β p, since it was chosen.

Assumes: what was liked of the offer when it was chosen, luck and outlet with it, is liked still; the trouble
of buying is not worth less for being over; who sends a unit back goes without. What crowding takes of the
luck of alike offers (κ, `mechanisms/choice/nests.py`) is in g as it was when they were weighed together:
whoever has one unit at home has found out about that one, and not what the others would have been, so that
there is nothing to weigh anew. Surplus as experienced knows of all of them, and counts it as it is in truth
(`mechanisms/choice/choice_shares.py`). How much more readily is bought what can be sent back says
`catalog/utility/return_option.py`.
Source: Anderson, Hansen & Simester (2009), Marketing Science 28(3).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.base.counting import HARM_STEPS
from simulator.mechanisms.choice.consumer_surplus import MOST_STEPS

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]

AT_HOME = VALUE, DISCONFIRMATION, FLEETING, OPTION = range(4)
"""Columns of what a choice is worth at home: v without the luck of the unit; of it d, and of f what
was an option and what not [utils]."""
REASONS = ("promise", "unit", "impulse", "trial", "late")
"""What took most from it: the product is not what was told, the unit is worse than others, it was bought for
something that did not last, such as talk of its price, or to try it, since it could be sent back; or it came
later than was told."""


def value_at_home[X: (float, Floats)](gain: X, fleeting: X, disconfirmation: X, price_felt: X) -> X:
    """Return v but for the luck of the unit; *price_felt* is β p [utils].

    >>> value_at_home(0.5, 0.0, -0.75, 2.0)
    1.75
    """
    return ((gain - fleeting) + disconfirmation) + price_felt


def is_kept(value: Any, sensitivity: Any, back: Any) -> Any:
    """Say whether a unit is kept; *back* is the refund less what sending it back costs [currency].

    >>> is_kept(1.75, 0.02, 100.0), is_kept(1.75, 0.02, 80.0)
    (False, True)
    """
    return value > sensitivity * back


def counted_relief(value: Floats, sensitivity: Floats, back: Floats, money_step: float) -> Integers:
    """Return what sending units back spares customers, back − v / β, counted in fractions of a money step.

    So experience of a need with a unit that is sent back is worth what is lost by sending it. Nothing where
    money hardly matters, as of all surplus.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # what is not defined is left out
        steps = (back - value / sensitivity) / money_step
    counted = np.zeros(len(value), dtype=np.int64)
    defined = np.flatnonzero((sensitivity > 0.0) & (np.abs(steps) <= MOST_STEPS))
    counted[defined] = np.rint(steps.take(defined) * HARM_STEPS).astype(np.int64)
    return counted


def main_reason(
    disconfirmation: Floats, luck: Floats, fleeting: Floats, option: Floats, on_delivery: Floats
) -> Integers:
    """Return what took most from each unit, by its place in `REASONS`; *on_delivery* is −t.

    >>> none, found = np.zeros(2), np.array([-1.0, 0.2])
    >>> main_reason(found, np.array([-0.5, -0.1]), np.array([0.0, 0.3]), none, none).tolist()
    [0, 2]
    >>> good, more = np.full(3, 0.1), np.array([0.0, 0.0, 0.4])
    >>> main_reason(good, good, -good, more, np.array([0.0, -0.1, 0.0])).tolist()
    [0, 4, 3]
    """
    taken = [disconfirmation, luck, -fleeting]
    rest = [np.where(part < 0.0, part, np.inf) for part in (-option, on_delivery)]
    return np.argmin(np.stack([*taken, *rest]), axis=0)
