"""Fit: how far does an outlet give what a product asks of whoever sells it?

    fit = 1 − Σ_m ω_m (need_m − capability_m)₊,      Σ_m ω_m = 1

One-sided: to be capable of more than is asked for costs somebody money and adds nothing. Utility moves by
−weight · (1 − fit): what a product is worth where everything fits is its own appeal.

Assumes: requirements add up; needs, capabilities and weights lie in [0, 1], and so does fit.
Source: service-output demands, Bucklin (1966); functional and innovative products, Fisher (1997).
"""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]


def shortfall(weights: Floats, needs: Floats, capabilities: Floats) -> Floats:
    """Return 1 − fit [C, O, P] of cells with weights [C, M], products [P, M] and outlets [O, M].

    >>> shortfall(np.array([[0.5, 0.5]]), np.array([[0.8, 0.1]]), np.array([[0.4, 0.9]])).item()
    0.2
    """
    missing = np.maximum(needs[None, :, :] - capabilities[:, None, :], 0.0)
    short = np.zeros((len(weights), *missing.shape[:2]))
    for requirement in range(needs.shape[1]):
        short += weights[:, requirement, None, None] * missing[None, :, :, requirement]
    return short


def fit(weights: Floats, needs: Floats, capabilities: Floats) -> Floats:
    """Return the fit [C, O, P], 1 where nothing is missing, never below 0."""
    return np.maximum(1.0 - shortfall(weights, needs, capabilities), 0.0)
