"""Surplus: what it is worth to a customer, in currency, to have the choice it has.

Customer n gains g_k = (V_k − V_0) / σ by offer k over going without, in units of luck and before this week's
luck is known. What it may expect of the best of them, or of going without, is

    CS = ln(1 + Σ_k e^{g_k}) / λ        λ = β · salience / σ, what a unit of currency costs it

the inclusive value of the choice set, turned into currency. As σ goes to zero it becomes

    CS = max(0, max_k (V_k − V_0)) / (β · salience)

so with a drawn worth v, V_0 = −β v, no luck and prices alone: max(0, v − lowest price).

It is told twice. As believed, V is what customers believe when they choose, less terms that are fleeting,
such as talk of price on remembered prices (else a raised list price with a discount would make people better
off; that talk makes them choose otherwise, too, is not taken off, so it is rather too high than too low). As
experienced, they choose by V and have V^x, what an offer delivers in truth and nothing fleeting:

    CS^x = [ln D(V) + Σ_k s_k (V^x_k − V_k) / σ] / λ        s_k chance of choosing k, D = 1 + Σ_k e^{g_k}

It is at most ln D(V^x) / λ, what they would have had they known, and just that where they choose as if they
did: where all else is believed as it is, whoever makes a belief less true takes from customers, at given
prices and offers. Where other beliefs are wrong already, one error may make up for another. Crowding, which
all offers of a product share (`nests`), is a part of V that hangs on what they are all worth: in V^x it is
that of what they are worth in truth (`choice_shares.crowding_found`). It is no reason to send a unit back.

Assumes: the logit's luck is new every time and tells nothing else; what a unit of currency costs is the same
whatever is bought (no effects of income); λ is what price weighs then, talk that makes all prices weigh more
included. Everything that is in stock when the week opens can be had. Where λ is zero, money is no measure,
and the surplus is not defined.
Source: Small & Rosen (1981), Econometrica 49(1); Train (2009), Discrete Choice Methods with Simulation,
ch. 3.5; surplus where choices rest on other than what is experienced, Leggett (2002), Environmental and
Resource Economics 23; Train (2015), Journal of Choice Modelling 16.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.counting import HARM_STEPS, MOST_UTILITY
from simulator.base.numerics.portable import exp, log
from simulator.base.numerics.ragged import highest, summed

MOST_STEPS = 2.0**40
"""A surplus above it, per need, is not counted: money hardly matters to that customer [money steps]."""


type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]

NONE = -1
LOW = 26
"""Bits of the lower part of a counted surplus: each part of 2^26 of them adds up to less than 2^53."""


def inclusive_values(row: Integers, gain: Floats, weight: Floats, rows: int) -> Floats:
    """Return ln(1 + Σ e^g) of every row; *gain* and *weight* = e^g have one value a pair.

    The weight of a gain above `MOST_UTILITY` is not looked at.
    """
    value = log(1.0 + summed(row, weight, rows))
    if gain.max(initial=0.0) > MOST_UTILITY:
        _, most = highest(row, gain, rows)
        beyond = np.flatnonzero(most > MOST_UTILITY)
        pairs = np.flatnonzero((most > MOST_UTILITY).take(row))
        whose = row.take(pairs)
        others = summed(whose, exp(gain.take(pairs) - most.take(whose)), rows)
        value[beyond] = most.take(beyond) + log(others.take(beyond))
    return value


def counted_surpluses(value: Floats, sensitivity: Floats, money_step: float) -> Integers:
    """Return inclusive values counted in fractions of a money step; NONE where not defined."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # what is not defined is left out
        steps = value / sensitivity / money_step
    defined = np.flatnonzero((sensitivity > 0.0) & (steps <= MOST_STEPS))
    counted = np.full(len(value), NONE, dtype=np.int64)
    counted[defined] = np.rint(steps.take(defined) * HARM_STEPS).astype(np.int64)
    return counted


def experienced_values(value: Floats, row: Integers, share: Floats, disconfirmation: Floats) -> Floats:
    """Return ln D(V) + Σ s (V^x − V) / σ of every row, from ln D(V) and s and (V^x − V) / σ of every pair.

    >>> share, disconfirmation = np.array([0.5, 0.25]), np.array([-0.4, 0.4])
    >>> round(experienced_values(np.array([1.0]), np.array([0, 0]), share, disconfirmation).item(), 12)
    0.9
    """
    return value + np.bincount(row, share * disconfirmation, minlength=len(value))


def counted_disconfirmations(
    value: Floats, counted: Integers, sensitivity: Floats, money_step: float
) -> Integers:
    """Return what experience adds to surpluses in fractions of a money step; 0 where these are not defined.

    *value* is in units of luck, *counted* are the surpluses as believed.
    """
    defined = np.flatnonzero(counted != NONE)
    found = np.zeros(len(value), dtype=np.int64)
    steps = value.take(defined) / sensitivity.take(defined) / money_step
    found[defined] = np.rint(steps * HARM_STEPS).astype(np.int64)
    return found


def counted_in_fact(worth: Floats, sensitivity: Floats, money_step: float) -> Integers:
    """Return what units were worth beyond what was foreseen, in fractions of a money step.

    *worth* is in utils, *sensitivity* what a unit of currency costs by itself. Nothing where money hardly
    matters.

    >>> counted_in_fact(np.array([-0.5]), np.array([0.25]), 1.0).item() / HARM_STEPS
    -2.0
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # what is not defined is left out
        steps = worth / sensitivity / money_step
    counted = np.zeros(len(worth), dtype=np.int64)
    defined = np.flatnonzero((sensitivity > 0.0) & (np.abs(steps) <= MOST_STEPS))
    counted[defined] = np.rint(steps.take(defined) * HARM_STEPS).astype(np.int64)
    return counted


def exact_sums(group: Integers, counted: Integers, groups: int) -> list[int]:
    """Return the exact sum of each group's counts, of either sign."""
    low, high = (
        np.bincount(group, weights=part, minlength=groups).tolist()
        for part in (counted & ((1 << LOW) - 1), counted >> LOW)
    )
    return [(int(upper) << LOW) + int(lower) for upper, lower in zip(high, low, strict=True)]
