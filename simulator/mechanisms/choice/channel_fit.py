"""Channel fit: how far an outlet's capabilities meet a product's service requirements.

    fit = 1 − Σ_m ω_m (need_m − capability_m)₊,      Σ_m ω_m = 1

A shortfall, one-sided: to be capable of more than is asked for costs money and adds nothing. Utility moves by
−weight · (1 − fit): what a product is worth where everything fits is its own appeal.

Assumes: requirements add up; needs, capabilities and weights lie in [0, 1], and so does fit.
Source: service-output demands, Bucklin (1966); functional and innovative products, Fisher (1997).
"""

from collections.abc import Iterable
from typing import Any

import numpy as np


def shortfall(weights: Iterable[Any], needs: Iterable[Any], capabilities: Iterable[Any]) -> Any:
    """Return 1 − fit, requirement by requirement: numbers, or columns that are broadcast.

    >>> float(shortfall((0.5, 0.5), (0.8, 0.1), (0.4, 0.9)))
    0.2
    """
    short: Any = 0.0
    for weight, need, capability in zip(weights, needs, capabilities, strict=True):
        short = short + weight * np.maximum(need - capability, 0.0)
    return short


def fit(weights: Iterable[Any], needs: Iterable[Any], capabilities: Iterable[Any]) -> Any:
    """Return the fit, 1 where nothing is missing, never below 0."""
    return np.maximum(1.0 - shortfall(weights, needs, capabilities), 0.0)
