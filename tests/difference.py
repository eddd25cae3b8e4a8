"""Difference: where two ledgers part ways, asked row by row only where their hashes are unequal."""

from simulator.ledger.diff import difference as told
from simulator.ledger.ledger import Ledger


def difference(one: Ledger, other: Ledger) -> str:
    """Tell in words where two ledgers first differ; at once nothing where their contents hash alike.

    The hash takes in whatever is compared row by row: all names, and all entries of all kinds.
    """
    return "" if one.content_hash() == other.content_hash() else told(one, other)
