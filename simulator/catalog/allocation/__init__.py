"""Allocation policies: how a supplier divides short supply among orders."""
