"""Needs of a week: how many needs of a category arise for a customer, for a number and for a column.

    at most one     with chance m, or 1 − e^(−m) where rates differ between customers
    counted         Poisson with mean m, 254 at most

m = (needs a year / 52) · season · own rate · share of needs beside what is in use. Own rates are gamma with
mean one, so that counts over t weeks are negative binomial: of shape r and rate α a week, mean r t / α and
variance to mean 1 + t / α; with at most one a week f_k = (α / (α + k))^r, mean t (1 − f₁), variance
t (f₁ − f₂) + t² (f₂ − f₁²).

Assumes: independent weeks. Source: Ehrenberg (1959), The pattern of consumer purchases, Applied Statistics
8(1); Greene (1982), Consumer Behavior Models for Non-Statisticians.
"""

from typing import Any

from simulator.base.keyed_random import happens, threshold, uniform
from simulator.base.numerics.elementwise import smaller, where
from simulator.base.numerics.poisson_quantile import poisson_counts
from simulator.base.numerics.portable import exp

MOST_NEEDS = 254
"""So many needs a week at most has a customer: as many as their luck can be told apart (`luck_weeks.py`), but
two."""


def needs_of_week(word: Any, mean: Any, varies: Any, counted: Any) -> Any:
    """Return how many needs arise: of a word, the mean m, and whether rates differ and needs are counted."""
    mean = smaller(mean, float(MOST_NEEDS))
    several = smaller(poisson_counts(uniform(word), where(counted, mean, 0.0 * mean)), MOST_NEEDS)
    chance = where(varies, 1.0 - exp(-mean), mean)
    return where(counted, several, happens(word, threshold(chance)))
