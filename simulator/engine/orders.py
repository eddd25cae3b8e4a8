"""Orders: what a buyer asks of its supplier goes into the supplier's book and into the ledger."""

from simulator.domain.channel import Contract
from simulator.engine.goods import OpenOrder
from simulator.engine.market import Market


def place(market: Market, contract: Contract, product: str, units: int) -> None:
    """Place an order for so many steps of a product; none for none or less, or for what is made when sold."""
    if units <= 0 or market.given.products[product].digital:
        return
    units = max(units, market.given.units.quantity(contract.minimum_order))
    supplier = market.members[contract.supplier]
    market.members[contract.buyer].stock.on_order[product] += units
    supplier.stock.owed[product] += units
    supplier.stock.asked[product] += units
    market.terms.ordered(contract, product, units)
    market.underway.orders[contract.supplier].append(OpenOrder(contract.buyer, product, units, market.week))
    market.ledger.record(
        "order",
        week=market.week,
        buyer=market.page.code(contract.buyer),
        supplier=market.page.code(contract.supplier),
        product=market.product_number[product],
        units=units,
    )
