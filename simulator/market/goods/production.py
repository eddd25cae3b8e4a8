"""Production: how much a manufacturer can make of what it wants to make, and what follows.

Where capacity of its own binds a product, that much is made; where the capacity for all of them does,
every product gets the same share of what was wanted of it, and what rounding leaves goes by luck. What could
not be made is not owed to anybody: the rule sees next week what is still missing.
"""

from mesa import Agent

from simulator.base.keyed_random import stable_key
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.goods_receipt import receive_shipment
from simulator.market.state.orders_and_shipments import ShipmentInTransit
from simulator.market.state.protocols import GoodsState
from simulator.mechanisms.supply.allocation import largest_remainder


def produce(state: GoodsState, agent: Agent, products: list[str]) -> None:
    """Let a manufacturer make what it wants of some products, as far as it can."""
    weeks = state.given.manufacturers[agent.member.name].production_weeks
    wanted = {product: max(0, round(agent.make(product, state.week, weeks))) for product in products}
    for product, units in within_capacity(state, agent.member.name, wanted).items():
        if units:
            start_production(state, agent, product, units, weeks)


def within_capacity(state: GoodsState, maker: str, wanted: dict[str, int]) -> dict[str, int]:
    """Return what can be made of what is wanted in a week [steps]."""
    steps = state.given.units.quantity
    own = {product: state.given.products[product].weekly_capacity for product in wanted}
    wanted = {
        p: units if (most := own[p]) is None else min(units, steps(most)) for p, units in wanted.items()
    }
    most = state.given.manufacturers[maker].weekly_capacity
    if most is None or sum(wanted.values()) <= steps(most):
        return wanted
    names = list(wanted)
    luck = {name: state.dice.word("last made", state.week, stable_key(name)) for name in names}
    made = largest_remainder(steps(most), [wanted[n] for n in names], [luck[n] for n in names])
    return dict(zip(names, made, strict=True))


def start_production(state: GoodsState, agent: Agent, product: str, units: int, weeks: int) -> None:
    """Begin to make units of a product, and pay for them; they are ready in so many weeks."""
    name = agent.member.name
    cost = state.given.units.price(state.given.products[product].unit_cost)
    agent.stock.on_order[product] += units
    state.payments.pay(name, OUTSIDE, cost * units, "production")
    arrival = ShipmentInTransit(name, name, product, units, cost)
    made = (state.header.code(name), state.product_number[product], units, state.week + weeks)
    state.ledger.record_one("production", state.week, *made)
    if weeks:
        state.pipeline.arrivals[state.week + weeks].append(arrival)
    else:
        receive_shipment(state, arrival)
