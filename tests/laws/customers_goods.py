"""Customers' goods: what customers have by their purchases and uses, and what they are counted to have."""

import numpy as np

from simulator.base.arrays import Integers
from simulator.ledger.ledger import Ledger

MOVES = {"sale": 1, "repair": 1, "return": -1, "claim": -1, "used_up": -1}
"""Kinds of entry by which units come to customers, or leave them."""


def customers_goods(ledger: Ledger) -> tuple[Integers, Integers]:
    """Return what customers of each cell should have of each product at each week's end, and have [W, C, P].

    From what they had when the run opened, bought, sent away, got back and used up; and from `kept`.
    """
    header = ledger.header
    shape = header.scenario.weeks + 1, len(header.cells), len(header.products)
    counted = moved(ledger, "kept", shape)
    due = sum((sign * moved(ledger, kind, shape) for kind, sign in MOVES.items()), np.zeros(shape, np.int64))
    due[0] += counted[0]
    return due.cumsum(axis=0), counted


def moved(ledger: Ledger, kind: str, shape: tuple[int, ...]) -> Integers:
    """Return the units of a kind of entry by week, cell and product."""
    found, rows = np.zeros(shape, np.int64), ledger.columns(kind)
    np.add.at(found, (rows["week"], rows["cell"], rows["product"]), rows["units"])
    return found
