"""Worth: what having a need met is worth to a customer, drawn by rank u in (0, 1) from a spread of values.

    uniform        v = h u              of N needs, N (1 − p/h) are worth a price p: linear demand
    pareto         v = h u^(−1/ε)       N (h/p)^ε above h: constant elasticity
    exponential    v = −h log u         N e^(−p/h): exponential demand

h is the scale [currency per need], ε the elasticity. A higher price finds fewer who think it worth that, so
the shape of the spread is the shape of demand.
Source: Tirole (1988), The Theory of Industrial Organization, introduction: demand as a spread of values.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import log, power


def worth(shape: str, scale: float, elasticity: float, rank: float) -> float:
    """Return the value at a rank [currency per need].

    >>> worth("uniform", 80.0, 0.0, 0.25), round(worth("pareto", 10.0, 2.0, 0.25), 9)
    (20.0, 20.0)
    """
    if shape == "uniform":
        return scale * rank
    if shape == "pareto":
        return scale * power(rank, -1.0 / elasticity)
    return -(scale * log(rank))


type Floats = NDArray[np.float64]


def worth_many(shape: str, scale: float, elasticity: float, rank: Floats) -> Floats:
    """Return the value at every rank [currency per need]."""
    if shape == "uniform":
        return scale * rank
    if shape == "pareto":
        return scale * power(rank, -1.0 / elasticity)
    return -(scale * log(rank))
