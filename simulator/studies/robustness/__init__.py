"""Robustness: does the answer hold when assumptions vary?"""

ASSUMPTION_DRAWS = 4
"""How many worlds a report draws around a scenario unless asked for more or fewer."""

RANKED_DRAWS = 8
"""From how many drawn worlds on it is told what an answer hangs on, and where it turns."""

ASSUMPTION_SEEDS = 2
"""On how many seeds each drawn world of a report is played."""
