"""Cross-checks: the parts of a scenario must be consistent; each complaint has its place.

It reads what a file says rather than a finished scenario, and passes over parts of the wrong type:
so it can be told in the same breath as them.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from pydantic_core import InitErrorDetails, PydanticCustomError, ValidationError

from simulator.base.counting import HARM_STEPS
from simulator.domain.units import Units
from simulator.scenario.checks.benefit_checks import check_benefits
from simulator.scenario.checks.campaign_checks import check_campaigns
from simulator.scenario.checks.event_checks import check_events
from simulator.scenario.checks.focal_maker import focal_maker_of, makers_of
from simulator.scenario.checks.inconsistency import INCONSISTENCY, KEY, Inconsistency, Keys
from simulator.scenario.checks.inconsistency import check_name as _known
from simulator.scenario.checks.message_checks import all_messages, check_messages
from simulator.scenario.checks.selector_checks import check_selectors
from simulator.scenario.checks.selling_checks import check_selling
from simulator.scenario.checks.size_checks import (
    MOST_PLAYED,
    TYPICAL_CUSTOMERS,
    check_size,
    played_customers,
)
from simulator.scenario.checks.unvalidated import list_in, map_in, maps_in, number_in, text_in
from simulator.scenario.checks.use_checks import check_use
from simulator.scenario.errors.quoting import shortened

SHARE_TOLERANCE = 1e-6
FEWEST_STEPS = 10
"""A price of fewer money steps than these would say little of the price that was meant."""
MOST_MONEY = 1e12
"""No price is larger; one that is, is complained of by the schema."""
EXACT_STEPS = 2.0**53 / HARM_STEPS
"""Money steps a week that can be added up without rounding, in the fractions in which harm is counted."""
MAY_BE_LEFT_OUT = ("media", "messages")


def as_one_error(found: Iterable[Inconsistency]) -> ValidationError:
    """Return one error that holds every inconsistency, with its place."""
    return ValidationError.from_exception_data(
        "Scenario",
        [
            InitErrorDetails(
                type=PydanticCustomError(INCONSISTENCY, "{text}", {"text": text}), loc=keys, input=None
            )
            for keys, text in found
        ],
    )


def inconsistencies(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Yield the inconsistencies of a scenario given as plain maps and lists, with their places."""
    yield from _people(given)
    yield from _shares(given)
    yield from _makers(given)
    yield from _segments(given)
    yield from check_use(given)
    yield from check_selling(given)
    yield from _readers_of_reviews(given)
    yield from _ways(given)
    yield from _competition(given)
    yield from check_messages(given)
    yield from check_benefits(given)
    yield from check_campaigns(given, lambda what: _sayable(given, what))
    yield from check_events(given, lambda what: _sayable(given, what))
    yield from check_selectors(given)
    yield from _switches(given)
    yield from _usual(given)
    yield from _weeks(given)
    yield from _steps(given)
    yield from check_size(given)


def _names(given: dict[str, Any], what: str) -> Collection[str] | None:
    """Return the names of all parts of a kind; none if the file is wrong there."""
    parts = given.get(what, {} if what in MAY_BE_LEFT_OUT else None)
    return parts if isinstance(parts, dict) else None


def _of_products(given: dict[str, Any], what: str) -> dict[str, str] | None:
    """Return what each product says of itself; none if one of them does not say."""
    products = map_in(given, "products")
    said = {name: text for name, product in products.items() if (text := text_in(product, what))}
    return said if said and len(said) == len(products) else None


def _people(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that segments and regions of customers are stated."""
    customers = number_in(given, "customers") if "customers" in given else TYPICAL_CUSTOMERS
    for what, who in (("segments", "who they are"), ("regions", "where they live")):
        if customers and given.get(what, {}) == {}:
            yield (what,), f"is missing: there are {customers:,.0f} customers, and nothing says {who}"


def _shares(given: dict[str, Any]) -> Iterator[Inconsistency]:
    for what in ("segments", "regions"):
        parts = map_in(given, what).values()
        shares = [share for part in parts if (share := number_in(part, "share")) is not None]
        total = sum(shares)
        if shares and len(shares) == len(parts) and not abs(total - 1.0) <= SHARE_TOLERANCE:
            yield (what,), f"the shares of all {what} sum to {total:g}; they must sum to 1"


def _makers(given: dict[str, Any]) -> Iterator[Inconsistency]:
    manufacturers = _names(given, "manufacturers")
    yield from _known(("focal",), "manufacturer", text_in(given, "focal"), manufacturers)
    for name, product in map_in(given, "products").items():
        place = ("products", name, "maker")
        yield from _known(place, "manufacturer", text_in(product, "maker"), manufacturers)
    makers, focal = _of_products(given, "maker"), focal_maker_of(given)
    named = {focal, *makers.values()} if makers else set()
    if focal and makers and named <= set(manufacturers or ()) and focal not in makers.values():
        yield ("products",), f"no product is made by the focal manufacturer '{shortened(focal)}'"


def _segments(given: dict[str, Any]) -> Iterator[Inconsistency]:
    of_products, media = _of_products(given, "category"), _names(given, "media")
    categories = set(of_products.values()) if of_products else None
    for name, segment in map_in(given, "segments").items():
        for category in map_in(segment, "needs"):
            yield from _known(("segments", name, "needs", category, KEY), "category", category, categories)
        if map_in(segment, "willingness_to_pay") and number_in(segment, "price_sensitivity") == 0:
            place = ("segments", name, "price_sensitivity")
            yield place, "must be above 0 where a willingness to pay is given"
        if number_in(segment, "reference_talk") and number_in(map_in(given, "response"), "price_talk"):
            place = ("segments", name, "reference_talk")
            yield place, "is a second form of talk of price, beside 'response.price_talk'; set one to 0"
        for role, other in map_in(segment, "buying_group").items():
            yield from _known(("segments", name, "buying_group", role), "segment", other, given["segments"])
        for medium in map_in(segment, "media"):
            yield from _known(("segments", name, "media", medium, KEY), "medium", medium, media)


def _readers_of_reviews(given: dict[str, Any]) -> Iterator[Inconsistency]:
    if map_in(given, "response").get("reviews") is not None:
        return
    for name, segment in map_in(given, "segments").items():
        for minded in ("product_rating", "outlet_rating"):
            if number_in(segment, minded):
                yield ("segments", name, minded), "minds ratings, and nobody reviews: see 'response.reviews'"


def _ways(given: dict[str, Any]) -> Iterator[Inconsistency]:
    ways: list[tuple[Keys, dict[str, Any]]] = [
        ((where, at), way)
        for where in ("distribution", "competition", "model_defaults")
        for at, way in maps_in(given, where)
    ]
    for at, event in maps_in(given, "events"):
        ways.append((("events", at, "open_channel"), map_in(event, "open_channel")))
        ways.append((("events", at, "do", "open_channel"), map_in(event, "do", "open_channel")))
    manufacturers, regions = _names(given, "manufacturers"), _names(given, "regions")
    made: dict[str, list[str]] = {}
    for product, maker in (_of_products(given, "maker") or {}).items():
        made.setdefault(maker, []).append(product)
    for place, way in ways:
        yield from _known((*place, "maker"), "manufacturer", text_in(way, "maker"), manufacturers)
        for at, maker in enumerate(list_in(way, "makers")):
            yield from _known((*place, "makers", at), "manufacturer", maker, manufacturers)
        makers = makers_of(given, way)
        known = None
        if made and set(makers) <= set(manufacturers or ()):
            known = [product for maker in makers for product in made.get(maker, [])]
        kind = f"product of {' or '.join(f"'{shortened(maker)}'" for maker in makers[:3])}"
        for at, product in enumerate(list_in(way, "products")):
            yield from _known((*place, "products", at), kind, product, known)
        carrier = text_in(map_in(way, "delivery"), "carrier")
        yield from _known((*place, "delivery", "carrier"), "carrier", carrier, map_in(given, "carriers"))
        chances = ("assortment", "listing", "probabilities")
        for product in map_in(way, *chances):
            yield from _known((*place, *chances, product, KEY), kind, product, known)
        for at, region in enumerate(list_in(way, "regions")):
            yield from _known((*place, "regions", at), "region", region, regions)


def _competition(given: dict[str, Any]) -> Iterator[Inconsistency]:
    focal = focal_maker_of(given)
    for at, way in enumerate(list_in(given, "competition")):
        makers = list_in(way, "makers")
        if text_in(way, "maker") is None and not makers:
            yield ("competition", at), "names no maker; competition is how other manufacturers' products go"
        elif focal is not None and focal in makers_of(given, way):
            key: Keys = ("makers", makers.index(focal)) if focal in makers else ("maker",)
            text = f"'{shortened(focal)}' is the focal manufacturer; its own ways belong under distribution"
            yield ("competition", at, *key), text


def _sayable(given: dict[str, Any], what: str) -> Collection[str] | None:
    return all_messages(given) if what == "messages" else _names(given, what)


def _usual(given: dict[str, Any]) -> Iterator[Inconsistency]:
    said: set[str] = set()
    for at, way in maps_in(given, "model_defaults"):
        name = text_in(way, "model")
        if name in said:
            yield ("model_defaults", at), f"there are defaults for '{shortened(name or '')}' already"
        said.update([name] if name else [])


def _switches(given: dict[str, Any]) -> Iterator[Inconsistency]:
    names = list_in(given, "switched_off")
    for at, name in enumerate(names):
        if isinstance(name, str) and name in names[:at]:
            yield ("switched_off", at), f"'{shortened(name)}' is switched off already"


def _weeks(given: dict[str, Any]) -> Iterator[Inconsistency]:
    weeks, warm_up = number_in(given, "weeks"), number_in(given, "warm_up")
    if weeks is not None and warm_up is not None and warm_up >= weeks > 0:
        yield ("warm_up",), f"{warm_up:g} leaves nothing of the run's {weeks:g} weeks"


def _steps(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Complain of steps too small to count amounts exactly, or so large that prices vanish."""
    units, customers = map_in(given, "units"), played_customers(given) or TYPICAL_CUSTOMERS
    step = number_in(units, "money_step") or Units().money_step
    quantity = number_in(units, "quantity_step") or Units().quantity_step
    products = map_in(given, "products").values()
    list_prices = [price for p in products if (price := number_in(p, "list_price"))]
    amounts = [*list_prices, *(cost for p in products if (cost := number_in(p, "unit_cost")))]
    if not list_prices or not (min(list_prices) > 0 and 0 < max(amounts) <= MOST_MONEY):
        return  # complained of elsewhere
    keys: Keys = ("units", "money_step") if "money_step" in units else ("products",)
    if not (0 < customers <= MOST_PLAYED and step > 0 and quantity > 0):
        return
    if max(amounts) * quantity / step * customers > EXACT_STEPS:
        yield keys, f"in money steps of {step:g}, what so many customers can spend cannot be counted exactly"
    if min(list_prices) * quantity / step < FEWEST_STEPS:
        yield keys, f"in money steps of {step:g}, a list price is fewer than {FEWEST_STEPS} steps"
