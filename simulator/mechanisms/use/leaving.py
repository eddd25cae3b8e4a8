"""Leaving: the chance that a customer leaves a category after a purchase, for a number and for a column.

    1 − (1 − θ)^exp(−c (S − ½))

θ: its own chance, Beta distributed; S: its satisfaction with what it took. With c = 0 what is left of a
cohort after t purchases is B(α, β + t) / B(α, β), and of those who are left the share
(β + t − 1) / (α + β + t − 1) stays after the next one: more from one to the next, though nobody changes.
Assumes: satisfaction of one half leaves θ as it is (choice).
Source: Fader & Hardie (2007), How to project customer retention, J. Interactive Marketing 21(1).
"""

from typing import Any

from simulator.base.numerics.portable import exp, power


def chance_of_leaving(own: Any, satisfaction: Any, weight: Any) -> Any:
    """Return the chance from θ, S and c [share]."""
    return 1.0 - power(1.0 - own, exp(-(weight * (satisfaction - 0.5))))
