"""Size reasons: why a way to market has so many outlets in a new world, and reaches so many people."""

from collections.abc import Iterator

from simulator.domain.registries import DISTRIBUTION_MODELS
from simulator.studies.new_world.known_market import OF_PARCELS, PARCEL, KnownMarket, sends
from simulator.studies.new_world.way_terms import ALONE, COUNTS, OF_SHOPS, OF_TRADE, ON_PLATFORMS, Terms

CHOICE, SAID = "choice", "as said"
LEAST_SHARE = 0.0005
WEB = "web_store"


def open_choices(market: KnownMarket) -> list[str]:
    """Return the options that were not said, and on which the ways to market of a world hang most."""
    models = [DISTRIBUTION_MODELS.get(way).model_fields for way in market.models]
    on_platforms = any({sellers, reach} <= one.keys() for one in models for sellers, reach in ON_PLATFORMS)
    on_the_web = any("outlet_format" in one and one["outlet_format"].default == WEB for one in models)
    deciding = {
        "online": market.online if on_platforms or on_the_web else None,
        "parcel": market.sending if any(map(sends, market.models)) else None,
        "marketplace": market.marketplace if on_platforms else None,
        "resellers": market.shops if any(one.keys() & {*OF_SHOPS} for one in models) else None,
    }
    return [
        f"--{name} {value:g}"
        for name, value in deciding.items()
        if value is not None and name not in market.model_fields_set
    ]


def size_reasons(way: str, terms: Terms, market: KnownMarket) -> Iterator[str]:
    """Yield where the numbers of a way's outlets come from, and what part of the people has them at hand."""
    for name in COUNTS:
        if name in terms:
            of_shops = ("resellers", "two for each dealer") if name in OF_SHOPS else ("dealers",)
            yield f"{name} {terms[name]}: {_basis(market, *of_shops)}"
    if "reach" in terms:
        yield f"reach {terms['reach']:g}: {_reached(way, terms, market)}"
    for sellers, reach in ON_PLATFORMS:
        if sellers in terms and reach in terms and reach != "reach":
            yield f"{reach} {market.marketplace:g}: {_shopping(market)}"
    fields = DISTRIBUTION_MODELS.get(way).model_fields
    for name in OF_PARCELS:
        if name in terms:
            share = (terms[name] - market.sending) / market.price
            beside = f", and {share:.2g} × list price" if share > LEAST_SHARE and fields[name].default else ""
            part = "" if market.sending >= PARCEL else "of several in a parcel its part"
            why = _basis(market, "parcel", part)
            yield f"{name} {terms[name]:g}: sending {market.sending:g}, {why}{beside}"
    trade = [name for name in terms if name.endswith(OF_TRADE)]
    if trade:
        yield f"{', '.join(trade)}: what is left to trade of the list price, {CHOICE}: write yours"


def _reached(way: str, terms: Terms, market: KnownMarket) -> str:
    """Return why an outlet has so many people at hand."""
    near = f"{100 * market.near:g} % of the people"
    if any(name in terms for name in COUNTS):
        return f"of each, as {market.dealers} dealers have {near} at hand together, {_basis(market, 'near')}"
    if any(name in terms and reach == "reach" for name, reach in ON_PLATFORMS):
        return _shopping(market)
    alone = ALONE in DISTRIBUTION_MODELS.get(way).model_fields
    return f"one outlet in each region has {near} at hand, as all dealers, {CHOICE}" if alone else CHOICE


def _shopping(market: KnownMarket) -> str:
    return f"the people that shop on marketplaces, {_basis(market, 'marketplace')}"


def _basis(market: KnownMarket, name: str, why: str = "") -> str:
    """Return that something was said, or else that it is a choice."""
    return SAID if name in market.model_fields_set else f"{why}, {CHOICE}".removeprefix(", ")
