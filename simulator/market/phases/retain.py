"""Retain: a week passes, and part of what was heard is forgotten.

Reads: how fast people forget.
Writes: adstock, belief and talk of the cells.
"""

from simulator.market.market import Market


def retain(market: Market) -> None:
    """Let people forget."""
    market.brand_knowledge.forget()
