"""Probing: what a world implies, played briefly and set beside published ranges."""
