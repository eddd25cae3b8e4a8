"""Considered one by one: what customers that were asked in turn considered, as harm is worked out from it."""

import numpy as np

from simulator.base.arrays import Floats, Integers
from simulator.market.customers.crowd import column
from simulator.market.customers.customer import Customer
from simulator.market.customers.visit import Visit, Weighing
from simulator.market.state.choice_tables import NONE, RunTables, WeekTables
from simulator.mechanisms.conflict.considered import Considered


def considered_by(
    asked: list[tuple[Customer, Visit]],
    weighed: tuple[Integers, Floats, Floats, Floats],
    run_tables: RunTables,
    tables: WeekTables,
) -> Considered:
    """Return what customers considered, offer by offer.

    *weighed* has the row, weight and gain of each offer, and the price sensitivity of each customer.
    """
    pairs = [(c, w) for c, visit in asked for w in visit.considered]
    outlet, product = column(w.outlet for _, w in pairs), column(w.product for _, w in pairs)
    terms = np.array([_asked(c, w, tables) for c, w in pairs], dtype=np.float64).reshape(-1, 3)
    row, weight, gain, sensitivity = weighed
    return Considered(
        row=row,
        rows=len(asked),
        outlet=outlet,
        product=product,
        maker=run_tables.maker[product],
        owner=run_tables.owner[outlet],
        weight=weight,
        price=terms[:, 0],
        advertised=tables.price[outlet, product],
        floor=tables.floor[outlet, product],
        margin=terms[:, 1],
        territory=tables.territory[outlet, product],
        sensitivity=sensitivity,
        relief=terms[:, 2],
        offer=run_tables.offer(outlet, product),
        gain=gain,
        cell=column(c.cell for c, _ in asked),
        adviser=column(visit.adviser for _, visit in asked),
        standing=tables.standing_of(column(c.cell for c, _ in pairs), outlet, product),
    )


def _asked(customer: Customer, weighing: Weighing, tables: WeekTables) -> tuple[float, float, float]:
    """Return the price asked of a customer, the outlet's margin, and the share of it that is felt."""
    outlet, product = weighing.outlet, weighing.product
    if weighing.promotion == NONE:
        return tables.lists["price"][outlet][product], tables.lists["margin"][outlet][product], 1.0
    lists = tables.promotions[weighing.promotion].lists
    return lists["price"][outlet], lists["margin"][outlet], lists["relief"][customer.cell]
