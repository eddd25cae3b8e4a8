"""Trust in messages: how far what is claimed of a product is believed after promises that were not kept.

    T* = 1 / (1 + m₊ / m_½),        T ← T + (1 − e^{−x}) (T* − T)

m: by how much less owners found than they had expected, in the mean; m_½: at which m half is believed.
Others hear of that in x contacts with owners. What is claimed of the product, by any source, is believed T
times as far as its source is credible.

Assumes: a product that is what was expected in the mean is trusted, though units differ; reputation is held
against it like claims; trust is had product by product, and comes back only as owners find what they expect.
Source: a claim is a signal whose precision broken promises lower, in the manner of Erdem & Keane (1996),
Marketing Science 15(1); the form, and what halves trust, are choices.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp

type Floats = NDArray[np.float64]


def trust_deserved(shortfall: Floats, halved_at: float) -> Floats:
    """Return T* of mean shortfalls.

    >>> trust_deserved(np.array([-0.2, 0.0, 0.1, 0.3]), 0.1).round(9).tolist()
    [1.0, 1.0, 0.5, 0.25]
    """
    return 1.0 / (1.0 + np.maximum(shortfall, 0.0) / halved_at)


def moved(trust: Floats, deserved: Floats, heard: Floats) -> Floats:
    """Return trust moved toward what is deserved by so many contacts per head, x."""
    return trust + (1.0 - exp(-heard)) * (deserved - trust)
