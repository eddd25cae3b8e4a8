"""Production: how much a manufacturer can make of what it wants to make, and what follows.

Where capacity of its own binds a product, that much is made; where the capacity for all of them does,
every product gets the same share of what was wanted of it, and what rounding leaves goes by luck. Who makes
whole lots makes as many as capacity allows; a lot for which a week's capacity does not suffice is made over
several weeks. A disruption lets only a share be made. What could not be made is not owed to anybody: the rule
sees next week what is still missing.
"""

from mesa import Agent

from simulator.base.keyed_random import stable_key
from simulator.domain.channel.member import Member
from simulator.domain.ledger_entries import OUTSIDE
from simulator.market.goods.goods_receipt import receive_shipment
from simulator.market.state.orders_and_shipments import ShipmentInTransit
from simulator.market.state.protocols import GoodsState
from simulator.mechanisms.supply.allocation import largest_remainder
from simulator.mechanisms.supply.lot_sizing import whole_lots


def produce(state: GoodsState, agent: Agent, products: list[str]) -> None:
    """Let a manufacturer make what it wants of some products, as far as it can."""
    weeks = state.given.manufacturers[agent.member.name].production_weeks
    lot = lot_size_of(state, agent.member)
    wanted = {
        product: whole_lots(max(0, round(agent.make(product, state.week, weeks))), lot)
        for product in products
    }
    for product, units in within_capacity(state, agent.member.name, wanted, lot).items():
        if units:
            start_production(state, agent, product, units, weeks)


def lot_size_of(state: GoodsState, maker: Member) -> int:
    """Return the size of the lots in which a manufacturer makes goods this week [steps]."""
    return 1 if maker.ordering is None else maker.ordering.lot_size(state.week)


def within_capacity(state: GoodsState, maker: str, wanted: dict[str, int], lot: int = 1) -> dict[str, int]:
    """Return what can be made of what is wanted in a week, both in whole lots [steps]."""
    steps, everything = state.given.units.quantity, state.given.manufacturers[maker].weekly_capacity
    own = {product: state.given.products[product].weekly_capacity for product in wanted}
    if any(limit is not None and steps(limit) < lot for limit in (everything, *own.values())):
        lot = 1
    wanted = {
        product: state.active_interventions.made(maker, product, units) for product, units in wanted.items()
    }
    possible = {
        product: units if (limit := own[product]) is None else min(units, steps(limit) // lot * lot)
        for product, units in wanted.items()
    }
    if everything is None or sum(possible.values()) <= steps(everything):
        return possible
    return _shared_capacity(state, steps(everything), possible, lot)


def _shared_capacity(state: GoodsState, most: int, wanted: dict[str, int], lot: int) -> dict[str, int]:
    """Return what is made of what is wanted where not all can be made, in whole lots [steps]."""
    luck = [state.dice.word("last made", state.week, stable_key(name)) for name in wanted]
    lots = largest_remainder(most // lot, [units // lot for units in wanted.values()], luck)
    return {name: many * lot for name, many in zip(wanted, lots, strict=True)}


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
