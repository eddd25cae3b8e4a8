"""Lifetime: how long customers stay and how often they buy, estimated from a table of their transactions.

For use from Python, on tables of one's own as on those of `transactions`: no command of its own.
"""
