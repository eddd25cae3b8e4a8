"""Customers: one by one as Mesa agents (the specification), or all at once as columns.

`customer.py` is the textbook: read it first. `one_by_one` asks each customer in turn, `all_at_once` decides
in columns. Both are given the same run tables, people and random numbers and answer `shop` with an equal
`ShoppingOutcome`, entry by entry.
"""
