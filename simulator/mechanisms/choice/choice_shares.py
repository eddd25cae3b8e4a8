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
    unlike = tree.outer_dissimilarity.take(tree.outer)
    between = (worth.upper - worth.outer.take(tree.outer)) / unlike
    nest = between + (worth.outside - log_denominator.take(tree.row)).take(tree.outer)
    pair, inner, weight = tree.pair, tree.inner, tree.log_weight
    if first:
        copy = np.flatnonzero(pair >= first)
        pair, inner, weight = pair.take(copy) - first, inner.take(copy), weight.take(copy)
    is_one_copy = len(pair) == len(value)  # in the order of the pairs: nothing to look up, or to add up
    own = (value if is_one_copy else value.take(pair)) + weight
    taken = exp((own - worth.inner.take(inner)) / tree.inner_dissimilarity.take(inner) + nest.take(inner))
    return taken if is_one_copy else np.bincount(pair, taken, minlength=len(value))


def flat_shares(row: Integers, gain: Floats, log_denominator: Floats) -> Floats:
    """Return the same where each offer has luck of its own, from what each gains over going without."""
    return exp(gain - log_denominator.take(row))
