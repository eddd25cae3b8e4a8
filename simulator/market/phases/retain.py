"""Retain: a week passes, and part of what was heard is forgotten.

Reads: how fast people forget.
Writes: adstock, belief and talk of the cells; what customers have heard themselves.
"""

from simulator.market.market import Market


def retain(market: Market) -> None:
    """Let people forget: adstock and talk decay, beliefs return toward reputation.

    What else outlasts a need, memory of each customer, changes where goods are taken home.
    """
    market.brand_knowledge.forget()
    market.crowd.forget_themselves(market.brand_knowledge.response.retention)
