"""Quarrelsome worlds: seeds, fixed beforehand, from which laws about issues of conflict draw markets."""

SEEDS = tuple(range(18_000, 18_100))
"""The first few are played in every run of the tests, all of them nightly."""
FEW = 6
