"""Leaving: the chance that a customer leaves a category after a purchase, for a number and for a column.

    1 − (1 − θ)^exp(−c (S − ½) − c₃ m + c₂ w)

θ: its own chance, Beta distributed; S: its satisfaction with what it took; w: for how many weeks it waited
for help with the product since it took the unit before; m: whether it is a member of the community of that
product's owners, which may keep it (c₃ > 0) or drive it away. With c = c₂ = c₃ = 0 what is left of a cohort
after t purchases is B(α, β + t) / B(α, β), and of those who are left the share (β + t − 1) / (α + β + t − 1)
stays after the next one: more from one to the next, though nobody changes.
Assumes: satisfaction of one half leaves θ as it is, and each week of waiting weighs the same (choice); no
published size of c₂ is known to us.
Source: Fader & Hardie (2007), How to project customer retention, J. Interactive Marketing 21(1). Waiting:
Taylor (1994), Waiting for service, J. Marketing 58(2); Smith, Bolton & Wagner (1999), A model of customer
satisfaction with service encounters involving failure and recovery, J. Marketing Research 36(3). Members of
communities stay, or resist pressure: Algesheimer, Dholakia & Herrmann (2005), J. Marketing 69(3).
"""

from typing import Any

from simulator.base.numerics.portable import exp, power


def chance_of_leaving(
    own: Any,
    satisfaction: Any,
    weight: Any,
    weeks_unhelped: Any = 0.0,
    per_week: Any = 0.0,
    held: Any = 0.0,
) -> Any:
    """Return the chance from θ, S, c, w and c₂ [share]; *held*: what else keeps a customer, such as c₃ m.

    >>> chance_of_leaving(0.5, 0.5, 3.0), chance_of_leaving(0.5, 0.5, 3.0, 2.0, 0.0)
    (0.5, 0.5)
    >>> round(chance_of_leaving(0.2, 0.5, 3.0, held=0.5), 4)
    0.1266
    """
    kept = weight * (satisfaction - 0.5) + held
    return 1.0 - power(1.0 - own, exp(-kept + per_week * weeks_unhelped))
