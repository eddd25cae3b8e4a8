"""Choice shares: chance that each offer considered is the one chosen, before luck is known.

    s_o = Σ_copies e^{(v_o − I_k)/λ₂} · e^{(X_k − I_g)/λ₁} · e^{Z_g} / D

with the nests of `nests`; where no offers are alike, e^{g_o} / D.

Crowding c(V), the term that all offers of a product share, is part of what an offer is worth, and other where
offers are worth something else: had customers known V^x, it would be c(V^x).

Source: McFadden (1978); Train (2009), Discrete Choice Methods with Simulation, ch. 4.
"""

import numpy as np
from numpy.typing import NDArray

from simulator.base.numerics.portable import exp
from simulator.mechanisms.choice.nests import Copies, NestWorths, crowding_term

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def shares_of_copies(tree: Copies, worth: NestWorths, value: Floats, log_denominator: Floats) -> Floats:
    """Return the share of customers that choose each copy; *value* has V / σ of every pair."""
    unlike = tree.outer_dissimilarity.take(tree.outer)
    between = (worth.upper - worth.outer.take(tree.outer)) / unlike
    nest = between + (worth.outside - log_denominator.take(tree.row)).take(tree.outer)
    own = value.take(tree.pair) + tree.log_weight
    behind = (own - worth.inner.take(tree.inner)) / tree.inner_dissimilarity.take(tree.inner)
    return exp(behind + nest.take(tree.inner))


def nested_shares(tree: Copies, taken: Floats) -> Floats:
    """Return the share of customers that choose each pair, from the shares of its copies."""
    return np.bincount(tree.pair, taken)


def crowding_found(tree: Copies, worth: NestWorths, true: NestWorths, taken: Floats) -> Floats:
    """Return c(V^x) − c(V) of each pair, in the mean of its copies by their shares [units of luck].

    *worth* is what nests are worth at V, *true* at V^x; *taken* are the shares of copies at V.
    """
    more = crowding_term(tree, true) - crowding_term(tree, worth)
    share, sums = (np.bincount(tree.pair, part) for part in (taken, taken * more))
    if len(share) == len(more):
        return more
    return np.divide(sums, share, out=np.zeros(len(share)), where=share > 0.0)


def flat_shares(row: Integers, gain: Floats, log_denominator: Floats) -> Floats:
    """Return the same where each offer has luck of its own, from what each gains over going without."""
    return exp(gain - log_denominator.take(row))
