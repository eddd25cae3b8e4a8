"""Price: suppliers set what their buyers pay, then every outlet sets its prices, and they are posted.

Outlets whose review is due choose what they list before they set prices.

Reads: last week's prices and sales in sight, orders, contracts, stock, policies of all three, whose prices
outlets meet in retaliation.
Writes: contract_price; terms_in_force, posting, buy_box; listing, and what follows from it (cancellation,
sell_back); penalties for floors that were broken and noticed; the offers.

More outlets are more: each that breaks a floor is noticed or not by a draw of its own, and pays for itself.
"""

from math import inf

import numpy as np
from mesa import Agent

from simulator.base.keyed_random import happens, stable_key, threshold
from simulator.domain.channel.contract import Contract
from simulator.domain.decisions.policy_views import PricingView
from simulator.domain.units import share_of
from simulator.market.conflict.retaliate import prices_to_meet
from simulator.market.goods.digital_goods import available_units
from simulator.market.market import Market
from simulator.market.offers.assortment_review import outlets_due, review_assortments
from simulator.market.offers.buy_box import fill_buy_boxes
from simulator.market.offers.offer_terms import note_terms, record_terms
from simulator.market.offers.pricing_view import desired_prices, price_floor, pricing_view
from simulator.market.offers.sales_capacity import share_sales_capacity
from simulator.market.offers.supply_ways import standing
from simulator.market.offers.wholesale_prices import set_wholesale_prices
from simulator.mechanisms.pricing.price_floor import breaks_floor, expected_gain, is_breach


def price(market: Market) -> None:
    """Let suppliers set their terms, outlets choose what they list, and each post its offers of the week."""
    market.offer_table.note_last_week()
    set_wholesale_prices(market)
    review_assortments(market, outlets_due(market))
    if not market.is_retail:
        return
    rivals, resented = market.offer_table.lowest_rivals(), prices_to_meet(market)
    market.offer_table.carried[:] = False
    for agent in [agent for agent in market.members.values() if agent.is_open]:
        if agent.member.format is not None:
            row = market.outlet_number[agent.member.name]
            post_offers(market, agent, rivals[row], None if resented is None else resented[row])
    fill_buy_boxes(market)
    record_terms(market)
    outlet, product = np.nonzero(market.offer_table.carried)
    market.ledger.record(
        "posting",
        week=market.week,
        outlet=[market.header.code(market.run_tables.outlets[number]) for number in outlet],
        product=product,
        price=market.offer_table.price[outlet, product],
        units=market.offer_table.stock[outlet, product],
        margin=market.offer_table.margin[outlet, product],
    )


def post_offers(market: Market, agent: Agent, rivals: np.ndarray, resented: np.ndarray | None) -> None:
    """Set one outlet's prices, costs, floors and stock for the week; *resented* prices, if any, are met."""
    offers, units, name = market.offer_table, market.given.units, agent.member.name
    row, routes = market.outlet_number[name], market.routes
    commission, handling = routes.commission(name), routes.handling(name)
    for product, column in market.product_number.items():
        contract = routes.supply(name, product)
        ready = available_units(market, agent, product)
        if not ready and (contract is None or not market.assortments.has(name, product)):
            continue
        if not market.active_interventions.is_offered(agent.member, product):
            continue
        if contract is not None:
            offers.cost[row, column] = market.prices_in_force.landed_cost(contract, product)
        view = pricing_view(market, agent, product, offers.cost[row, column].item(), rivals[column].item())
        floor = price_floor(market, agent.member, product, contract, view.list_price)
        most = inf if resented is None else units.per_unit(resented[column].item())
        prices = final_prices(market, agent, product, contract, view, floor, most)
        own, asked = (units.price(price) for price in prices)
        offers.own_price[row, column], offers.price[row, column] = own, asked
        offers.floor[row, column] = units.price(floor)
        note_terms(market, agent.member, product, contract)
        if contract is not None and is_breach(asked, offers.floor[row, column]):
            detect_floor_violation(market, contract, product)
        offers.territory[row, column] = contract is not None and contract.territory
        if offers.standing is not None:
            offers.standing[:, row, column] = standing(market, agent.member, contract)
        offers.stock[row, column] = ready
        offers.margin[row, column] = (
            asked - offers.cost[row, column] - share_of(asked, commission) - units.price(handling)
        )
        offers.carried[row, column] = True
    share_sales_capacity(market, agent)


def final_prices(
    market: Market,
    agent: Agent,
    product: str,
    contract: Contract | None,
    view: PricingView,
    floor: float,
    most: float,
) -> tuple[float, float]:
    """Return what an outlet would ask by itself, and what it asks under the interventions in force.

    A price that it meets in retaliation is as one laid over its own; it does not go below what a unit costs.
    """
    own, wish = desired_prices(market, agent, product, view)
    wish = min(wish, max(most, view.unit_cost / (1.0 - view.commission)))
    asked = price_given_floor(market, contract, view, floor, wish)
    return asked if wish == own else price_given_floor(market, contract, view, floor, own), asked


def price_given_floor(
    market: Market, contract: Contract | None, view: PricingView, floor: float, wish: float
) -> float:
    """Return the price after the seller has weighed the floor; being noticed below it costs a penalty."""
    if contract is None or wish >= floor:
        return max(0.0, wish)
    units = market.given.units
    gain = expected_gain(
        view.weekly_units * units.quantity_step,
        max(wish, units.money_step),
        floor,
        view.unit_cost,
        market.given.sellers.believed_elasticity,
        view.commission,
    )
    is_worth_it = breaks_floor(gain, contract.floor_detection, contract.floor_penalty)
    return max(0.0, wish) if is_worth_it else floor


def detect_floor_violation(market: Market, contract: Contract, product: str) -> None:
    """Let an outlet below the floor pay the penalty, if this week it is noticed."""
    word = market.dice.word("floor", market.week, stable_key(contract.buyer), stable_key(product))
    if happens(word, threshold(contract.floor_detection)):
        penalty = market.given.units.money(contract.floor_penalty)
        market.payments.pay(contract.buyer, contract.supplier, penalty, "penalty")
