"""Conflict: harm from a counterfactual, short supply, the conflict index."""
