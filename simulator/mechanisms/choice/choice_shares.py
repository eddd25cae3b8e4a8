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
from simulator.mechanisms.choice.nests import Copies, NestWorths, crowding_term, worths

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]


def nested_shares(tree: Copies, worth: NestWorths, value: Floats, log_denominator: Floats) -> Floats:
    """Return the share of customers that choose each pair.

    *value* has V / σ of the pairs: the last that the tree holds.
    """
    pair, taken = _shares_of_copies(tree, worth, value, log_denominator)
    return taken if len(taken) == len(value) else np.bincount(pair, taken, minlength=len(value))


def crowding_found(
    tree: Copies,
    worth: NestWorths,
    value: Floats,
    log_denominator: Floats,
    found: Floats,
    crowding: float,
) -> Floats:
    """Return c(V^x) − c(V) of each pair, in the mean of its copies by their shares [units of luck].

    *found*: V^x − V of each pair; *value* as for `nested_shares`.
    """
    pairs = int(tree.pair.max(initial=-1)) + 1
    true = np.concatenate([np.zeros(pairs - len(value)), value + found])
    more = crowding_term(tree, worths(tree, true, crowding)) - crowding_term(tree, worth)
    more = more[tree.pair >= pairs - len(value)]
    if len(more) == len(value):
        return more
    pair, taken = _shares_of_copies(tree, worth, value, log_denominator)
    share, sums = (np.bincount(pair, part, minlength=len(value)) for part in (taken, taken * more))
    return np.divide(sums, share, out=np.zeros(len(value)), where=share > 0.0)


def _shares_of_copies(
    tree: Copies, worth: NestWorths, value: Floats, log_denominator: Floats
) -> tuple[Integers, Floats]:
    """Return the pair of each copy of the pairs, and the share that chooses it."""
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
    return pair, taken


def flat_shares(row: Integers, gain: Floats, log_denominator: Floats) -> Floats:
    """Return the same where each offer has luck of its own, from what each gains over going without."""
    return exp(gain - log_denominator.take(row))
