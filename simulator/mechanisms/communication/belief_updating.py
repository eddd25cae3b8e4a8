"""Belief: what do people think a product delivers, after what they were told?

A message dwells on benefit b with emphasis e_b and claims c_b. A source of credibility κ moves belief

    at an outlet        b' = b + κ e_b (c_b − b)
    by x contacts       b' = b + (1 − e^{−ρ κ e_b x}) (c_b − b)
    in a silent week    b' = b + φ (reputation − b)

What a message fits is never declared: it fits whoever values what it makes them believe.

Assumes: benefits are believed one by one; claims beyond the truth are believed as readily.
Source: Anderson (1981), information integration; ρ (learning) and φ (relapse) are choices.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp

type Floats = NDArray[np.float64]


def told(belief: Floats, claim: Floats, weight: Floats) -> Floats:
    """Move belief toward a claim by a weight in [0, 1].

    >>> told(np.array([0.5]), np.array([0.9]), np.array([0.25])).tolist()
    [0.6]
    """
    return belief + weight * (claim - belief)


def weight_of(contacts: Floats, learning: float, credibility: float, emphasis: Floats) -> Floats:
    """Return how far so many contacts per head move belief [0 … 1]."""
    return 1.0 - exp(-(learning * credibility * emphasis * contacts))
