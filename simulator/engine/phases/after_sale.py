"""After the sale: sales and service are paid, and those who have bought begin to talk.

Reads: this week's shopping and prices.
Writes: payments for sales, commissions, handling, fulfilment and advice; exposure by word of mouth.
"""

import numpy as np

from simulator.domain.entries import OUTSIDE
from simulator.domain.units import share_of
from simulator.domain.window import NONE
from simulator.engine.market import Market


def after_sale(market: Market) -> None:
    """Settle with customers and marketplaces, pay for service, and let owners talk."""
    shopping, shape = market.shopping, market.stalls.stock.shape
    sold = np.bincount(shopping.got[shopping.got != NONE], minlength=shape[0] * shape[1]).reshape(shape)
    for outlet, product in zip(*np.nonzero(sold), strict=True):
        settle(
            market,
            market.layout.outlets[outlet],
            market.stalls.price[outlet, product].item(),
            sold[outlet, product].item(),
        )
    advised = np.bincount(shopping.adviser[shopping.adviser != NONE], minlength=shape[0])
    for outlet in np.flatnonzero(advised):
        member = market.member(market.layout.outlets[outlet])
        each = market.given.units.money(member.advice_cost)
        market.till.pay(member.name, OUTSIDE, each * advised[outlet].item(), "advice")
    market.minds.hear_owners(shopping.new_owners)


def settle(market: Market, outlet: str, price: int, units: int) -> None:
    """Settle the week's sales of one offer; commissions are rounded sale by sale."""
    member = market.member(outlet)
    market.till.pay(OUTSIDE, outlet, price * units, "sale")
    market.till.pay(outlet, OUTSIDE, market.given.units.price(member.sale_cost) * units, "handling")
    if member.hosted_by is not None:
        commission = share_of(price, market.commission(outlet)) * units
        market.till.pay(outlet, member.hosted_by, commission, "commission")
        fulfil(market, outlet, units)


def fulfil(market: Market, outlet: str, units: int) -> None:
    """Have a marketplace send what a seller on it has sold: the seller pays it, and it pays the parcel."""
    hosting = market.hosting(outlet)
    if hosting is None or hosting.fulfilment_fee is None:
        return
    host, counted = market.member(hosting.supplier), market.given.units
    market.till.pay(outlet, host.name, counted.price(hosting.fulfilment_fee) * units, "fulfilment")
    market.till.pay(host.name, OUTSIDE, counted.price(host.sale_cost) * units, "handling")
