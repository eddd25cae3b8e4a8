"""Idle setting notes: settings of a way to market that change neither a member nor a contract of it."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from simulator.domain.channel.channel import ChannelError
from simulator.domain.channel.distribution_model import DistributionModel, Drawing
from simulator.domain.registries import NOTES
from simulator.market.setup.drawn_channel import DrawnChannel
from simulator.scenario.checks.inconsistency import Inconsistency

MOST_MEMBERS = 500
"""In a larger channel nothing is drawn once more for each setting [members]."""
MULTIPLES = (0.5, 1.5)


@NOTES.register("idle_settings")
def idle_setting_notes(channel: DrawnChannel) -> Iterator[Inconsistency]:
    """Yield numbers given to a way to market which half as large, or half as large again, draw the same."""
    if len(channel.members) > MOST_MEMBERS or channel.scenario.members:
        return
    for at, way in enumerate(channel.scenario.distribution):
        for name in sorted(way.model_fields_set):
            if is_idle(channel, way, name):
                told = "does nothing here: with another value the same members and contracts are drawn"
                yield ("distribution", at, name), told


def is_idle(channel: DrawnChannel, way: DistributionModel, name: str) -> bool:
    """Say whether a number of a way to market changes no member and no contract that it draws."""
    others = [other for other in _others(way, name) if other is not None]
    drawn = channel.redraw(way) if others else None
    return bool(others) and all(_drawn(channel, other) == drawn for other in others)


def _others(way: DistributionModel, name: str) -> Iterator[DistributionModel | None]:
    """Yield the same way with other numbers in a setting's place, where it may hold them."""
    value: Any = getattr(way, name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not value:
        return
    for multiple in MULTIPLES:
        other = type(value)(value * multiple)
        if other != value:
            try:
                yield type(way).model_validate({**way.model_dump(), name: other})
            except ValidationError:  # it may not be as large, or has to be larger
                yield None


def _drawn(channel: DrawnChannel, way: DistributionModel) -> Drawing | None:
    try:
        return channel.redraw(way)
    except ChannelError:
        return None
