"""Inventory value: goods that members hold, on hand, in inspection, under way or in production, at cost."""

import numpy as np

from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Numbers, Rows, all_rows

type Valued = tuple[Rows, Numbers]
"""Entries, and what the goods of each cost the member it is about [currency]."""


def inventory_value(ledger: Ledger, week: int) -> tuple[Valued, ...]:
    """Return the inventory at the end of a week, at cost.

    At the end of week 0, before anything is counted, what was in transit and in production at the opening.
    """
    stock, inspected = (all_rows(ledger, kind).between(week, week) for kind in ("stock", "in_inspection"))
    bought = all_rows(ledger, "shipment", who="buyer")
    bought = bought.where((bought["week"] <= week) & (bought["arrives"] > week))
    made = all_rows(ledger, "production")
    made = made.where((made["week"] <= week) & (made["arrives"] > week))
    making = made["units"] * making_costs(ledger.header)[made["product"]]
    held = (stock, stock.worth("unit_cost")), (inspected, inspected.worth("unit_cost"))
    return *held, (bought, bought.worth("price")), (made, making)


def opening_inventory_value(ledger: Ledger, first: int) -> Valued:
    """Return the opening stock of members that opened in the window, which begins in a week, at cost.

    What they had sent on before week 1 counts against it, as a negative amount. It is worth the lowest price
    at which its holder can buy it, or what it costs to make.
    """
    header = ledger.header
    opened = _opened(ledger, first)
    cost, step = (
        np.full((len(header.parties), len(header.products)), np.inf),
        header.scenario.units.quantity_step,
    )
    for contract in header.contracts:
        for code, product in enumerate(header.products):
            at = (header.code(contract.buyer), code)
            cost[at] = min(cost[at], contract.prices.get(product, np.inf) * step)
    cost = np.where(np.isinf(cost), making_costs(header), cost)
    return opened, opened["units"] * cost[opened.who, opened["product"]]


def _opened(ledger: Ledger, first: int) -> Rows:
    """Return the opening stock of a window that begins in a week, less what was in transit at the opening."""
    opened = all_rows(ledger, "opening")
    opened = opened.where(opened["week"] >= (first if first > 1 else 0))
    sent = all_rows(ledger, "shipment", who="supplier")
    sent = sent.where((sent["week"] == 0) & (first <= 1))
    columns = {
        "week": np.concatenate([opened.when, sent.when]),
        "member": np.concatenate([opened.who, sent.who]),
        "product": np.concatenate([opened["product"], sent["product"]]),
        "units": np.concatenate([opened["units"], -sent["units"]]),
    }
    return Rows(ledger.header, columns, "member", "week")


def making_costs(header: RunHeader) -> Numbers:
    """Return the production cost of one quantity step of each product, by code [currency]."""
    costs = [header.scenario.products[product].unit_cost for product in header.products]
    return np.asarray(costs, np.float64) * header.scenario.units.quantity_step
