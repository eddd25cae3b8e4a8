"""Message checks: messages of a scenario's own have names, and outlets say messages that there are."""

from collections.abc import Iterator
from typing import Any

from pydantic import TypeAdapter, ValidationError

from simulator.domain.registries import MESSAGES
from simulator.domain.units import Name
from simulator.scenario.checks.event_checks import named_by_action
from simulator.scenario.checks.focal_maker import focal_maker_of
from simulator.scenario.checks.inconsistency import KEY, Inconsistency, Keys, check_name
from simulator.scenario.checks.unvalidated import map_in, maps_in, text_in
from simulator.scenario.errors.quoting import meant

MESSAGE_SETTINGS = ("default", "by_channel", "by_maker")
"""The keys under ``messages`` that are no messages of the scenario's own."""
_NAME: TypeAdapter[str] = TypeAdapter(Name)


def own_messages(given: dict[str, Any]) -> list[str]:
    """Return the names of the messages of a scenario's own."""
    return [name for name in map_in(given, "messages") if name not in MESSAGE_SETTINGS]


def all_messages(given: dict[str, Any]) -> dict[str, None] | None:
    """Return the names of all messages, the library's too; none if the file is wrong there."""
    if not isinstance(given.get("messages", {}), dict):
        return None
    return dict.fromkeys([*own_messages(given), *MESSAGES.names()])


def messages_said(given: dict[str, Any]) -> Iterator[tuple[Keys, Any]]:
    """Yield the name of each message that outlets, campaigns and events say, with the keys to it."""
    yield from _said_at_outlets(given)
    for at, campaign in maps_in(given, "campaigns"):
        yield ("campaigns", at, "message"), text_in(campaign, "message")
    for at, event in maps_in(given, "events"):
        yield from named_by_action(("events", at), event, "message")


def check_messages(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check messages of a scenario's own, and what outlets say of which manufacturer's products."""
    said = map_in(given, "messages")
    for name in own_messages(given):
        close = meant(name, MESSAGE_SETTINGS)
        if close and "says" not in map_in(said, name):
            yield ("messages", name, KEY), f"is read as a message of this scenario's own{close}"
        try:
            _NAME.validate_python(name)
        except ValidationError:
            yield ("messages", name, KEY), "is no name: it holds a comma, a slash, a bar or a line break"
    names, makers = all_messages(given), given.get("manufacturers")
    for keys, told in _said_at_outlets(given):
        yield from check_name(keys, "message", told, names)
    for whom in map_in(said, "by_maker"):
        place = ("messages", "by_maker", whom, KEY)
        yield from check_name(place, "manufacturer", whom, makers if isinstance(makers, dict) else None)
        if whom == focal_maker_of(given):
            yield place, "is the focal manufacturer; what is said of its products is 'default'"


def _said_at_outlets(given: dict[str, Any]) -> Iterator[tuple[Keys, Any]]:
    said = map_in(given, "messages")
    yield ("messages", "default"), text_in(said, "default")
    for key in ("by_channel", "by_maker"):
        for whom, name in map_in(said, key).items():
            yield ("messages", key, whom), name
