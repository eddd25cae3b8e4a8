"""Producing: how much of what a manufacturer wants to make it can make, and what follows.

Where capacity of its own binds a product, that much is made; where the capacity for all of them does,
every product gets the same share of what was wanted of it, and what rounding leaves goes by luck. What could
not be made is not owed to anybody: the rule sees next week what is still missing.
"""

from mesa import Agent

from simulator.base.keyed_random import stable_key
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.goods_receipt import land
from simulator.market.market import Market
from simulator.market.state.orders_and_shipments import ShipmentInTransit
from simulator.mechanisms.supply.allocation import among, proportional


def produce(market: Market, agent: Agent, products: list[str]) -> None:
    """Let a manufacturer make what it wants of some products, as far as it can."""
    weeks = market.given.manufacturers[agent.member.name].production_weeks
    wanted = {product: max(0, round(agent.make(product, market.week, weeks))) for product in products}
    for product, units in within_capacity(market, agent.member.name, wanted).items():
        if units:
            make(market, agent, product, units, weeks)


def within_capacity(market: Market, maker: str, wanted: dict[str, int]) -> dict[str, int]:
    """Return what can be made of what is wanted in a week [steps]."""
    steps = market.given.units.quantity
    own = {product: market.given.products[product].weekly_capacity for product in wanted}
    wanted = {
        p: units if (most := own[p]) is None else min(units, steps(most)) for p, units in wanted.items()
    }
    most = market.given.manufacturers[maker].weekly_capacity
    if most is None or sum(wanted.values()) <= steps(most):
        return wanted
    names = list(wanted)
    luck = {name: market.dice.word("last made", market.week, stable_key(name)) for name in names}
    turn = sorted(range(len(names)), key=lambda at: luck[names[at]])
    made = among(turn, proportional(steps(most), [wanted[names[at]] for at in turn]))
    return dict(zip(names, made, strict=True))


def make(market: Market, agent: Agent, product: str, units: int, weeks: int) -> None:
    """Begin to make units of a product, and pay for them; they are ready in so many weeks."""
    name = agent.member.name
    cost = market.given.units.price(market.given.products[product].unit_cost)
    agent.stock.on_order[product] += units
    market.payments.pay(name, OUTSIDE, cost * units, "production")
    arrival = ShipmentInTransit(name, name, product, units, cost)
    made = (market.header.code(name), market.product_number[product], units, market.week + weeks)
    market.ledger.note("production", market.week, *made)
    if weeks:
        market.pipeline.arrivals[market.week + weeks].append(arrival)
    else:
        land(market, arrival)
