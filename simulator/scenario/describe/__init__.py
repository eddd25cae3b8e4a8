"""Describe: a scenario in plain sentences."""
