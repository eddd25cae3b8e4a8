"""Consistency: what the parts of a scenario must agree on, each complaint with the place it belongs to.

It reads what a file says rather than a finished scenario, and passes over parts of the wrong type:
so it can be told in the same breath as them.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from simulator.domain.shelves import MESSAGES
from simulator.domain.units import Name
from simulator.scenario.loose import list_in, map_in, maps_in, number_in, text_in
from simulator.scenario.wording import hint, meant, shortened

type Keys = tuple[str | int, ...]
type Contradiction = tuple[Keys, str]

SHARE_TOLERANCE = 1e-6
KEY = "[key]"
"""Last in a place: the key itself is meant, not what stands under it."""
MESSAGE_SETTINGS = ("default", "by_channel", "by_maker")
"""The keys under ``messages`` that are no messages of the scenario's own."""
_NAME: TypeAdapter[str] = TypeAdapter(Name)


def as_one_error(found: Iterable[Contradiction]) -> ValidationError:
    """Return one error that holds every contradiction, with its place."""
    return ValidationError.from_exception_data(
        "Scenario",
        [
            InitErrorDetails(
                type=PydanticCustomError("contradiction", "{text}", {"text": text}), loc=keys, input=None
            )
            for keys, text in found
        ],
    )


def contradictions(given: dict[str, Any]) -> Iterator[Contradiction]:
    """Yield what does not fit together in a scenario given as plain maps and lists, with its place."""
    yield from _shares(given)
    yield from _makers(given)
    yield from _segments(given)
    yield from _ways(given)
    yield from _competition(given)
    yield from _messages(given)
    yield from _campaigns(given)
    yield from _events(given)
    yield from _weeks(given)


def _known(keys: Keys, kind: str, name: Any, names: Collection[str]) -> Iterator[Contradiction]:
    if isinstance(name, str) and name not in names:
        yield keys, f"no {kind} called '{shortened(name)}'{hint(name, names)}"


def _focal(given: dict[str, Any]) -> str | None:
    return text_in(given, "focal") or next(iter(map_in(given, "manufacturers")), None)


def _made(given: dict[str, Any]) -> dict[str, list[str]]:
    """Return the products of each manufacturer."""
    made: dict[str, list[str]] = {maker: [] for maker in map_in(given, "manufacturers")}
    for name, product in map_in(given, "products").items():
        made.setdefault(text_in(product, "maker") or "", []).append(name)
    return made


def _shares(given: dict[str, Any]) -> Iterator[Contradiction]:
    for what in ("segments", "regions"):
        parts = map_in(given, what).values()
        shares = [share for part in parts if (share := number_in(part, "share")) is not None]
        total = sum(shares)
        if shares and len(shares) == len(parts) and not abs(total - 1.0) <= SHARE_TOLERANCE:
            yield (what,), f"the shares of all {what} sum to {total:g}; they must sum to 1"


def _makers(given: dict[str, Any]) -> Iterator[Contradiction]:
    manufacturers, products = map_in(given, "manufacturers"), map_in(given, "products")
    yield from _known(("focal",), "manufacturer", text_in(given, "focal"), manufacturers)
    for name, product in products.items():
        yield from _known(
            ("products", name, "maker"), "manufacturer", text_in(product, "maker"), manufacturers
        )
    focal = _focal(given)
    all_are_known = all(text_in(product, "maker") in manufacturers for product in products.values())
    if focal in manufacturers and products and all_are_known and not _made(given)[focal]:
        yield ("products",), f"no product is made by the focal manufacturer '{shortened(focal)}'"


def _segments(given: dict[str, Any]) -> Iterator[Contradiction]:
    products = map_in(given, "products").values()
    categories = {category for product in products if (category := text_in(product, "category"))}
    for name, segment in map_in(given, "segments").items():
        for category in map_in(segment, "needs"):
            yield from _known(("segments", name, "needs", category, KEY), "category", category, categories)
        for medium in map_in(segment, "media"):
            place = ("segments", name, "media", medium, KEY)
            yield from _known(place, "medium", medium, map_in(given, "media"))


def _ways(given: dict[str, Any]) -> Iterator[Contradiction]:
    ways: list[tuple[Keys, dict[str, Any]]] = [
        ((where, at), way) for where in ("distribution", "competition") for at, way in maps_in(given, where)
    ]
    for at, event in maps_in(given, "events"):
        ways.append((("events", at, "open_channel"), map_in(event, "open_channel")))
    manufacturers, made = map_in(given, "manufacturers"), _made(given)
    for place, way in ways:
        maker = text_in(way, "maker")
        yield from _known((*place, "maker"), "manufacturer", maker, manufacturers)
        maker = maker or _focal(given)
        if maker in manufacturers:
            for at, product in enumerate(list_in(way, "products")):
                kind = f"product of '{shortened(maker)}'"
                yield from _known((*place, "products", at), kind, product, made[maker])


def _competition(given: dict[str, Any]) -> Iterator[Contradiction]:
    for at, way in enumerate(list_in(given, "competition")):
        maker = text_in(way, "maker")
        if maker is None:
            yield ("competition", at), "names no maker; competition is how other manufacturers' products go"
        elif maker == _focal(given):
            text = f"'{shortened(maker)}' is the focal manufacturer; its own ways belong under distribution"
            yield ("competition", at, "maker"), text


def _own_messages(given: dict[str, Any]) -> list[str]:
    return [name for name in map_in(given, "messages") if name not in MESSAGE_SETTINGS]


def _all_messages(given: dict[str, Any]) -> dict[str, None]:
    return dict.fromkeys([*_own_messages(given), *MESSAGES.names()])


def _messages(given: dict[str, Any]) -> Iterator[Contradiction]:
    said = map_in(given, "messages")
    for name in _own_messages(given):
        close = meant(name, MESSAGE_SETTINGS)
        if close and "says" not in map_in(said, name):
            yield ("messages", name, KEY), f"is read as a message of this scenario's own{close}"
        try:
            _NAME.validate_python(name)
        except ValidationError:
            yield ("messages", name, KEY), "is no name: it holds a comma, a slash, a bar or a line break"
    names = _all_messages(given)
    yield from _known(("messages", "default"), "message", text_in(said, "default"), names)
    for key in ("by_channel", "by_maker"):
        for whom, name in map_in(said, key).items():
            yield from _known(("messages", key, whom), "message", name, names)
    for whom in map_in(said, "by_maker"):
        place = ("messages", "by_maker", whom, KEY)
        yield from _known(place, "manufacturer", whom, map_in(given, "manufacturers"))
        if whom == _focal(given):
            yield place, "is the focal manufacturer; what is said of its products is 'default'"


def _campaigns(given: dict[str, Any]) -> Iterator[Contradiction]:
    messages = _all_messages(given)
    for at, campaign in maps_in(given, "campaigns"):
        kinds: dict[str, Collection[str]] = {
            "medium": map_in(given, "media"), "message": messages, "product": map_in(given, "products")
        }  # fmt: skip
        for kind, names in kinds.items():
            yield from _known(("campaigns", at, kind), kind, text_in(campaign, kind), names)
        for number, region in enumerate(list_in(campaign, "regions")):
            yield from _known(
                ("campaigns", at, "regions", number), "region", region, map_in(given, "regions")
            )
        match list_in(campaign, "weeks"):
            case [int(first), int(last)] if first > last:
                yield ("campaigns", at, "weeks"), f"the last week, {last}, comes before the first, {first}"


def _events(given: dict[str, Any]) -> Iterator[Contradiction]:
    messages = _all_messages(given)
    weeks = number_in(given, "weeks")
    for at, event in maps_in(given, "events"):
        yield from _known(("events", at, "message"), "message", text_in(event, "message"), messages)
        week = number_in(event, "week")
        if weeks is not None and week is not None and week > weeks > 0:
            yield ("events", at, "week"), f"week {week:g} is after the run's end, week {weeks:g}"


def _weeks(given: dict[str, Any]) -> Iterator[Contradiction]:
    weeks, warm_up = number_in(given, "weeks"), number_in(given, "warm_up")
    if weeks is not None and warm_up is not None and warm_up >= weeks > 0:
        yield ("warm_up",), f"{warm_up:g} leaves nothing of the run's {weeks:g} weeks"
