"""Demand sharing (point-of-sale data): suppliers plan by their buyers' demand instead of their orders.

Where a contract says so, the demand its supplier remembers is what the buyer was asked for in the week that
ends, of all who buy from the buyer in turn; the orders are still what it ships. As members look at their
week from the customers upwards, demand at the shelf is told all the way up in the same week, however long
orders take. Source: centralised information in Chen, Drezner, Ryan & Simchi-Levi (2000), Management Science
46(3), §3; Lee, So & Tang (2000), Management Science 46(5).
"""

from mesa import Agent

from simulator.market.goods.digital_goods import is_digital
from simulator.market.state.protocols import GoodsState


def share_demand(state: GoodsState, agent: Agent, products: list[str]) -> None:
    """Share a member's demand of the week with its suppliers, for products with the week closed.

    Of digital goods they see every sale anyway.
    """
    for contract in state.routes.suppliers(agent.member.name):
        if not contract.shares_sales or agent.member.uses is not None:
            continue  # who uses goods up has no customers; what it wants is what it orders
        supplier = state.members[contract.supplier].stock
        for product in products:
            if state.routes.supply(agent.member.name, product) == contract and not is_digital(state, product):
                supplier.asked[product] += agent.stock.remembered[product][-1]
