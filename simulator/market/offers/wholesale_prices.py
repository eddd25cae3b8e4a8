"""Wholesale prices: suppliers with a pricing rule set them week by week, from the top of the channel down.

A supplier asks the same of all buyers on the same footing: the same rule, as many tiers below them, the
same price so far. It sees what they ordered of it, and what the outlets they supply asked of customers.

Reads: last week's orders and postings, contracts, wholesale policies.
Writes: contract_price.
"""

from simulator.base.summation import total
from simulator.domain.channel.contract import Contract
from simulator.domain.decisions.wholesale_pricing import TradeWeek, WholesalePolicy, WholesaleView
from simulator.market.state.protocols import OfferState

type Footing = tuple[str, int, float]
"""What the rule says, how many tiers there are below the supplier, the price so far."""


def set_wholesale_prices(state: OfferState) -> None:
    """Let every supplier with a rule for it set what its buyers pay this week."""
    priced = [contract for contract in state.routes.contracts() if contract.pricing is not None]
    if priced:
        price_all(state, priced)
    record_price_changes(state)


def price_all(state: OfferState, priced: list[Contract]) -> None:
    """Let suppliers take in last week and price anew, from the top of the channel down."""
    record_trade_week(state, priced)
    for supplier in state.routes.downwards:
        own = [contract for contract in priced if contract.supplier == supplier]
        if own and state.members[supplier].is_open:
            for product in dict.fromkeys(product for contract in own for product in contract.prices):
                price_product(state, [contract for contract in own if product in contract.prices], product)


def record_trade_week(state: OfferState, priced: list[Contract]) -> None:
    """Let suppliers take in last week: what was ordered, and what customers were asked."""
    for contract in priced:
        for product in contract.prices:
            price = retail_price(state, contract.buyer, product)
            if price is not None:
                state.prices_in_force.close_week(contract, product, price)


def retail_price(state: OfferState, buyer: str, product: str) -> float | None:
    """Return the mean retail price last week of a buyer and the outlets it supplies [currency per unit].

    None if nobody carried the product.
    """
    column, offers = state.product_number[product], state.offer_table
    rows = [state.outlet_number[outlet] for outlet in outlets_below(state, buyer, product)]
    posted = [offers.price[row, column].item() for row in rows if offers.carried[row, column]]
    return state.given.units.per_unit(sum(posted)) / len(posted) if posted else None


def outlets_below(state: OfferState, buyer: str, product: str) -> list[str]:
    """Return the outlets that get a product by way of a buyer, the buyer among them if it is one."""
    own = [buyer] if buyer in state.outlet_number else []
    further = (
        outlet
        for resale in resale_contracts(state, buyer, product)
        for outlet in outlets_below(state, resale.buyer, product)
    )
    return list(dict.fromkeys([*own, *further]))


def tiers_below(state: OfferState, buyer: str, product: str) -> int:
    """Return how many prices are set from a buyer down to customers; 0 if none of it comes to them."""
    deeper = [tiers_below(state, resale.buyer, product) for resale in resale_contracts(state, buyer, product)]
    deepest = max(deeper, default=0)
    return deepest + 1 if deepest or buyer in state.outlet_number else 0


def resale_contracts(state: OfferState, supplier: str, product: str) -> list[Contract]:
    """Return the contracts under which a member sells a product on."""
    return [contract for contract in state.routes.buyers(supplier) if product in contract.prices]


def price_product(state: OfferState, contracts: list[Contract], product: str) -> None:
    """Let a supplier price one product for its buyers, footing by footing."""
    footings: dict[Footing, list[Contract]] = {}
    for contract in contracts:
        tiers = tiers_below(state, contract.buyer, product)
        if tiers and contract.pricing is not None:
            said = repr(contract.pricing)
            price = state.prices_in_force.agreed(contract, product)
            footings.setdefault((said, tiers, price), []).append(contract)
    for (_, tiers, _), alike in footings.items():
        rule = alike[0].pricing
        if rule is not None:
            change_prices(state, rule, wholesale_view(state, alike, product, tiers), alike, product)


def wholesale_view(state: OfferState, contracts: list[Contract], product: str, tiers: int) -> WholesaleView:
    """Return what a supplier sees of buyers on the same footing."""
    units, first, noun = state.given.units, contracts[0], state.given.products[product]
    supply = state.routes.supply(first.supplier, product)
    outlets = [outlet for c in contracts for outlet in outlets_below(state, c.buyer, product)]
    return WholesaleView(
        week=state.week,
        list_price=noun.list_price,
        unit_cost=noun.unit_cost
        if noun.maker == first.supplier
        else units.per_unit(state.prices_in_force.price(supply, product) if supply else 0),
        current_price=state.prices_in_force.agreed(first, product),
        tiers_below=tiers,
        sellers=len(dict.fromkeys(outlets)),
        weeks=pooled_weeks([state.prices_in_force.past(contract, product) for contract in contracts]),
    )


def pooled_weeks(pasts: list[tuple[TradeWeek, ...]]) -> tuple[TradeWeek, ...]:
    """Add up the weeks of several contracts, as many of the latest as all of them remember."""
    shortest = min(len(past) for past in pasts)
    latest = zip(*(past[len(past) - shortest :] for past in pasts), strict=True)
    return tuple(
        TradeWeek(
            total(week.units for week in weeks), total(week.retail_price for week in weeks) / len(weeks)
        )
        for weeks in latest
    )


def change_prices(
    state: OfferState, rule: WholesalePolicy, view: WholesaleView, contracts: list[Contract], product: str
) -> None:
    """Ask a price of some buyers from now on."""
    price = max(0.0, rule.price(view))
    for contract in contracts:
        state.prices_in_force.change(contract, product, price)


def record_price_changes(state: OfferState) -> None:
    """Record prices that change from now on, by a rule or under an intervention."""
    news = state.prices_in_force.changes()
    state.ledger.record(
        "contract_price",
        week=state.week,
        supplier=[state.header.code(supplier) for (supplier, _, _), _ in news],
        buyer=[state.header.code(buyer) for (_, buyer, _), _ in news],
        product=[state.product_number[product] for (_, _, product), _ in news],
        price=[price for _, price in news],
    )
