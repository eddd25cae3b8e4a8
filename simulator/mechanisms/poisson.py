"""Poisson numbers from luck, by walking along the distribution.

    the least k with Σ_{j ≤ k} e^(−λ) λ^j / j! ≥ u

Source: inversion by sequential search; Devroye (1986), Non-Uniform Random Variate Generation, ch. X.3.
"""

from simulator.ground.portable import exp

LARGEST_MEAN = 500.0
"""Beyond it e^(−λ) comes near to where floats end."""


def poisson_quantile(luck: float, mean: float) -> int:
    """Return the number of events with so much luck: the distribution's quantile, for means up to 500.

    >>> [poisson_quantile(u, 7.0) for u in (0.0001, 0.5, 0.9)]
    [0, 7, 10]
    """
    chance = exp(-mean)
    sum_so_far, count = chance, 0
    while sum_so_far < luck:
        count += 1
        chance *= mean / count
        before, sum_so_far = sum_so_far, sum_so_far + chance
        if sum_so_far == before and count > mean:
            break  # what is left of the tail is less than a float can tell
    return count
