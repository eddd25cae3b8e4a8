"""Checks: inconsistencies between parts of a scenario that a single field cannot show."""
