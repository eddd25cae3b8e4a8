"""Reference price: what a product is remembered to cost, against which a price is a gain or a loss.

    r_{t+1} = r_t + (1 − a)(p_t − r_t)      in a week in which a price was seen, else r_t
    talk    = κ h [ (r − p)₊ − η (p − r)₊ ]     in currency; η: what a loss weighs over an equal gain

At p = r both are exact: r does not move, and talk is 0. After n weeks at p₁: r = p₁ + (r₀ − p₁) aⁿ. Over
any excursion of the price that returns for good, Σ (r − p) is 0: with η = 1 what a deal wins by talk, the
full price loses afterwards.
Source: Winer (1986), Journal of Consumer Research 13(2); Kalyanaram & Winer (1995), Marketing Science 14(3).
"""

from typing import Any

import numpy as np

from simulator.base.arrays import Floats
from simulator.base.summation import left_to_right


def remembered_next(reference: Floats, carryover: Floats, price: Floats, weight: Floats) -> Floats:
    """Return the reference prices a week later [C, P, currency].

    *carryover* a [C]; *price* seen [C, O, P, currency], a mean by *weight* [C, O, P] (sum 0: none).
    """
    apart = price - reference[:, None, :]
    if not price.shape[1]:
        return reference
    seen, sums = left_to_right(weight), left_to_right(weight * apart)
    mean = np.divide(sums, seen, out=np.zeros_like(sums), where=seen > 0.0)
    following: Floats = reference + (1.0 - carryover)[:, None] * mean
    return following


def gain_and_loss(reference: Any, price: Any) -> tuple[Any, Any]:
    """Return by how much a price is below, and above, what is remembered [currency]; one of them is 0."""
    return np.maximum(reference - price, 0.0), np.maximum(price - reference, 0.0)
