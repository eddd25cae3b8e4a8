"""Price floor notes: floors that no price ever comes down to, and floors that cost nothing to break.

A floor under outlets that keep to the list price is a precaution, and told only where a scenario also says
how a breach is found out.
"""

from collections.abc import Iterator

from simulator.domain.lever import Lever
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel, Supplied
from simulator.scenario.checks.inconsistency import Inconsistency

ROUNDING = 1e-9


@NOTES.register("price_floors")
def price_floor_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield stated floors to which no price ever comes down, and floors that bind no outlet, by product."""
    floors: dict[str, list[Supplied]] = {}
    for one in channel.supplied if _is_stated(channel, "price_floor") else ():
        if one.contract.floor_of(one.product):
            floors.setdefault(one.product, []).append(one)
    for name, bound in floors.items():
        place, listed = (*channel.way_of(name), "price_floor"), channel.product(name).list_price
        least = min(channel.least_asked(one) for one in bound)
        floor = max(one.contract.floor_of(name) for one in bound) * listed
        is_meant = abs(least - listed) > ROUNDING * listed or _is_stated(channel, "floor_detection")
        if least >= floor and is_meant and not _prices_change(channel):
            told = f"is never reached: no outlet ever asks less than {least:g} for '{name}', and the floor is"
            yield place, f"{told} {floor:g}; it does nothing"
        elif all(_is_free(one) for one in bound):
            told = f"binds no outlet of '{name}': breaking it costs nothing"
            yield place, f"{told}; give it a 'floor_detection' and a 'floor_penalty'"


def _is_stated(channel: DrawnChannel, setting: str) -> bool:
    """Say whether a way to market, or new terms of contracts, state something rather than leave it out."""
    ways, changes = channel.scenario.distribution, channel.scenario.contracts
    by_ways = any(setting in way.model_fields_set and getattr(way, setting) is not None for way in ways)
    return by_ways or any(getattr(terms, setting) is not None for terms in changes)


def _is_free(one: Supplied) -> bool:
    return not (one.contract.floor_detection and one.contract.floor_penalty)


def _prices_change(channel: DrawnChannel) -> bool:
    """Say whether prices, or what outlets pay, are moved by more than the rules of outlets."""
    moved = (type(event.action).lever() is Lever.PRICE for event in channel.scenario.events)
    return any(moved) or any(contract.pricing is not None for contract in channel.contracts)
