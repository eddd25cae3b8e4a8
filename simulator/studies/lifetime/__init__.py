"""Lifetime: how long customers stay and how often they buy, estimated from a table of their transactions."""
