"""Robustness: does the answer hold when assumptions vary?"""

ASSUMPTION_DRAWS = 12
"""How many worlds a report draws around a scenario unless asked for more or fewer."""

ASSUMPTION_SEEDS = 2
"""On how many seeds each drawn world of a report is played."""
