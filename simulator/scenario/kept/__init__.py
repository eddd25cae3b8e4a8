"""Findings: what `probe` and `fit` found of a world, kept in its file; they change nothing that happens."""
