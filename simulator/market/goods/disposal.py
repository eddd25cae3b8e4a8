"""Disposal: cancel open orders and sell back or scrap the goods of a member or product that leaves."""

from simulator.market.goods.place_orders import cancel
from simulator.market.market import Market


def cancel_orders(market: Market, name: str, product: str | None = None) -> None:
    """Cancel what a member has ordered and what others have ordered from it; of one product, or of all."""
    for supplier, orders in market.pipeline.orders.items():
        for order in [o for o in orders if name in (supplier, o.buyer) and product in (None, o.product)]:
            orders.remove(order)
            cancel(market, supplier, order)
    for letters in market.pipeline.letters.values():
        for letter in [x for x in letters if name in (x.contract.supplier, x.order.buyer)]:
            if product in (None, letter.order.product):
                letters.remove(letter)
                cancel(market, letter.contract.supplier, letter.order, is_seen=False)


def dispose(market: Market, name: str, product: str, units: int) -> None:
    """Sell a departed member's goods back under the contract it had, or scrap them."""
    if units <= 0 or give_back(market, name, product, units):
        return
    market.members[name].stock.on_hand[product] -= units
    market.ledger.record(
        "scrap",
        week=market.week,
        member=market.header.code(name),
        product=market.product_number[product],
        units=units,
        reason="departure",
    )


def give_back(market: Market, name: str, product: str, units: int) -> bool:
    """Sell goods back under the contract a member had; say whether it could."""
    contract = market.supply(name, product) or market.contract_had(name, product)
    can = contract is not None and contract.buy_back > 0 and market.members[contract.supplier].is_open
    if can and contract is not None and units > 0:
        market.members[name].stock.on_hand[product] -= units
        price = market.given.units.price(
            market.prices_in_force.in_force(contract, product) * contract.buy_back
        )
        market.members[contract.supplier].stock.on_hand[product] += units
        market.payments.pay(contract.supplier, name, price * units, "buy_back")
        market.ledger.record(
            "sell_back",
            week=market.week,
            member=market.header.code(name),
            supplier=market.header.code(contract.supplier),
            product=market.product_number[product],
            units=units,
            price=price,
        )
    return can
