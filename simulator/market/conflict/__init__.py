"""Conflict: which members are exposed to harm."""
