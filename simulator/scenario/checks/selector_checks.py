"""Selector checks: named members and selectors must be consistent with the rest of a scenario.

Whom a selector means is known only when the channel is drawn; that is told then.
"""

from collections.abc import Iterator
from typing import Any

from simulator.domain.ledger_entries import OUTSIDE
from simulator.scenario.checks.contract_overrides import check_contract_overrides
from simulator.scenario.checks.inconsistency import Inconsistency, check_name, check_weeks
from simulator.scenario.checks.unvalidated import list_in, map_in, maps_in, text_in
from simulator.scenario.errors.quoting import shortened


def check_selectors(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check the named members, contracts, offers, backorders and returns of a scenario as plain values."""
    yield from _members(given)
    yield from _contracts(given)
    yield from check_contract_overrides(given)
    yield from _offers(given)
    yield from _physical(given, "backorders", "nobody ever has to wait for it")
    yield from _physical(given, "returns", "it cannot be sent back")
    yield from _physical(given, "warranties", "it does not fail")


def _members(given: dict[str, Any]) -> Iterator[Inconsistency]:
    regions, manufacturers = map_in(given, "regions"), map_in(given, "manufacturers")
    first: dict[str, int] = {}
    for at, member in maps_in(given, "members"):
        place = ("members", at)
        name = text_in(member, "name")
        if name is not None and name in first:
            told = f"'{shortened(name)}' is named twice, first as number {first[name] + 1} of the members"
            yield (*place, "name"), told
        elif name in manufacturers or name == OUTSIDE:
            yield (*place, "name"), f"'{shortened(name or '')}' is somebody else already"
        elif name is not None:
            first[name] = at
        yield from check_name((*place, "region"), "region", text_in(member, "region"), regions or None)
        yield from check_name(
            (*place, "maker"), "manufacturer", text_in(member, "maker"), manufacturers or None
        )
        if all(member.get(key) is None for key in ("format", "role", "tier")):
            told = "takes no place: give the format, the role or the tier of somebody whom a model would draw"
            yield place, told


def _contracts(given: dict[str, Any]) -> Iterator[Inconsistency]:
    products = map_in(given, "products") or None
    for at, terms in maps_in(given, "contracts"):
        yield from check_name(("contracts", at, "product"), "product", text_in(terms, "product"), products)
        what = text_in(terms, "product")
        if what and terms.get("returns") is not None and map_in(products or {}, what).get("digital") is True:
            yield ("contracts", at, "returns"), f"'{shortened(what)}' is digital: it cannot be sent back"
        carrier = text_in(terms, "carrier")
        yield from check_name(("contracts", at, "carrier"), "carrier", carrier, map_in(given, "carriers"))


def _offers(given: dict[str, Any]) -> Iterator[Inconsistency]:
    products, segments = map_in(given, "products"), map_in(given, "segments") or None
    for at, offer in maps_in(given, "promotions"):
        place, product = ("promotions", at), text_in(offer, "product")
        yield from check_name((*place, "product"), "product", product, products or None)
        if product and offer.get("returns") is not None and map_in(products, product).get("digital") is True:
            yield (*place, "returns"), f"'{shortened(product)}' is digital: it cannot be sent back"
        for number, segment in enumerate(list_in(map_in(offer, "for"), "segment")):
            yield from check_name((*place, "for", "segment", number), "segment", segment, segments)
        yield from check_weeks((*place, "weeks"), offer, given)


def _physical(given: dict[str, Any], key: str, why: str) -> Iterator[Inconsistency]:
    """Check that products of terms are known, and not digital."""
    products = map_in(given, "products")
    for at, terms in maps_in(given, key):
        place, product = (key, at, "product"), text_in(terms, "product")
        yield from check_name(place, "product", product, products or None)
        if product is not None and map_in(products, product).get("digital") is True:
            yield place, f"'{shortened(product)}' is digital: {why}"
