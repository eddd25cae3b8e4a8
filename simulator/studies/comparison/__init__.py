"""Comparison: several scenarios on the same seeds, paired; verdict, payoffs, decomposition."""
