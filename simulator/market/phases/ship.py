"""Ship: suppliers send what they have against what they owe; what is short is shared by the supplier's rule.

Manufacturers first, so that what lands at once can be sent on in the same week.

Reads: orders held, stock on hand, the suppliers' allocation policies.
Writes: shipment (sell-in); payments for goods and freight; shipments in transit; who is behind others;
consumption, and cancellation of what does not wait.

More outlets are more: each has a claim of its own, and its draw only says in whose turn the last unit goes.
"""

from collections import Counter

from simulator.base.keyed_random import stable_key
from simulator.domain.channel.member import Member
from simulator.domain.decisions.policies import AllocationPolicy, allocation_rule
from simulator.domain.decisions.policy_views import Claim
from simulator.market.goods.consumption import consume
from simulator.market.goods.goods_receipt import receive_shipment
from simulator.market.goods.order_cancellation import cancel_unfilled
from simulator.market.goods.transport import pay_freight, transit_weeks
from simulator.market.market import Market
from simulator.market.state.orders_and_shipments import OpenOrder, ShipmentInTransit
from simulator.market.state.short_supply import Fulfilment


def ship(market: Market) -> None:
    """Let every supplier ship, from the manufacturers downwards."""
    for name in market.routes.downwards:
        orders = market.pipeline.orders.get(name)
        if not orders or not market.members[name].is_open:
            continue
        for product in dict.fromkeys(order.product for order in orders):
            ship_product(market, name, product, [order for order in orders if order.product == product])
        market.pipeline.orders[name] = [order for order in orders if order.units]
    consume(market)


def ship_product(market: Market, supplier: str, product: str, orders: list[OpenOrder]) -> None:
    """Let a supplier ship what it has of a product, as its rule says."""
    given = allocated_units(market, supplier, product, orders)
    for order, units in zip(orders, given, strict=True):
        ship_order(market, supplier, order, units)
    got: Counter[str] = Counter()
    still_open: Counter[str] = Counter()
    for order, units in zip(orders, given, strict=True):
        got[order.buyer] += units
        still_open[order.buyer] += order.units
    for buyer, units in got.items():
        market.members[buyer].stock.filled[product] = units / (units + still_open[buyer])
    if market.short_supply.matters(product, [order.buyer for order in orders]):
        turns = {
            b: Fulfilment(got[b], still_open[b], market.week + weeks_to_shelf(market, supplier, b, product))
            for b in got
        }
        market.short_supply.shipped(supplier, product, turns)
    cancel_unfilled(market, supplier, orders)


def allocated_units(market: Market, supplier: str, product: str, orders: list[OpenOrder]) -> list[int]:
    """Return what each order gets; the rule is asked where there is something to decide."""
    available = market.members[supplier].stock.on_hand[product]
    due = [units_due(market, supplier, order) for order in orders]
    if len(orders) == 1:
        return [min(available, due[0])]
    if available >= sum(due):
        return due
    member = market.header.member(supplier)
    rule: AllocationPolicy = member.allocation or allocation_rule("proportional")
    claims = [claim_of(market, member, order, units) for order, units in zip(orders, due, strict=True)]
    return rule.allocate(available, claims)


def units_due(market: Market, supplier: str, order: OpenOrder) -> int:
    """Return what of an order may be sent this week: all of it, but for disruptions [steps]."""
    if not market.active_interventions.active:
        return order.units
    contract, buyer = (
        market.routes.between(supplier, order.buyer, order.product),
        market.header.member(order.buyer),
    )
    return market.active_interventions.sent(contract, buyer, order.product, order.units)


def weeks_to_shelf(market: Market, supplier: str, buyer: str, product: str) -> int:
    """Return after how many weeks what is shipped can be sold; what lands at once, next week."""
    return max(market.routes.between(supplier, buyer, product).lead_time_weeks, 1)


def claim_of(market: Market, supplier: Member, order: OpenOrder, units: int) -> Claim:
    """Return an order as its supplier's allocation rule sees it."""
    buyer = market.header.member(order.buyer)
    return Claim(
        units=units,
        week=order.week,
        is_own=buyer.owner is not None and buyer.owner in (supplier.name, supplier.owner),
        tags=buyer.tags,
        luck=market.dice.word("last unit", market.week, stable_key(order.buyer), stable_key(order.product)),
    )


def ship_order(market: Market, supplier: str, order: OpenOrder, units: int) -> None:
    """Send part of an order, or all of it, and be paid for it."""
    if not units:
        return
    contract = market.routes.between(supplier, order.buyer, order.product)
    price = market.prices_in_force.price(contract, order.product)
    order.units -= units
    stock = market.members[supplier].stock
    stock.on_hand[order.product] -= units
    stock.owed[order.product] -= units
    if not order.waits:
        stock.impatient[order.product] -= units
    market.payments.pay(order.buyer, supplier, price * units, "goods")
    market.rebates.bought(contract, order.product, units, price)
    pay_freight(market, contract, units)
    arrives = market.week + transit_weeks(market, contract)
    code, product = market.header.code, market.product_number[order.product]
    market.ledger.record_one(
        "shipment", market.week, code(supplier), code(order.buyer), product, units, arrives, price
    )
    consignment = ShipmentInTransit(supplier, order.buyer, order.product, units, price)
    if arrives > market.week:
        market.pipeline.arrivals[arrives].append(consignment)
    else:
        receive_shipment(market, consignment)
