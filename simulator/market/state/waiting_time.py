"""Waiting: what outlets say to customers who would have to wait, and what they owe to those who do."""

from typing import TYPE_CHECKING

import numpy as np

from simulator.base.arrays import Floats, Integers

if TYPE_CHECKING:
    from simulator.market.market import Market


def waiting_costs(market: "Market") -> Floats | None:
    """Return the utility that having to wait takes away [C, O, P], minus infinity where nobody can.

    None where nobody ever takes orders.
    """
    backlog, stalls = market.backorders, market.offer_table
    if not backlog.is_on:
        return None
    agreed = np.ones(backlog.takes.shape)
    is_open = backlog.takes & stalls.carried
    for outlet, product in zip(*np.nonzero(is_open), strict=True):
        weeks = weeks_to_come(market, market.run_tables.outlets[outlet], market.run_tables.products[product])
        is_open[outlet, product] = weeks is not None
        agreed[outlet, product] = weeks or 1
    return backlog.cost_of_waiting(backlog.told(agreed), is_open)


def weeks_to_come(market: "Market", outlet: str, product: str) -> int | None:
    """Return how long by contract goods ordered now take to the shelf; none if no more are to come."""
    contract = market.supply(outlet, product)
    is_offered = market.active_interventions.is_offered(market.member(outlet), product)
    if contract is None or not is_offered or not market.assortments.has(outlet, product):
        return None
    return max(1, contract.order_weeks + contract.lead_time_weeks)


def owe(market: "Market", offers: Integers, sign: int) -> None:
    """Put orders of offers into the outlets' books as owed to customers, or take them off."""
    counted = np.bincount(offers, minlength=market.backorders.takes.size)
    for offer in np.flatnonzero(counted).tolist():
        outlet, product = divmod(offer, len(market.run_tables.products))
        stock = market.members[market.run_tables.outlets[outlet]].stock
        stock.owed[market.run_tables.products[product]] += sign * int(counted[offer])
