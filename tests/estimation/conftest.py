"""Estimation: what runs in an environment of its own is no test of this one."""

collect_ignore = ["biogeme_estimates.py"]
