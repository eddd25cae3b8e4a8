"""Dealing: suppliers who set their prices week by week do so, from the top of the channel down.

A supplier asks the same of all buyers on the same footing: the same rule, as many tiers below them, the
same price so far. It sees what they ordered of it, and what the outlets they supply asked of customers.

Reads: last week's orders and postings, contracts, wholesale policies.
Writes: terms.
"""

import networkx as nx

from simulator.base.summation import total
from simulator.domain.channel.channel import Contract, contracts_of
from simulator.domain.decisions.wholesale_pricing import TradeWeek, WholesalePolicy, WholesaleView
from simulator.market.market import Market

type Footing = tuple[str, int, float]
"""What the rule says, how many tiers there are below the supplier, the price so far."""


def deal(market: Market) -> None:
    """Let every supplier with a rule for it set what its buyers pay this week."""
    priced = [contract for contract in contracts_of(market.channel) if contract.pricing is not None]
    if priced:
        set_all(market, priced)
    tell(market)


def set_all(market: Market, priced: list[Contract]) -> None:
    """Let suppliers take in last week and price anew, from the top of the channel down."""
    watch(market, priced)
    for supplier in nx.topological_sort(market.channel):
        own = [contract for contract in priced if contract.supplier == supplier]
        if own and market.members[supplier].is_open:
            for product in dict.fromkeys(product for contract in own for product in contract.prices):
                set_terms(market, [contract for contract in own if product in contract.prices], product)


def watch(market: Market, priced: list[Contract]) -> None:
    """Let suppliers take in last week: what was ordered, and what customers were asked."""
    for contract in priced:
        for product in contract.prices:
            price = retail_price(market, contract.buyer, product)
            if price is not None:
                market.prices_in_force.close_week(contract, product, price)


def retail_price(market: Market, buyer: str, product: str) -> float | None:
    """Return the mean price that a buyer and whom it supplies asked last week [currency per unit].

    None if nobody carried the product.
    """
    column, stalls = market.product_number[product], market.offer_table
    rows = [market.outlet_number[outlet] for outlet in outlets_below(market, buyer, product)]
    posted = [stalls.price[row, column].item() for row in rows if stalls.carried[row, column]]
    return market.given.units.per_unit(sum(posted)) / len(posted) if posted else None


def outlets_below(market: Market, buyer: str, product: str) -> list[str]:
    """Return the outlets that get a product by way of a buyer, the buyer among them if it is one."""
    own = [buyer] if buyer in market.outlet_number else []
    further = (
        outlet
        for resale in resales(market, buyer, product)
        for outlet in outlets_below(market, resale.buyer, product)
    )
    return list(dict.fromkeys([*own, *further]))


def tiers_below(market: Market, buyer: str, product: str) -> int:
    """Return how many prices are set from a buyer down to customers; 0 if none of it comes to them."""
    deeper = [tiers_below(market, resale.buyer, product) for resale in resales(market, buyer, product)]
    deepest = max(deeper, default=0)
    return deepest + 1 if deepest or buyer in market.outlet_number else 0


def resales(market: Market, supplier: str, product: str) -> list[Contract]:
    """Return the contracts under which a member sells a product on."""
    terms = (contract for _, _, contract in market.channel.out_edges(supplier, data="contract"))
    return [contract for contract in terms if product in contract.prices]


def set_terms(market: Market, contracts: list[Contract], product: str) -> None:
    """Let a supplier price one product for its buyers, footing by footing."""
    footings: dict[Footing, list[Contract]] = {}
    for contract in contracts:
        tiers = tiers_below(market, contract.buyer, product)
        if tiers and contract.pricing is not None:
            said = repr(contract.pricing)
            price = market.prices_in_force.agreed(contract, product)
            footings.setdefault((said, tiers, price), []).append(contract)
    for (_, tiers, _), alike in footings.items():
        rule = alike[0].pricing
        if rule is not None:
            ask(market, rule, view_of(market, alike, product, tiers), alike, product)


def view_of(market: Market, contracts: list[Contract], product: str, tiers: int) -> WholesaleView:
    """Return what a supplier sees of buyers on the same footing."""
    units, first, noun = market.given.units, contracts[0], market.given.products[product]
    supply = market.supply(first.supplier, product)
    outlets = [outlet for c in contracts for outlet in outlets_below(market, c.buyer, product)]
    return WholesaleView(
        week=market.week,
        list_price=noun.list_price,
        unit_cost=noun.unit_cost
        if noun.maker == first.supplier
        else units.per_unit(market.prices_in_force.price(supply, product) if supply else 0),
        current_price=market.prices_in_force.agreed(first, product),
        tiers_below=tiers,
        sellers=len(dict.fromkeys(outlets)),
        weeks=together([market.prices_in_force.past(contract, product) for contract in contracts]),
    )


def together(pasts: list[tuple[TradeWeek, ...]]) -> tuple[TradeWeek, ...]:
    """Add up the weeks of several contracts, as many of the latest as all of them remember."""
    shortest = min(len(past) for past in pasts)
    latest = zip(*(past[len(past) - shortest :] for past in pasts), strict=True)
    return tuple(
        TradeWeek(
            total(week.units for week in weeks), total(week.retail_price for week in weeks) / len(weeks)
        )
        for weeks in latest
    )


def ask(
    market: Market, rule: WholesalePolicy, view: WholesaleView, contracts: list[Contract], product: str
) -> None:
    """Ask a price of some buyers from now on."""
    price = max(0.0, rule.price(view))
    for contract in contracts:
        market.prices_in_force.change(contract, product, price)


def tell(market: Market) -> None:
    """Write down who pays another price from now on, by a rule or under an intervention."""
    news = market.prices_in_force.news()
    market.ledger.record(
        "terms",
        week=market.week,
        supplier=[market.header.code(supplier) for (supplier, _, _), _ in news],
        buyer=[market.header.code(buyer) for (_, buyer, _), _ in news],
        product=[market.product_number[product] for (_, _, product), _ in news],
        price=[price for _, price in news],
    )
