"""Choice shares: chance that each offer considered is the one chosen, before luck is known.

    s_o = Σ_copies e^{(v_o − I_k)/λ₂} · e^{(X_k − I_g)/λ₁} · e^{Z_g} / D

with the nests of `nests`; where no offers are alike, e^{g_o} / D.

Source: McFadden (1978); Train (2009), Discrete Choice Methods with Simulation, ch. 4.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp
from simulator.mechanisms.choice.nests import Copies, NestWorths

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def nested_shares(tree: Copies, worth: NestWorths, value: Floats, log_denominator: Floats) -> Floats:
    """Return the share of customers that choose each pair.

    *value* has V / σ of the pairs: the last that the tree holds.
    """
    first = int(tree.pair.max(initial=-1)) + 1 - len(value)
    copy = np.flatnonzero(tree.pair >= first)
    pair, inner = tree.pair.take(copy) - first, tree.inner.take(copy)
    outer = tree.outer.take(inner)
    own = value.take(pair) + tree.log_weight.take(copy)
    within = (own - worth.inner.take(inner)) / tree.inner_dissimilarity.take(inner)
    between = (worth.upper.take(inner) - worth.outer.take(outer)) / tree.outer_dissimilarity.take(outer)
    nest = worth.outside.take(outer) - log_denominator.take(tree.row.take(outer))
    return np.bincount(pair, exp(within + between + nest), minlength=len(value))


def flat_shares(row: Integers, gain: Floats, log_denominator: Floats) -> Floats:
    """Return the same where each offer has luck of its own, from what each gains over going without."""
    return exp(gain - log_denominator.take(row))
