"""Implied figures of a world, one idea a file."""
