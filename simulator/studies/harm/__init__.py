"""Harm: what outlets take from others, beside a world in which they are not there."""
