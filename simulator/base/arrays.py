"""Arrays: what columns and tables are made of."""

import numpy as np
from numpy.typing import NDArray

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]
type Words = NDArray[np.uint64]
type Flags = NDArray[np.bool_]
