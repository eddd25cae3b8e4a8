"""Runs that are watched: what a market shows at the end of each week that no entry of its ledger says."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.market.market import Market
from simulator.market.simulate import opened
from simulator.scenario.schema import Scenario

type Units = dict[str, dict[str, int]]
"""Units by outlet and product."""
type Count = Counter[tuple[str, str]]
"""Steps by member and product."""


@dataclass(frozen=True)
class Week:
    """What a market shows at the end of a week that no entry says."""

    hands: Units
    """How much of each product an outlet has the staff hours to sell."""
    counted: tuple[Count, Count, Count]
    """What is owed, what of it does not wait, and what is on order, as members count it."""
    added_up: tuple[Count, Count, Count]
    """The same from all orders, shipments and backorders."""
    waiting: pd.DataFrame
    """Backorders that are open, one a row: customer, category, outlet, product."""
    open_outlets: set[str]
    """Outlets that are there, of those with backorders."""
    open_members: set[str]


@dataclass(frozen=True)
class Played:
    """A run: its ledger, and what the market showed at the end of each week."""

    ledger: Ledger
    weeks: list[Week]


def watched(scenario: Scenario, luck: int) -> Played:
    """Play a scenario week by week and look at what no entry says."""
    market = opened(scenario, luck)
    weeks = []
    for _ in range(scenario.weeks):
        market.step()
        weeks.append(seen(market))
    return Played(market.ledger.close(), weeks)


def seen(market: Market) -> Week:
    """Return what a market shows now."""
    outlets, products = market.run_tables.outlets, market.run_tables.products
    hands = {
        outlet: dict(zip(products, units, strict=True))
        for outlet, units in zip(outlets, market.offer_table.sales_capacity.tolist(), strict=True)
    }
    held = market.backorders.open
    place = [divmod(offer, len(products)) for offer in held.offer.tolist()]
    waiting = pd.DataFrame(
        {
            "customer": held.customer.copy(),
            "category": held.category.copy(),
            "outlet": [outlets[outlet] for outlet, _ in place],
            "product": [products[product] for _, product in place],
        }
    )
    is_open = {name for name in set(waiting["outlet"]) if market.members[name].is_open}
    there = {name for name, agent in market.members.items() if agent.is_open}
    return Week(hands, counted(market), added_up(market), waiting, is_open, there)


def counted(market: Market) -> tuple[Count, Count, Count]:
    """Return what is owed, what of it does not wait, and what is on order, as members count it."""
    found: tuple[Count, Count, Count] = (Counter(), Counter(), Counter())
    for name, agent in market.members.items():
        stock = agent.stock
        for into, count in zip(found, (stock.owed, stock.impatient, stock.on_order), strict=True):
            into.update({(name, product): units for product, units in count.items()})
    return found


def added_up(market: Market) -> tuple[Count, Count, Count]:
    """Return the same from all orders, shipments and backorders."""
    owed, impatient, on_order = Counter(), Counter(), Counter()
    for supplier, orders in market.pipeline.orders.items():
        for order in orders:
            owed[supplier, order.product] += order.units
            impatient[supplier, order.product] += 0 if order.waits else order.units
            on_order[order.buyer, order.product] += order.units
    for offer in market.backorders.open.offer.tolist():
        outlet, product = divmod(offer, len(market.run_tables.products))
        owed[market.run_tables.outlets[outlet], market.run_tables.products[product]] += 1
    for orders_in_transit in market.pipeline.orders_in_transit.values():
        for one in orders_in_transit:
            on_order[one.order.buyer, one.order.product] += one.order.units
    for loads in market.pipeline.arrivals.values():
        for load in loads:
            on_order[load.buyer, load.product] += load.units
    return owed, impatient, on_order
