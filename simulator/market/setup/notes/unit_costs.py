"""Unit cost notes: goods that are made, or sold, at a loss on each unit."""

from collections.abc import Iterator

from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel, Supplied
from simulator.scenario.checks.inconsistency import Inconsistency

ROUNDING = 1e-9


@NOTES.register("unit_costs")
def unit_cost_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield products that cost more than their price, and trade in which each unit is a loss at list price.

    Of all outlets of a format with one product and one supplier, the first with a loss is told.
    """
    scenario, currency = channel.scenario, channel.scenario.units.currency
    dear = {name for name, product in scenario.products.items() if product.unit_cost > product.list_price}
    for name in sorted(dear):
        product = scenario.products[name]
        told = f"{product.unit_cost:g} is above the list price, {product.list_price:g} {currency}"
        yield ("products", name, "unit_cost"), f"{told}: each unit sold is a loss"
    seen = set[tuple[str, str, str]]()
    for one in channel.supplied:
        place = (one.contract.supplier, one.product, str(one.outlet.format))
        if one.product in dear or place in seen:
            continue
        told = _loss_of_maker(channel, one) or _loss_of_outlet(channel, one)
        if told:
            seen.add(place)
            yield channel.way_of(one.product), told


def _loss_of_maker(channel: DrawnChannel, one: Supplied) -> str:
    """Return at which price a maker supplies others below what making a unit costs it; empty if above."""
    maker, paid = one.contract.supplier, one.contract.prices[one.product]
    cost, currency = channel.product(one.product).unit_cost, channel.scenario.units.currency
    if maker not in channel.scenario.manufacturers or one.outlet.owner == maker or paid >= cost:
        return ""
    told = f"{one.outlet.format} pays {paid:g} {currency} for '{one.product}', which costs {cost:g} to make"
    return f"{told}: {maker} loses on each unit; leave it a smaller 'margin'"


def _loss_of_outlet(channel: DrawnChannel, one: Supplied) -> str:
    """Return what a unit costs an outlet in all where the list price does not pay for it; else empty."""
    listed, paid = channel.product(one.product).list_price, one.contract.prices[one.product]
    hosts = channel.hosts_of(one.outlet.name)
    commission = sum(terms.commission for terms in hosts) * listed
    sending = one.outlet.sale_cost + sum(terms.fulfilment_fee or 0.0 for terms in hosts)
    if paid + commission + sending <= listed * (1.0 + ROUNDING):
        return ""
    parts = f"{paid:g} to its supplier, {commission:g} in commission, {sending:g} for handling"
    whole = f"costs {one.outlet.format} {paid + commission + sending:g} ({parts})"
    return f"'{one.product}' {whole}, and its list price is {listed:g}: each unit is a loss at that price"
