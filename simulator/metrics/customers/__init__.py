"""Customers: how many outlets acquire, how many of them come back, and what they are worth."""
