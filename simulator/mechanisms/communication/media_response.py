"""Media response: what a week's contacts on a medium come to, once worn, carried over and saturated.

    worn        y = N (1 − e^{−w x}) / w,      then N ← N e^{−w x},  N ← N + r (1 − N)
    in effect   A ← y + λ A
    heard       e = M A^s / (k^s + A^s)

x: contacts per head of a week; N: novelty of the message, 1 at first. Within a week every contact finds what
the ones before it left of the novelty, so without recovery (r = 0) any schedule of the same contacts comes to
the same. With x in every week N comes to r / (1 − (1 − r) e^{−w x}). Carry-over multiplies contacts by
1/(1 − λ) in all, and half of a week's are left after ln ½ / ln λ weeks. Saturation comes after carry-over:
its elasticity is s (1 − f), f = A^s/(k^s + A^s), and it is S-shaped only where s > 1, with the inflection at
k ((s − 1)/(s + 1))^{1/s}; with s = 1 and M = k the first contact counts in full.

Assumes: in the mean of a cell; who has heard nothing yet is as worn as the rest.
Source: adstock, Broadbent (1979), J. Market Research Society 21(3); adstock, then Hill: Jin, Wang, Sun, Chan
& Koehler (2017), Bayesian Methods for Media Mix Modeling, Google; wear-out by repetition and recovery, Naik,
Mantrala & Sawyer (1998), Marketing Science 17(3), where ads recover only while they do not run.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp, power

type Floats = NDArray[np.float64]

FAINT = 1e-4
"""Below this the wear of a week is told by its series, of which three terms are exact to the last digit."""

MOST_ODDS = 1e300
"""Odds beyond which a share is one; so none is infinite."""


def worn(contacts: Floats, novelty: Floats, wear_out: float) -> Floats:
    """Return what contacts count as their message wears [contacts per head].

    >>> worn(np.array([0.0, 1.0, 50.0]), np.array([1.0, 0.5, 1.0]), 0.5).round(6).tolist()
    [0.0, 0.393469, 2.0]
    """
    wear = wear_out * contacts
    series = contacts * (1.0 - wear / 2.0 * (1.0 - wear / 3.0 * (1.0 - wear / 4.0)))
    return novelty * np.where(wear < FAINT, series, (1.0 - exp(-wear)) / (wear_out or 1.0))


def novelty_after(novelty: Floats, contacts: Floats, wear_out: float, novelty_return: float) -> Floats:
    """Return the novelty of a message a week later [0 … 1].

    >>> novelty_after(np.array([1.0, 0.5]), np.array([0.0, 0.0]), 0.5, 0.2).tolist()
    [1.0, 0.6]
    """
    left = novelty * exp(-(wear_out * contacts))
    return left + novelty_return * (1.0 - left)


def carried_over(contacts: Floats, in_effect: Floats, carry_over: float) -> Floats:
    """Return the contacts in effect, with what is left of earlier weeks [contacts per head]."""
    return contacts + carry_over * in_effect


def saturated(in_effect: Floats, half_at: float, steepness: float) -> Floats:
    """Return the share of all that a medium can do that so many contacts in effect do (Hill) [0 … 1].

    >>> saturated(np.array([0.0, 5.0, 10.0]), 5.0, 1.0).round(6).tolist()
    [0.0, 0.5, 0.666667]
    """
    odds = np.minimum(power(in_effect / half_at, steepness), MOST_ODDS)
    return odds / (1.0 + odds)
