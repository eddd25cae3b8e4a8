"""Conflict: the index, its parts, price floors and exits."""
