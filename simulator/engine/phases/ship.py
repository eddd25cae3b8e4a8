"""Ship: suppliers send what they have against what they owe; what is short is shared in proportion.

Manufacturers first, so that what lands at once can be sent on in the same week.

Reads: orders held, stock on hand.
Writes: shipment (sell-in); payments for goods; consignments under way.
"""

import networkx as nx

from simulator.engine.goods import Consignment, OpenOrder
from simulator.engine.market import Market
from simulator.engine.phases.receive import land
from simulator.ground.dice import stable_key
from simulator.mechanisms.allocation import proportional


def ship(market: Market) -> None:
    """Let every supplier ship, from the manufacturers downwards."""
    for name in nx.topological_sort(market.channel):
        orders = market.underway.orders.get(name)
        if not orders or not market.members[name].is_open:
            continue
        for product in dict.fromkeys(order.product for order in orders):
            waiting = in_keyed_order(market, [order for order in orders if order.product == product])
            given = proportional(market.members[name].stock.on_hand[product], [o.units for o in waiting])
            for order, units in zip(waiting, given, strict=True):
                send(market, name, order, units)
        market.underway.orders[name] = [order for order in orders if order.units]


def in_keyed_order(market: Market, orders: list[OpenOrder]) -> list[OpenOrder]:
    """Return orders by the buyers' luck: the last unit must not go to whoever was listed first."""

    def luck(order: OpenOrder) -> int:
        return market.dice.word("last unit", market.week, stable_key(order.buyer), stable_key(order.product))

    return sorted(orders, key=luck)


def send(market: Market, supplier: str, order: OpenOrder, units: int) -> None:
    """Send part of an order, or all of it, and be paid for it."""
    if not units:
        return
    contract = market.channel.edges[supplier, order.buyer]["contract"]
    price = market.given.units.price(contract.prices[order.product])
    order.units -= units
    stock = market.members[supplier].stock
    stock.on_hand[order.product] -= units
    stock.owed[order.product] -= units
    market.till.pay(order.buyer, supplier, price * units, "goods")
    arrives = market.week + contract.lead_time_weeks
    market.ledger.record(
        "shipment",
        week=market.week,
        supplier=market.page.code(supplier),
        buyer=market.page.code(order.buyer),
        product=market.product_number[order.product],
        units=units,
        arrives=arrives,
        price=price,
    )
    consignment = Consignment(supplier, order.buyer, order.product, units, price)
    if contract.lead_time_weeks:
        market.underway.arrivals[arrives].append(consignment)
    else:
        land(market, consignment)
