"""Customers: whom outlets acquire, who of them comes back, and what they are worth."""
