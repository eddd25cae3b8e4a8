"""Delivery time: weeks from a buyer's order to its receipt."""

from collections import defaultdict, deque

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, window

type Deal = tuple[int, int, int]
"""Supplier, buyer and product, by code."""

ORDERED, SHIPPED = 0, 1


@METRICS.register("delivery_time")
@metric(by=("tier", "channel", "member", "outlet", "week", "product"), remembers=True)
def delivery_time(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How many weeks pass from ordering a unit of the focal manufacturer's products to its arrival?

        Σ units · (week of arrival − week of order) / Σ units          over units that arrived

    In the weeks after the warm-up; by tier, member or outlet: of the buyer. Waiting for the supplier to
    have it and the way are both in it. What a supplier ships to a buyer is taken for what that buyer ordered
    first; of all that was ordered and arrived, the sum does not hang on it. What was ordered before the run
    opened counts from its opening, so leave those weeks out (`warm_up`). Nothing arrived: nan.

    Unit: weeks
    Source: order cycle time of the SCOR model; Little (1961), Operations Research 9(3): units on order
    = units ordered a week × delivery time
    """
    parts = Breakdown(ledger, by)
    arrived = all_rows(ledger, "shipment", who="buyer", when="arrives").focal()
    waited = weeks_waited(ledger, arrived)
    first, last = window(ledger)
    counts = (arrived.when >= first) & (arrived.when <= last)
    if by == "outlet":
        counts &= ledger.header.sellers[arrived.who]
    arrived, waited = arrived.where(counts), waited[counts]
    return parts.answer(ratio(parts.total(arrived, waited), parts.total(arrived, arrived["units"])))


def weeks_waited(ledger: Ledger, shipments: Rows) -> Numbers:
    """Return of each shipment Σ steps · weeks from their order to their arrival.

    First ordered, first shipped; a cancellation takes away what was ordered last.
    """
    orders, cancelled = (all_rows(ledger, kind).focal() for kind in ("order", "cancellation"))
    waiting: defaultdict[Deal, deque[list[int]]] = defaultdict(deque)
    waited = np.zeros(len(shipments))
    for _, kind, at in _in_order(orders, shipments, cancelled):
        rows = (orders, shipments, cancelled)[kind]
        held = waiting[rows["supplier"][at].item(), rows["buyer"][at].item(), rows["product"][at].item()]
        units = rows["units"][at].item()
        if kind == ORDERED:
            held.append([rows["week"][at].item(), units])
        elif kind == SHIPPED:
            arrives = rows["arrives"][at].item()
            waited[at] = sum(taken * (arrives - week) for week, taken in _taken(held, units))
        else:
            held.reverse()
            _taken(held, units)
            held.reverse()
    return waited


def _in_order(*kinds: Rows) -> list[tuple[int, int, int]]:
    """Return week, kind and row of all entries in the order in which they were written."""
    return sorted(
        (week, kind, at) for kind, rows in enumerate(kinds) for at, week in enumerate(rows["week"].tolist())
    )


def _taken(held: deque[list[int]], units: int) -> list[tuple[int, int]]:
    """Take units from the front; return from which weeks, and how many."""
    taken = []
    while units and held:
        week, there = held[0]
        part = min(units, there)
        taken.append((week, part))
        units -= part
        held[0][1] -= part
        if not held[0][1]:
            held.popleft()
    return taken
