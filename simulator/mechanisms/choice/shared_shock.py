"""Shared shock: the part of a choice's luck that all offers of a nest have in common.

    U_j = V_j + ζ_g + λ ε_j,      ε_j Gumbel,      ζ_g = λ ln S_g,      E e^{−t S_g} = e^{−t^λ}

with S positive λ-stable, so that ζ + λε is Gumbel again: by itself each offer is as lucky as in the flat
logit, and the λ of a nest says how unlike each other its offers are (correlation of their luck 1 − λ²). From
two ranks u and v, with θ = πu and E = −ln v,

    ζ = (1 − λ) ln sin((1 − λ)θ) + λ ln sin(λθ) − ln sin θ − (1 − λ) ln E

λ = 1: nothing is shared, ζ = 0. λ → 0: all of it is, and the best offer of the nest wins.

Source: Cardell (1997), Econometric Theory 13:185; Kanter (1975), Annals of Probability 3:697, and Chambers,
Mallows & Stuck (1976), JASA 71:340 for the draw.
"""

from typing import Any

from simulator.base.numerics.elementwise import at_once
from simulator.base.numerics.portable import log
from simulator.base.numerics.sine import sine_of_half_turns


def shared_shock(angle: Any, size: Any, dissimilarity: Any) -> Any:
    """Return ζ from two ranks in (0, 1) and a dissimilarity in (0, 1) [units of luck].

    >>> round(shared_shock(0.5, 0.5, 0.5), 8)
    -0.16331713
    """
    similarity = 1.0 - dissimilarity
    sines = at_once(sine_of_half_turns, similarity * angle, dissimilarity * angle, angle)
    first, second, both, rest = at_once(log, *sines, size)
    return similarity * first + dissimilarity * second - both - similarity * log(-rest)
