"""Number format: numbers as exact as their interval allows and no more."""

import math

from simulator.studies.runs.statistics import Estimate, Paired
from simulator.studies.runs.written_numbers import MINUS, written

FIGURES, FIGURES_OF_INTERVAL, MOST_FIGURES = 3, 2, 4
MOST_DECIMALS = 4
UNKNOWN = "—"
INFINITE = "∞"
PLAIN = ("index", "coefficient")  # units that say nothing beside the number


def decimals_of(value: float, half: float = math.nan) -> int:
    """Return how many decimals a number deserves: two figures of its ±, but no more than four of its own.

    >>> decimals_of(61.234, 0.84), decimals_of(61.234, 0.0004), decimals_of(61.234), decimals_of(0.6, 12.0)
    (2, 2, 1, 0)
    """
    if math.isfinite(half) and half > 0:
        return min(_decimals(half, FIGURES_OF_INTERVAL), _decimals(value, MOST_FIGURES))
    return _decimals(value, FIGURES)


def _decimals(size: float, figures: int) -> int:
    """Return how many decimals show so many figures of a number."""
    if size == 0 or not math.isfinite(size):
        return MOST_DECIMALS if figures == MOST_FIGURES else 0
    return min(max(figures - 1 - math.floor(math.log10(abs(size))), 0), MOST_DECIMALS)


def is_share(unit: str) -> bool:
    """Say whether a number of a unit is read in per cent."""
    return unit.partition(" ")[0] == "share"


def figure(value: float, unit: str, half: float = math.nan, *, sign: bool = False) -> str:
    """Return a number without its unit, shares in per cent; as exact as its ± allows.

    >>> figure(0.61234, "share", 0.0084), figure(-12345.6, "EUR", sign=True), figure(float("nan"), "EUR")
    ('61.23', '−12,346', '—')
    >>> figure(float("inf"), "weeks"), figure(float("-inf"), "EUR", sign=True)
    ('∞', '−∞')
    """
    times = 100 if is_share(unit) else 1
    return _written(value * times, decimals_of(value * times, half * times), sign=sign)


def mean_and_half_width(estimate: Estimate, unit: str, *, sign: bool = False) -> str:
    """Return a mean ± half its interval, without the unit.

    >>> mean_and_half_width(Estimate(0.123, 0.119, 0.127, 10, 10), "share", sign=True)
    '+12.30 ± 0.40'
    """
    mean = figure(estimate.mean, unit, estimate.half, sign=sign)
    return f"{mean} ± {half_width(estimate, unit)}" if estimate.half > 0 else mean


def half_width(estimate: Estimate, unit: str) -> str:
    """Return the half-width of an interval, with as many decimals as the mean."""
    times = 100 if is_share(unit) else 1
    return _written(estimate.half * times, decimals_of(estimate.mean * times, estimate.half * times))


def _written(value: float, decimals: int, *, sign: bool = False) -> str:
    if math.isnan(value):
        return UNKNOWN
    if math.isinf(value):
        return (MINUS if value < 0 else "+" if sign else "") + INFINITE
    return written(value, decimals, sign=sign)


def unit_label(unit: str, *, difference: bool = False) -> str:
    """Return the label of a unit; empty for a plain number.

    >>> unit_label("share of customers"), unit_label("share", difference=True), unit_label("EUR")
    ('%', '% points', 'EUR')
    """
    if is_share(unit):
        return "% points" if difference else "%"
    return "" if unit.startswith(PLAIN) else unit


def times(saved: float) -> str:
    """Return how many times as many runs unpaired comparison would need.

    >>> times(41.3), times(1.27), times(float("inf")), times(float("nan"))
    ('41×', '1.3×', '∞', '—')
    """
    if math.isnan(saved):
        return UNKNOWN
    if math.isinf(saved):
        return INFINITE
    return f"{written(saved, 0 if saved >= 9.95 else 1)}×"


def difference_text(pair: Paired, unit: str) -> str:
    """Return a paired difference as tables show it: in brackets where none can be told."""
    if pair.difference.n == 0:
        return UNKNOWN
    told = mean_and_half_width(pair.difference, unit, sign=True)
    if pair.is_constant:
        told = "same" if pair.difference.mean == 0 else f"{told} always"
    elif pair.difference.n > 1 and not pair.difference.tells_a_difference:
        told = f"({told})"
    if pair.difference.n < pair.difference.of:
        told += f", n = {pair.difference.n} of {pair.difference.of}"
    return told
