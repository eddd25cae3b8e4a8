"""Experiments: effects of pilots."""
