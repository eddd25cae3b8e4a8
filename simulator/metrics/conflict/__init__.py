"""Conflict: the index, its parts, and what goes with it."""
