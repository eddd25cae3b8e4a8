"""Lot sizing: quantities in whole lots (cases, pallets, batches).

    n Q with the least n for which n Q ≥ units

A lot is not broken: more than is wanted is ordered rather than less. Assumes one size of lot for an order.
Source: Silver, Pyke & Thomas (2017), Inventory and Production Management in Supply Chains, on pack sizes.
"""

from simulator.base.arrays import Integers


def whole_lots[Units: (int, Integers)](units: Units, lot: int) -> Units:
    """Return units rounded up to whole lots, of one order or of many [units].

    >>> whole_lots(48, 30), whole_lots(60, 30), whole_lots(7, 1)
    (60, 60, 7)
    """
    return -(-units // lot) * lot
