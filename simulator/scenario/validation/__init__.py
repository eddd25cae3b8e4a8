"""Validation: pydantic models applied to nodes; messages and locations of what is wrong."""
