"""Pipeline: goods on hand, under way, owed and ordered at each step from the factory to the customers.

A step is a tier at a distance from the focal manufacturer, so that wholesalers one behind the other are told
apart. Of the focal manufacturer's products, at the end of each week from week 1 on, in units of the market:
those of the ledger times the people that each customer stands for.
"""

from dataclasses import dataclass

import networkx as nx
import numpy as np

from simulator.ledger.columns import Column
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.outlet_demand import lost_sales, sold_or_ordered
from simulator.ledger.queries.rows import Numbers, Rows, all_rows


@dataclass(frozen=True)
class PipelineStep:
    """One step, week by week [W]."""

    on_hand: Numbers
    under_way: Numbers
    """Shipped to it, or begun to be made there, and not yet arrived."""
    owed: Numbers
    """Ordered of it by members or customers, and neither sent nor cancelled."""
    ordered: Numbers
    """Ordered by it in the week, of other steps, or put into production."""


def pipeline_steps(ledger: Ledger) -> dict[str, PipelineStep]:
    """Return every step through which focal goods go, from the manufacturer down."""
    names, step = steps(ledger.header)
    ordered, sent, gone = (all_rows(ledger, k, who="supplier").focal() for k in _DEALS)
    placed, coming = (all_rows(ledger, k, who="buyer").focal() for k in ("order", "shipment"))
    stock, made = (all_rows(ledger, k).focal() for k in ("stock", "production"))
    placed = placed.where(step[placed["supplier"]] != step[placed["buyer"]])

    def weekly(rows: Rows, weeks: Column | None = None) -> Numbers:
        """Return units by step and week [S, W]; each row counts in its week, or in one given for it."""
        return _by_week(ledger, step[rows.who], rows.when if weeks is None else weeks, rows.units, len(names))

    def so_far(rows: Rows, weeks: Column | None = None) -> Numbers:
        return np.asarray(np.cumsum(weekly(rows, weeks), axis=1))

    waiting = [so_far(all_rows(ledger, k).focal()) for k in ("backorder", "delivery", "withdrawal")]
    on_hand = weekly(stock)
    orders = weekly(placed.between(1, ledger.last_week)) + weekly(made.between(1, ledger.last_week))
    under_way = (
        so_far(coming) + so_far(made) - so_far(coming, coming["arrives"]) - so_far(made, made["arrives"])
    )
    owed = so_far(ordered) - so_far(sent) - so_far(gone)
    owed = owed + waiting[0] - waiting[1] - waiting[2]
    all_pipes = {n: PipelineStep(on_hand[i], under_way[i], owed[i], orders[i]) for i, n in enumerate(names)}
    return {n: p for n, p in all_pipes.items() if p.on_hand.any() or p.under_way.any() or p.ordered.any()}


def customers_demand(ledger: Ledger) -> Numbers:
    """Return the units of focal products that customers bought, ordered or went without, in each week [W].

    Who uses goods up is a customer, and asks for what it orders.
    """
    sold, left = sold_or_ordered(ledger).focal(), lost_sales(ledger, "left").focal()
    ordered = all_rows(ledger, "order", who="buyer").focal()
    ordered = ordered.where(ledger.header.users[ordered.who]).between(1, ledger.last_week)
    total: Numbers = sum(
        (_by_week(ledger, np.zeros(len(r), np.intp), r.when, r.units, 1)[0] for r in (sold, left, ordered)),
        np.zeros(ledger.last_week),
    )
    return total


def steps(header: RunHeader) -> tuple[list[str], Column]:
    """Return the names of all steps from the manufacturer down, and the step of each party, by code."""
    focal = {name for name in header.products if header.maker_of(name) == header.scenario.focal_maker}
    goods: nx.DiGraph = nx.DiGraph()
    goods.add_node(header.scenario.focal_maker)
    goods.add_edges_from((c.supplier, c.buyer) for c in header.contracts if focal & set(c.prices))
    far: dict[str, int] = {}
    for name in nx.topological_sort(goods):
        far[name] = max((far[above] + 1 for above in goods.predecessors(name)), default=0)
    place_of = {m.name: (far[m.name], m.in_tier) for m in header.members if m.name in far and m.uses is None}
    places = sorted(dict.fromkeys(place_of.values()), key=lambda place: place[0])
    names = []
    for distance, tier in places:
        same = [each for each, other in places if other == tier]
        names.append(tier if len(same) == 1 else f"{tier} {same.index(distance) + 1}")
    of = [places.index(place_of[m.name]) if m.name in place_of else -1 for m in header.members]
    return names, np.array([-1, *of, -1], np.intp)


_DEALS = ("order", "shipment", "cancellation")


def _by_week(ledger: Ledger, step: Column, weeks: Column, units: Numbers, steps: int) -> Numbers:
    """Return units of the market by step and week from 1 on; entries of week 0 count in week 1."""
    table = np.zeros((steps, ledger.last_week))
    weeks = np.maximum(weeks, 1)
    inside = (weeks <= ledger.last_week) & (step >= 0)
    np.add.at(table, (step[inside], weeks[inside] - 1), units[inside])
    return table * ledger.header.people_per_customer
