"""Booking: harm and surplus of visits added up over categories and blocks of customers, counted exactly."""

import numpy as np

from simulator.domain.conflict.issues import CONDUCTS
from simulator.market.customers.category_visits import Booked, Sums
from simulator.market.customers.visit_surplus import Surplus
from simulator.market.state.choice_tables import RunTables
from simulator.mechanisms.conflict.harm import Booked as Harm


def book(booked: Booked, harm: Harm, run_tables: RunTables) -> None:
    """Add harm to what is booked; sums are of whole numbers, so their order is free."""
    aggrieved, source, product, issue, conduct, amount = harm
    if len(amount):
        shape = (
            len(run_tables.outlets),
            len(run_tables.outlets),
            len(run_tables.products),
            len(run_tables.issues.names),
            len(CONDUCTS),
        )
        numbers = np.ravel_multi_index((aggrieved, source, product, issue, conduct), shape)
        found, at = np.unique(numbers, return_inverse=True)
        sums = np.bincount(at, weights=amount)  # exact below 2^53
        keys = zip(*(codes.tolist() for codes in np.unravel_index(found, shape)), strict=True)
        for key, total in zip(keys, sums.tolist(), strict=True):
            booked[key] += int(total)


def add_up(sums: Sums, category: int, surplus: Surplus) -> None:
    """Add the needs of each cell, and their surplus, to what is added up."""
    for cell, (needs, believed, experienced) in enumerate(surplus):
        if needs or believed or experienced:
            before = sums.get((category, cell), (0, 0, 0))
            sums[category, cell] = before[0] + needs, before[1] + believed, before[2] + experienced
