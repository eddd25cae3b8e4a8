"""Surplus over columns: `simulator.mechanisms.surplus` for every customer; the same bits."""

import numpy as np
from numpy.typing import NDArray

from simulator.ground.portable import exp_many, log_many
from simulator.kernels.ragged import highest, summed
from simulator.mechanisms.harm import HARM_STEPS, MOST_UTILITY
from simulator.mechanisms.surplus import MOST_STEPS

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]

NONE = -1
LOW = 26
"""Bits of the lower part of a counted surplus: each part of 2^26 of them adds up to less than 2^53."""


def inclusive_values(row: Integers, gain: Floats, weight: Floats, rows: int) -> Floats:
    """Return ln(1 + Σ e^g) of every row; *gain* and *weight* = e^g have one value a pair.

    The weight of a gain above `MOST_UTILITY` is not looked at.
    """
    value = log_many(1.0 + summed(row, weight, rows))
    if gain.max(initial=0.0) > MOST_UTILITY:
        _, most = highest(row, gain, rows)
        beyond = np.flatnonzero(most > MOST_UTILITY)
        pairs = np.flatnonzero((most > MOST_UTILITY).take(row))
        whose = row.take(pairs)
        others = summed(whose, exp_many(gain.take(pairs) - most.take(whose)), rows)
        value[beyond] = most.take(beyond) + log_many(others.take(beyond))
    return value


def counted_surpluses(value: Floats, sensitivity: Floats, money_step: float) -> Integers:
    """Return inclusive values counted in fractions of a money step; NONE where not defined."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # what is not defined is left out
        steps = value / sensitivity / money_step
    defined = np.flatnonzero((sensitivity > 0.0) & (steps <= MOST_STEPS))
    counted = np.full(len(value), NONE, dtype=np.int64)
    counted[defined] = np.rint(steps.take(defined) * HARM_STEPS).astype(np.int64)
    return counted


def added_up(group: Integers, counted: Integers, groups: int) -> list[tuple[int, int]]:
    """Return of each group how many surpluses are defined, and their exact sum."""
    defined = np.flatnonzero(counted != NONE)
    group, counted = group.take(defined), counted.take(defined)
    low, high = (
        np.bincount(group, weights=part, minlength=groups).tolist()
        for part in (counted & ((1 << LOW) - 1), counted >> LOW)
    )
    many = np.bincount(group, minlength=groups).tolist()
    return [
        (customers, (int(upper) << LOW) + int(lower))
        for customers, upper, lower in zip(many, high, low, strict=True)
    ]
