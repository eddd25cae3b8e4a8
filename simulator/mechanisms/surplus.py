"""Surplus: what it is worth to a customer, in currency, to have the choice it has.

Customer n gains g_k = (V_k − V_0) / σ by offer k over going without, in units of luck and before this week's
luck is known. What it may expect of the best of them, or of going without, is

    CS = ln(1 + Σ_k e^{g_k}) / λ        λ = β · salience / σ, what a unit of currency costs it

the inclusive value of the choice set, turned into currency. As σ goes to nought it becomes

    CS = max(0, max_k (V_k − V_0)) / (β · salience)

so with a drawn worth v, V_0 = −β v, no luck and prices alone: max(0, v − lowest price).

Assumes: the logit's luck is new every time and tells nothing else; what a unit of currency costs is the same
whatever is bought (no effects of income); V is what customers believe when they choose, and λ what price
weighs then, talk of prices included. Everything that is in stock when the week opens can be had. Where λ is
nought, money is no measure, and the surplus is not defined.
Source: Small & Rosen (1981), Econometrica 49(1); Train (2009), Discrete Choice Methods with Simulation,
ch. 3.5.
"""

from simulator.ground.adding import total
from simulator.ground.portable import exp, log
from simulator.mechanisms.harm import HARM_STEPS, MOST_UTILITY

MOST_STEPS = 2.0**40
"""A surplus above it, per need, is not counted: money hardly matters to that customer [money steps]."""


def inclusive_value(gains: list[float]) -> float:
    """Return ln(1 + Σ e^g) over what each offer gains over going without [units of luck].

    >>> inclusive_value([]), round(inclusive_value([0.0, 0.0]), 12), inclusive_value([1e9, 2e9])
    (0.0, 1.098612288668, 2000000000.0)
    """
    most = max(gains, default=0.0)
    if most > MOST_UTILITY:
        return most + log(total(exp(gain - most) for gain in gains))
    return log(1.0 + total(exp(gain) for gain in gains))


def counted_surplus(value: float, sensitivity: float, money_step: float) -> int | None:
    """Return an inclusive value counted in fractions of a money step (`HARM_STEPS`); none if not defined.

    *sensitivity* is λ, in units of luck for a unit of currency.

    >>> counted_surplus(1.0, 0.5, 0.01), counted_surplus(1.0, 0.0, 0.01), counted_surplus(1.0, 1e-30, 0.01)
    (204800, None, None)
    """
    if not sensitivity > 0.0:
        return None
    steps = value / sensitivity / money_step
    return round(steps * HARM_STEPS) if steps <= MOST_STEPS else None
