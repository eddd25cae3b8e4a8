"""Prices above list notes: outlets, and promotions, that ask more than the list price."""

from collections.abc import Iterator
from math import inf

from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency

ROUNDING = 1e-9


@NOTES.register("prices_above_list")
def prices_above_list_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield promotions above the list price, and formats of outlets that by their rules always ask more."""
    scenario, currency = channel.scenario, channel.scenario.units.currency
    for number, offer in enumerate(scenario.promotions):
        listed = scenario.products[offer.product].list_price
        if (offer.price or 0.0) > listed or (offer.of_list or 0.0) > 1.0:
            dear = "asks more than the list price: nobody takes it but where outlets ask more still"
            yield ("promotions", number), dear
    least: dict[tuple[str, str], float] = {}
    for one in channel.supplied:
        kind = (one.product, str(one.outlet.format))
        least[kind] = min(channel.least_asked(one), least.get(kind, inf))
    for (name, form), asked in least.items():
        listed = channel.product(name).list_price
        if asked > listed * (1.0 + ROUNDING):
            told = f"{form} never asks less than {asked:g} {currency} for '{name}'"
            yield channel.way_of(name), f"{told}, whose list price is {listed:g}"
