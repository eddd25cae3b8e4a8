"""Price talk: how far people heard of price, and how much more a price weighs for that.

With x contacts in the ear, of which a share q dwelt on price,

    h = q (1 − e^{−x}),        salience = 1 + ψ h

so the share q of talk that is of price, times the share of people in whose ear any talk is. Where media meet
customers one by one, each has talk of its own beside its cell's: x and q are then of both together.

Assumes: contacts fall on people of a cell independently (Poisson); talk of any product is of price alike.
Source: salience of price by what is advertised, Mela, Gupta & Lehmann (1997), Journal of Marketing Research
34(2).
"""

from typing import Any

import numpy as np

from simulator.mechanisms.communication.awareness import share_aware


def heard_of_price(talk: Any, of_price: Any) -> Any:
    """Return how far people heard of price, h, from 0 to 1; of one as a number, of many as a column.

    *talk*: contacts with anything said about any product, x; *of_price*: the part of them of price, q x.

    >>> heard_of_price(0.0, 0.0), heard_of_price(0.6931471805599453, 0.34657359027997264)
    (0.0, 0.25)
    """
    share = of_price / np.where(talk > 0, talk, 1.0)
    found = share * share_aware(talk)
    return found.item() if np.ndim(talk) == 0 else found


def salience(heard: Any, weight: float) -> Any:
    """Return how much more a price weighs than by itself [multiple]; *weight*: ψ, where all talk is of it."""
    return 1.0 + weight * heard
