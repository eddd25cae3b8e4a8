"""Price: suppliers set what their buyers pay, then every outlet sets its prices, and they are posted.

Reads: last week's prices in sight, orders, contracts, stock, wholesale and pricing policies.
Writes: terms; posting, buy_box; penalties for floors that were broken and noticed; the stalls.
"""

import numpy as np
from mesa import Agent

from simulator.domain.channel import Contract
from simulator.domain.decisions import PricingView
from simulator.domain.units import share_of
from simulator.engine.buy_box import fill_boxes
from simulator.engine.dealing import deal
from simulator.engine.market import Market
from simulator.ground.dice import happens, stable_key, threshold
from simulator.mechanisms.price_floor import breaks_floor, expected_gain


def price(market: Market) -> None:
    """Let suppliers set their terms, and every open outlet post its offers of the week."""
    deal(market)
    rivals = market.stalls.lowest_rivals()
    market.stalls.carried[:] = False
    for agent in market.open_members():
        if agent.member.format is not None:
            post(market, agent, rivals[market.outlet_number[agent.member.name]])
    fill_boxes(market)
    outlet, product = np.nonzero(market.stalls.carried)
    market.ledger.record(
        "posting",
        week=market.week,
        outlet=[market.page.code(market.layout.outlets[number]) for number in outlet],
        product=product,
        price=market.stalls.price[outlet, product],
        units=market.stalls.stock[outlet, product],
        margin=market.stalls.margin[outlet, product],
    )


def post(market: Market, agent: Agent, rivals: np.ndarray) -> None:
    """Set one outlet's prices, costs, floors and stock for the week."""
    stalls, units, name = market.stalls, market.given.units, agent.member.name
    row, commission, handling = market.outlet_number[name], market.commission(name), market.handling(name)
    for product, column in market.product_number.items():
        contract = market.supply(name, product)
        on_hand = agent.stock.on_hand[product]
        if contract is None and not on_hand:
            continue
        if contract is not None:
            stalls.cost[row, column] = market.terms.price(contract, product)
        view = PricingView(
            week=market.week,
            list_price=market.given.products[product].list_price,
            unit_cost=units.per_unit(stalls.cost[row, column].item()) + handling,
            commission=commission,
            current_price=units.per_unit(stalls.price[row, column].item())
            or market.given.products[product].list_price,
            lowest_rival=None if rivals[column] == np.inf else units.per_unit(rivals[column].item()),
            on_hand=on_hand,
            weekly_units=agent.stock.weekly_units(product),
            weeks_seen=len(agent.stock.remembered.get(product, ())),
            demand=tuple(agent.stock.remembered.get(product, ())),
        )
        asked = units.price(max(0.0, minding_floor(market, contract, product, view, agent.ask(view))))
        stalls.price[row, column] = asked
        stalls.floor[row, column] = units.price(floor_of(contract, view))
        stalls.stock[row, column] = within_capacity(agent, on_hand)
        stalls.margin[row, column] = (
            asked - stalls.cost[row, column] - share_of(asked, commission) - units.price(handling)
        )
        stalls.carried[row, column] = True


def within_capacity(agent: Agent, on_hand: int) -> int:
    """Return how many units an outlet can sell this week: what it has, and has the hands to sell."""
    capacity = agent.member.weekly_capacity
    return on_hand if capacity is None else min(on_hand, capacity)


def floor_of(contract: Contract | None, view: PricingView) -> float:
    """Return the lowest price the contract lets the outlet advertise; zero if it says nothing."""
    return view.list_price * contract.price_floor if contract and contract.price_floor is not None else 0.0


def minding_floor(
    market: Market, contract: Contract | None, product: str, view: PricingView, wish: float
) -> float:
    """Return the price after the seller has weighed the floor; being noticed below it costs a penalty."""
    floor = floor_of(contract, view)
    if contract is None or wish >= floor:
        return wish
    units = market.given.units
    gain = expected_gain(
        view.weekly_units * units.quantity_step,
        max(wish, units.money_step),
        floor,
        view.unit_cost,
        market.given.sellers.believed_elasticity,
        view.commission,
    )
    if not breaks_floor(gain, contract.floor_detection, contract.floor_penalty):
        return floor
    word = market.dice.word("floor", market.week, stable_key(contract.buyer), stable_key(product))
    if happens(word, threshold(contract.floor_detection)):
        penalty = market.given.units.money(contract.floor_penalty)
        market.till.pay(contract.buyer, contract.supplier, penalty, "penalty")
    return wish
