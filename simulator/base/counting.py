"""Counting: the fractions in which what customers gain or lose is counted, so that sums are exact."""

HARM_STEPS = 1024
"""One customer's harm or surplus is rounded to this fraction of a money step."""
MOST_UTILITY = 300.0
"""Utilities above it count as it, so that e^V times any margin is a finite number [utils]."""
