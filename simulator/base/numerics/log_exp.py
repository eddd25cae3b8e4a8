"""Logarithm and exponential with the same bits on every machine, for a number and for a column.

The bits of a processor's own log and exp depend on the processor and on the library. These are built from
what IEEE 754 rounds the same way everywhere: + − × ÷, comparisons, and splitting off powers of two.

    log(m · 2^k) = 2 artanh((m − 1)/(m + 1)) + k ln 2,     √½ ≤ m < √2
    exp(k ln 2 + r) = 2^k · e^r,                           |r| ≤ ½ ln 2

One number takes a short way where it is ordinary: the same arithmetic on a float, hence the same bits. So do
a few numbers in a column, one after another: there, calls of NumPy cost more than what they work out.
Relative error below 1e-15, a few units in the last place.

Assumes: round to nearest, no fused multiply-add: Python and NumPy give both.
Source: Cody and Waite (1980), Software Manual for the Elementary Functions, for the reductions; the
polynomials interpolate at Chebyshev nodes and were worked out in 70 digits.
"""

import math
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

type Column = NDArray[np.float64]

FEW = 16  # values so few are taken one by one; no result depends on it
CHUNK = 12_288  # values worked on at once, so that the temporaries stay in cache; no result depends on it

# highest power first: 2 artanh(s)/s in powers of s², to 3e-18, and e^r in powers of r, to 2e-17
_ARTANH = (
    float.fromhex("0x1.2f4d88c4fad06p-3"),
    float.fromhex("0x1.3999bf614de60p-3"),
    float.fromhex("0x1.7466994f20a7cp-3"),
    float.fromhex("0x1.c71c50004ffddp-3"),
    float.fromhex("0x1.2492494513f76p-2"),
    float.fromhex("0x1.999999997aeaap-2"),
    float.fromhex("0x1.55555555555aep-1"),
    2.0,
)
_EXP = (
    float.fromhex("0x1.af389eeb9e5e9p-26"),
    float.fromhex("0x1.28917ca046b86p-22"),
    float.fromhex("0x1.71de0db2eafc6p-19"),
    float.fromhex("0x1.a019b9148739fp-16"),
    float.fromhex("0x1.a01a01a7c2f2ep-13"),
    float.fromhex("0x1.6c16c17889f40p-10"),
    float.fromhex("0x1.11111111109b5p-7"),
    float.fromhex("0x1.5555555553d68p-5"),
    float.fromhex("0x1.5555555555556p-3"),
    float.fromhex("0x1.0000000000001p-1"),
    1.0,
    1.0,
)
_LN2 = float.fromhex("0x1.62e42fefa39efp-1")
_LN2_HIGH = float.fromhex("0x1.62e42fefa2000p-1")  # 40 bits: times a whole k up to 1024 it stays exact
_LN2_LOW = float.fromhex("0x1.9ef35793c7673p-41")
_LOG2_E = float.fromhex("0x1.71547652b82fep+0")
_ROOT_HALF = float.fromhex("0x1.6a09e667f3bcdp-1")
_ROOT_HALF_BITS = 0x3FE6A09E667F3BCD
_TO_WHOLE = float.fromhex("0x1.8p+52")  # adding it rounds to a whole number, found in the low bits
_FRACTION_BITS = 52
_LIFT, _LIFT_POWER = float.fromhex("0x1p+54"), 54.0  # makes a subnormal number ordinary

SMALLEST, LARGEST = float.fromhex("0x1p-1022"), float.fromhex("0x1.fffffffffffffp+1023")
EXP_LOWEST = -708.0  # from here down exp is zero: what is kept is never subnormal
EXP_HIGHEST = float.fromhex("0x1.62e42fefa39efp+9")  # the last float whose exp is finite


@cache
def _arrays_of(coefficients: tuple[float, ...]) -> tuple[Any, ...]:
    """Return numbers as arrays, which NumPy need not make anew at every call."""
    return tuple(np.array(coefficient) for coefficient in coefficients)


def polynomial[T: (float, Column)](x: T, coefficients: tuple[float, ...]) -> T:
    """Return a polynomial at x by Horner's rule, highest power first; a column's x is left alone."""
    if isinstance(x, np.ndarray):
        coefficients = _arrays_of(coefficients)
    total = x * coefficients[0]
    total += coefficients[1]
    for coefficient in coefficients[2:]:
        total *= x
        total += coefficient
    return total


@overload
def log(x: float) -> float: ...
@overload
def log(x: Column | Sequence[float]) -> Column: ...
def log(x: Any) -> Any:
    """Return the natural logarithm: −inf at 0, inf at inf, NaN below zero and for NaN.

    >>> log(1.0), log(0.0), round(log(2.718281828459045), 15)
    (0.0, -inf, 1.0)
    >>> log(np.array([1.0, 0.0])).tolist()
    [0.0, -inf]
    """
    if isinstance(x, float) and SMALLEST <= x <= LARGEST:
        return _log_of_parts(*_split_number(x))
    if isinstance(x, np.ndarray) and x.size <= FEW:
        return one_by_one(log, x)
    return chunk_by_chunk(_log_of_column, x)


@overload
def exp(x: float) -> float: ...
@overload
def exp(x: Column | Sequence[float]) -> Column: ...
def exp(x: Any) -> Any:
    """Return e to the x: inf above 709.78, 0.0 below −708, NaN for NaN.

    Below −708 (3.3e-308) lie the subnormals, which some processors keep and some libraries switch off:
    they are zero here.

    >>> exp(0.0), exp(-1000.0), exp(1000.0), round(exp(1.0), 14)
    (1.0, 0.0, inf, 2.71828182845905)
    """
    if isinstance(x, float) and EXP_LOWEST <= x <= EXP_HIGHEST:
        k = x * _LOG2_E + _TO_WHOLE - _TO_WHOLE
        return math.ldexp(_exp_of_rest(x, k), int(k))
    if isinstance(x, np.ndarray) and x.size <= FEW:
        return one_by_one(exp, x)
    return chunk_by_chunk(_exp_of_column, x)


def one_by_one(function: Callable[[float], float], x: Column) -> Column:
    """Apply a function of numbers to each value of a column; return the same shape."""
    values = x.astype(np.float64).ravel().tolist()
    return np.array([function(value) for value in values], dtype=np.float64).reshape(x.shape)


def chunk_by_chunk(work: Callable[[Column], Column], x: Any) -> Any:
    """Apply an elementwise function to a number or to chunks of a column; return the same shape.

    *work* returns a new column and leaves its own alone.
    """
    values = np.asarray(x, dtype=np.float64)
    flat = values.reshape(-1)
    with np.errstate(all="ignore"):  # subnormals and signalling NaN are handled here
        if 0 < flat.size <= CHUNK:
            done = work(flat)
        else:
            done = np.empty_like(flat)
            for start in range(0, flat.size, CHUNK):
                done[start : start + CHUNK] = work(flat[start : start + CHUNK])
    return done.item() if isinstance(x, float | int) else done.reshape(values.shape)


def _log_of_column(x: Column) -> Column:
    if x.min() >= SMALLEST and x.max() <= LARGEST:  # both false when there is a NaN
        return _log_of_parts(*_split(x))
    tiny = (x > 0.0) & (x < SMALLEST)
    ordinary = np.where((x >= SMALLEST) & (x <= LARGEST), x, 1.0)
    ordinary[tiny] = x[tiny] * _LIFT
    m, k = _split(ordinary)
    k[tiny] -= _LIFT_POWER
    result = _log_of_parts(m, k)
    result[x == 0.0] = -math.inf
    result[x > LARGEST] = math.inf
    result[(x < 0.0) | np.isnan(x)] = math.nan
    return result


def _exp_of_column(x: Column) -> Column:
    if x.min() >= EXP_LOWEST and x.max() <= EXP_HIGHEST:  # both false when there is a NaN
        return _exp_in_range(x)
    lost = np.isnan(x)
    result = _exp_in_range(np.minimum(np.maximum(np.where(lost, 0.0, x), EXP_LOWEST), EXP_HIGHEST))
    result[x < EXP_LOWEST] = 0.0
    result[x > EXP_HIGHEST] = math.inf
    result[lost] = math.nan
    return result


def _log_of_parts[T: (float, Column)](m: T, k: T) -> T:
    """Return log(m · 2^k) for √½ ≤ m < √2; columns are used up."""
    s = m - 1.0
    m += 1.0
    s /= m
    total = polynomial(s * s, _ARTANH)
    total *= s
    k *= _LN2
    total += k
    return total


def _exp_of_rest[T: (float, Column)](x: T, k: T) -> T:
    """Return exp(x − k ln 2), a number between √½ and √2."""
    rest = x - k * _LN2_HIGH
    rest -= k * _LN2_LOW
    return polynomial(rest, _EXP)


def _split_number(x: float) -> tuple[float, float]:
    """Write an ordinary positive number as m · 2^k with √½ ≤ m < √2."""
    m, k = math.frexp(x)
    return (m + m, k - 1.0) if m < _ROOT_HALF else (m, float(k))


def _split(x: Column) -> tuple[Column, Column]:
    """Write ordinary positive numbers as m · 2^k with √½ ≤ m < √2, by their bits."""
    bits = x.view(np.int64)
    k = bits - _ROOT_HALF_BITS
    k >>= _FRACTION_BITS
    m = k << _FRACTION_BITS
    np.subtract(bits, m, out=m)
    return m.view(np.float64), k.astype(np.float64)


def _exp_in_range(x: Column) -> Column:
    """Return exp where the result is ordinary, so that its power of two may be added to the bits."""
    whole = x * _LOG2_E
    whole += _TO_WHOLE
    result = _exp_of_rest(x, whole - _TO_WHOLE)
    shift = whole.view(np.int64)
    shift <<= _FRACTION_BITS
    result.view(np.int64)[:] += shift
    return result
