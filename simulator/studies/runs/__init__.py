"""Runs: one scenario on many seeds, in many processes, with its statistics."""
