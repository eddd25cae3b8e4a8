"""Validation: published results and empirical patterns, played and judged."""
