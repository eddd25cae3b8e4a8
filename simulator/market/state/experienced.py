"""Experienced: what units that were taken home were to customers, counted until it is written down."""

from collections import Counter

STEPS = 1 << 20
"""Fractions of satisfaction that are counted, so that sums are exact."""
type Experienced = Counter[tuple[int, int]]
"""By place [C, O, P] and what of them: customers, disappointed ones, and the sum of satisfaction counted."""
