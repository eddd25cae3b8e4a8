"""Metrics: questions put to a ledger, one a file.

Functions in the registry `METRICS` that read a ledger and return a number, or one for each outlet, week, … .
To add one: a new file, no other edit (`simulator.ledger.metric` says how). A metric may import the ledger,
domain, mechanisms, base, numpy and pandas; it never meets an agent.
"""
