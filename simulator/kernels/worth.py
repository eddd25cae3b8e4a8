"""Worth over columns: `simulator.mechanisms.worth` for every need; the same bits."""

import numpy as np
from numpy.typing import NDArray

from simulator.ground.portable import log_many, power_many

type Floats = NDArray[np.float64]


def worth_many(shape: str, scale: float, elasticity: float, rank: Floats) -> Floats:
    """Return the value at every rank [currency per need]."""
    if shape == "uniform":
        return scale * rank
    if shape == "pareto":
        return scale * power_many(rank, -1.0 / elasticity)
    return -(scale * log_many(rank))
