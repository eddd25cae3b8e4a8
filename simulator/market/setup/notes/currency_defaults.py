"""Currency default notes: amounts that no file says, chosen for goods of quite another price.

Distribution models and rules have defaults in currency, such as what handling a sale costs. They were chosen
for a machine of some 450; where goods cost 12, or 12,000, they are no longer what they were meant to be.
"""

from collections.abc import Iterator
from typing import Any

from simulator.base.record import Record
from simulator.domain.channel.distribution_model import DistributionModel
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.market.setup.notes.idle_settings import is_idle
from simulator.scenario.checks.inconsistency import Inconsistency, Keys

CHOSEN_FOR = 449.0
"""List price of the goods that defaults in currency were chosen for [currency]."""
FAR_OFF = 5.0
"""How many times dearer, or cheaper, goods are for which they are no longer believed (choice) [multiple]."""


@NOTES.register("currency_defaults")
def currency_default_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield ways to market with amounts left to their defaults, where goods have a price far from theirs."""
    scenario = channel.scenario
    ways: list[tuple[Keys, DistributionModel]] = [
        *((("distribution", at), way) for at, way in enumerate(scenario.distribution)),
        *((("competition", at), way) for at, way in enumerate(scenario.competition)),
    ]
    for keys, way in ways:
        listed = _list_prices(channel, way)
        price = min(listed) if listed else CHOSEN_FOR
        if CHOSEN_FOR / FAR_OFF <= price <= CHOSEN_FOR * FAR_OFF:
            continue
        left = [
            (key, amount)
            for key, amount in defaults_in_currency(way)
            if "." in key or not is_idle(channel, way, key)
        ]
        if left:
            yield keys, _told(left, price, scenario.units.currency)


def defaults_in_currency(record: Record, keys: tuple[str, ...] = ()) -> Iterator[tuple[str, float]]:
    """Yield amounts of currency that a record, or one in it, has by default, with their dotted keys."""
    for name, field in type(record).model_fields.items():
        value: Any = getattr(record, name)
        if isinstance(value, Record):
            yield from defaults_in_currency(value, (*keys, name))
        elif _is_amount(field.description) and name not in record.model_fields_set and value:
            yield ".".join((*keys, name)), float(value)


def _is_amount(description: str | None) -> bool:
    """Say whether a setting is stated in currency, by the unit at the end of its description."""
    return " ".join((description or "").split()).rpartition("[")[2].startswith("currency")


def _list_prices(channel: DrawnChannel, way: DistributionModel) -> list[float]:
    scenario = channel.scenario
    makers = way.whose(scenario.focal_maker, list(scenario.manufacturers))
    named = way.products or list(scenario.products)
    return [scenario.products[name].list_price for name in named if scenario.products[name].maker in makers]


def _told(left: list[tuple[str, float]], price: float, currency: str) -> str:
    amounts = ", ".join(f"{key} {amount:g} ({amount / price:.0%} of it)" for key, amount in left)
    scaled = ", ".join(f"{key}: {amount / CHOSEN_FOR * price:.3g}" for key, amount in left)
    return (
        f"leaves amounts to defaults that were chosen for a list price of {CHOSEN_FOR:g}, and goods here are "
        f"listed at {price:g} {currency}: {amounts}; say what they are here; in proportion {scaled}"
    )
