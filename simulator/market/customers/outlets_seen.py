"""Outlets seen: how many needs see an offer at each outlet as they look for the first time."""

import numpy as np

from simulator.base.arrays import Flags, Integers
from simulator.market.state.choice_tables import RunTables

ANY, OWN = 0, 1
"""Offers of any manufacturer, and of the focal one."""


def no_traffic(tables: RunTables) -> Integers:
    """Return a table in which nothing is seen yet [Q, O, 2]."""
    return np.zeros((len(tables.categories), len(tables.outlets), 2), dtype=np.int64)


def traffic_at(row: Integers, offer: Integers, is_first: Flags, tables: RunTables) -> Integers:
    """Return how many needs see an offer at each outlet, and how many an own one [O, 2].

    *row* and *offer* are pairs of customers and offers that they see; *is_first* says which needs look for
    the first time, and count.
    """
    first = is_first.take(row)
    row, offer, rows = row[first], offer[first], len(is_first)
    own: Flags = tables.focal.take(tables.product_of.take(offer))
    return np.stack([_seen(row, offer, rows, tables), _seen(row[own], offer[own], rows, tables)], axis=1)


def _seen(row: Integers, offer: Integers, rows: int, tables: RunTables) -> Integers:
    """Return the customers that see any of the pairs, outlet by outlet; each is counted once [O]."""
    outlets = len(tables.outlets)
    sees = np.zeros(rows * outlets, dtype=bool)
    sees[row * outlets + tables.outlet_of.take(offer)] = True
    found: Integers = sees.reshape(rows, outlets).sum(axis=0)
    return found
