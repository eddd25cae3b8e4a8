"""Belief updating: believed attributes move toward the claims of messages.

A message dwells on benefit b with emphasis e_b and claims c_b. A source of credibility κ moves belief

    at an outlet        b' = b + κ e_b (c_b − b)
    by x contacts       b' = b + (1 − e^{−ρ κ e_b x}) (c_b − b)
    in a silent week    b' = b + φ (reputation − b)

Where media tell a customer something itself, it believes what its cell does and d_b beyond that:

    told by x contacts  d' = d + (1 − e^{−ρ κ e_b x}) (c_b − b − d)
    with its cell       d' = (1 − w) d        as its cell is moved by w of the way, to whatever
    at an outlet        d' = (1 − κ e_b) d

so that b + d moves as the belief of a cell does that is told the same, and d is 0 for whom nothing was told.

What a message fits is never declared: it fits whoever values what it makes them believe.

Assumes: benefits are believed one by one; claims beyond the truth are believed as readily.
Source: Anderson (1981), information integration; ρ (learning) and φ (relapse) are choices.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp

type Floats = NDArray[np.float64]


def updated[T: (float, Floats)](belief: T, claim: T, weight: T) -> T:
    """Return the belief, moved toward a claim by a weight in [0, 1]; or what is believed beyond another.

    >>> updated(np.array([0.5]), np.array([0.9]), np.array([0.25])).tolist()
    [0.6]
    """
    return belief + weight * (claim - belief)


def persuasion_weight(
    contacts: Floats, learning: float, credibility: float | Floats, emphasis: Floats
) -> Floats:
    """Return the weight of so many contacts per head [0 … 1]."""
    return 1.0 - exp(-(learning * credibility * emphasis * contacts))
