"""Account: the week is paid for, and what is left at its end is counted.

Reads: stock on hand, what it cost, orders still open, members of communities, this week's payments, what
own outlets took from their suppliers' buyers.
Writes: scrap; stock; in_inspection; in_repair; used_up; kept; receivable; compensation; payments, those for
running, storage, communities, delay, compensation and rebates and all that came before in the week; the books
on effort and on what outlets that feel earn.
"""

import numpy as np

from simulator.domain.ledger_entries import OUTSIDE
from simulator.domain.units import share_of
from simulator.market.conflict.compensation import compensate
from simulator.market.conflict.feel import close_grievance_books
from simulator.market.goods.household_consumption import write_kept, write_used_up
from simulator.market.goods.repairs.repair import write_in_repair
from simulator.market.goods.returns.inspect import write_inspection
from simulator.market.goods.spoilage import spoil
from simulator.market.market import Market
from simulator.market.offers.decide_effort import close_effort_books
from simulator.market.state.member_profits import profits_of


def account(market: Market) -> None:
    """Count stock after what spoils is thrown away, pay for keeping it, and write the week's payments."""
    spoil(market)
    rows = []
    for name, agent in market.members.items():
        if agent.is_open:
            market.payments.pay(name, OUTSIDE, market.given.units.money(agent.member.weekly_cost), "running")
        for product, units in agent.stock.on_hand.items():
            if units:
                cost = unit_cost(market, name, product)
                rows.append((market.header.code(name), market.product_number[product], units, cost))
                pay_storage(market, name, units, cost)
    member, product_number, on_hand, each = (
        (list(column) for column in zip(*rows, strict=True)) if rows else ([],) * 4
    )
    market.ledger.record(
        "stock", week=market.week, member=member, product=product_number, units=on_hand, unit_cost=each
    )
    write_inspection(market)
    write_in_repair(market)
    write_used_up(market)
    write_kept(market)
    pay_for_communities(market)
    pay_late_fees(market)
    compensate(market)
    market.rebates.settle(market.payments, market.week, market.given.weeks)
    market.consumer_credit.write(market.ledger, market.week)
    close_profits(market)
    close_effort_books(market)
    close_grievance_books(market)
    market.payments.write(market.ledger, market.week)


def close_profits(market: Market) -> None:
    """Remember what members of the kinds that may enter or leave have earned this week."""
    if market.member_profits.peer_groups:
        profits = profits_of(
            market.payments,
            market.consumer_credit,
            market.prices_in_force,
            market.run_tables,
            np.append(market.shopping.got, market.backorders.delivered.offer),
        )
        are_open = {name for name, agent in market.members.items() if agent.is_open}
        profits.update(market.returns.regained)
        market.member_profits.close_week(profits, are_open, market.given.units.money_step)
    market.returns.regained.clear()


def pay_storage(market: Market, name: str, units: int, cost: int) -> None:
    """Pay for keeping goods: in one's own rooms, or at a marketplace, which has the rooms to pay for."""
    hosting = market.routes.hosting(name)
    if hosting is not None and hosting.fulfilment_fee is not None:
        fee = market.given.units.price(hosting.storage_fee) * units
        market.payments.pay(name, hosting.supplier, fee, "storage fee")
        name = hosting.supplier
    storage = share_of(cost * units, market.header.member(name).storage_cost)
    market.payments.pay(name, OUTSIDE, storage, "storage")


def pay_for_communities(market: Market) -> None:
    """Let manufacturers pay for the communities of their products' users, by the member."""
    cost, members = market.run_tables.communities.weekly_cost, market.shopping.members.sum(axis=0)
    for product in np.flatnonzero(cost * members).tolist():
        maker = market.given.products[market.run_tables.products[product]].maker
        paid = market.given.units.money(cost[product].item() * members[product].item())
        market.payments.pay(maker, OUTSIDE, paid, "community")


def pay_late_fees(market: Market) -> None:
    """Let suppliers pay their buyers for what they still owe, where it is agreed."""
    for supplier in market.routes.who_pay_for_delay:
        for order in market.pipeline.orders.get(supplier, []):
            fee = market.given.units.price(
                market.routes.between(supplier, order.buyer, order.product).late_fee
            )
            market.payments.pay(supplier, order.buyer, fee * order.units, "late_fee")


def unit_cost(market: Market, name: str, product: str) -> int:
    """Return what one unit costs a member [money steps]: to make, or what it has paid on average."""
    noun = market.given.products[product]
    if noun.maker == name:
        return market.given.units.price(noun.unit_cost)
    cost = market.prices_in_force.cost(name, product)
    if cost is None:
        raise LookupError(f"'{name}' has '{product}' without ever having had a contract for it")
    return cost
