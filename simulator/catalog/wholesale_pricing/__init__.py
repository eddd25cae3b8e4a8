"""Wholesale pricing policies: what a supplier asks of resellers."""
