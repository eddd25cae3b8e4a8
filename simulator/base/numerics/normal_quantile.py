"""Normal quantile: the inverse of the standard normal distribution function, for a number and for a column.

    u = Φ(x), solved for x by ratios of two polynomials: in q = u − ½ near the middle,
    in r = √(−log min(u, 1 − u)) in the tails

The same bits on every machine; mirror-symmetric: x(1 − u) = −x(u) wherever 1 − u
is exact. Relative error about 1e-15.

Source: Wichura (1988), Algorithm AS 241 (PPND16), Applied Statistics 37(3), 477–484; coefficients as printed.
"""

import math
from collections.abc import Sequence
from typing import Any, overload

import numpy as np

from simulator.base.numerics.log_exp import Column, chunk_by_chunk, log, polynomial

_MIDDLE = 0.425
_MIDDLE_SQUARED = 0.180625
_FAR = 5.0

# numerator and denominator, highest power first
_MIDDLE_RATIO = (
    (
        2.5090809287301226727e3,
        3.3430575583588128105e4,
        6.7265770927008700853e4,
        4.5921953931549871457e4,
        1.3731693765509461125e4,
        1.9715909503065514427e3,
        1.3314166789178437745e2,
        3.3871328727963666080e0,
    ),
    (
        5.2264952788528545610e3,
        2.8729085735721942674e4,
        3.9307895800092710610e4,
        2.1213794301586595867e4,
        5.3941960214247511077e3,
        6.8718700749205790830e2,
        4.2313330701600911252e1,
        1.0,
    ),
)
_TAIL_RATIO = (
    (
        7.74545014278341407640e-4,
        2.27238449892691845833e-2,
        2.41780725177450611770e-1,
        1.27045825245236838258e0,
        3.64784832476320460504e0,
        5.76949722146069140550e0,
        4.63033784615654529590e0,
        1.42343711074968357734e0,
    ),
    (
        1.05075007164441684324e-9,
        5.47593808499534494600e-4,
        1.51986665636164571966e-2,
        1.48103976427480074590e-1,
        6.89767334985100004550e-1,
        1.67638483018380384940e0,
        2.05319162663775882187e0,
        1.0,
    ),
)
_FAR_RATIO = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        1.24266094738807843860e-3,
        2.65321895265761230930e-2,
        2.96560571828504891230e-1,
        1.78482653991729133580e0,
        5.46378491116411436990e0,
        6.65790464350110377720e0,
    ),
    (
        2.04426310338993978564e-15,
        1.42151175831644588870e-7,
        1.84631831751005468180e-5,
        7.86869131145613259100e-4,
        1.48753612908506148525e-2,
        1.36929880922735805310e-1,
        5.99832206555887937690e-1,
        1.0,
    ),
)
type _Ratio = tuple[tuple[float, ...], tuple[float, ...]]


@overload
def normal_quantile(u: float) -> float: ...
@overload
def normal_quantile(u: Column | Sequence[float]) -> Column: ...
def normal_quantile(u: Any) -> Any:
    """Return the standard normal value with a share u below it: ∓inf at 0 and 1, NaN outside and for NaN.

    >>> normal_quantile(0.5), round(normal_quantile(0.975), 9)
    (0.0, 1.959963985)
    """
    if not (isinstance(u, float) and 0.0 < u < 1.0):
        return chunk_by_chunk(_quantile_of_column, u)
    q = u - 0.5
    if abs(q) <= _MIDDLE:
        return _in_the_middle(q)
    r = math.sqrt(-log(min(u, 1.0 - u)))
    size = _in_the_tail(r) if r <= _FAR else _far_out(r)
    return -size if q < 0.0 else size


def _quantile_of_column(u: Column) -> Column:
    if u.min() > 0.0 and u.max() < 1.0:  # both false when there is a NaN
        return _inside(u)
    within = (u > 0.0) & (u < 1.0)
    result = _inside(np.where(within, u, 0.5))
    result[~within] = math.nan
    result[u == 0.0] = -math.inf
    result[u == 1.0] = math.inf
    return result


def _inside(u: Column) -> Column:
    """Compute all ranks as if in the middle, then ranks in the tails again."""
    q = u - 0.5
    result = _in_the_middle(q)
    outer = np.flatnonzero(np.abs(q) > _MIDDLE)
    if outer.size:
        rank = u[outer]
        r = np.sqrt(-log(np.minimum(rank, 1.0 - rank)))
        size = _in_the_tail(r)
        far = np.flatnonzero(r > _FAR)
        size[far] = _far_out(r[far])
        result[outer] = np.where(q[outer] < 0.0, -size, size)
    return result


def _in_the_middle[T: (float, Column)](q: T) -> T:
    """Return the value for u = ½ + q, |q| ≤ 0.425."""
    square = q * q
    size = _ratio(_MIDDLE_SQUARED - square, _MIDDLE_RATIO)
    size *= q
    return size


def _in_the_tail[T: (float, Column)](r: T) -> T:
    """Return the size of the value with a nearer tail of exp(−r²), r ≤ 5."""
    return _ratio(r - 1.6, _TAIL_RATIO)


def _far_out[T: (float, Column)](r: T) -> T:
    """Return the size of the value with a nearer tail of exp(−r²), r > 5."""
    return _ratio(r - _FAR, _FAR_RATIO)


def _ratio[T: (float, Column)](x: T, ratio: _Ratio) -> T:
    """Return one polynomial over the other."""
    above, below = ratio
    size = polynomial(x, above)
    size /= polynomial(x, below)
    return size
