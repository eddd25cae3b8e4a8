"""Selling checks: what a product is an upgrade of, or suggested with, must be there, and another one."""

from collections.abc import Iterator
from typing import Any

from simulator.scenario.checks.inconsistency import Inconsistency, check_name
from simulator.scenario.checks.unvalidated import list_in, map_in, text_in
from simulator.scenario.errors.quoting import shortened


def check_selling(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Yield what is wrong with how advisers sell one product by another."""
    yield from _upgrades(given)
    yield from _suggestions(given)


def _suggestions(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that a product is suggested with other products, where its needs can be told from others."""
    products = map_in(given, "products")
    for name, product in products.items():
        told = map_in(product, "suggested_with")
        for at, other in enumerate(list_in(told, "products")):
            place = ("products", name, "suggested_with", "products", at)
            yield from check_name(place, "product", other, products)
            if other == name:
                yield place, f"'{shortened(name)}' can't be suggested with itself"
        if told and given.get("detail") == "journeys":
            one_more = "may be needed by a suggestion beside another need of its category in one week, which "
            text = f"{one_more}'detail: journeys' can't tell apart; take 'sales'"
            yield ("products", name, "suggested_with"), text


def _upgrades(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that an upgrade is of another product of its category, and in the end of one that is none."""
    products = map_in(given, "products")
    for name, product in products.items():
        place, basic = ("products", name, "upgrade_of"), text_in(product, "upgrade_of")
        yield from check_name(place, "product", basic, products)
        if basic not in products:
            continue
        mine, others = text_in(product, "category"), text_in(products[basic], "category")
        if basic == name:
            yield place, f"'{shortened(name)}' can't be an upgrade of itself"
        elif mine and others and mine != others:
            told = f"'{shortened(basic)}' serves the need for {shortened(others)}, not for {shortened(mine)}"
            yield place, f"{told}; an upgrade competes with what it is better than"
        elif name in _below(products, basic):
            yield place, f"'{shortened(basic)}' is an upgrade of '{shortened(name)}'; one of them is better"


def _below(products: dict[str, Any], name: str) -> list[str]:
    """Return all products that one is an upgrade of, one by another, from itself down."""
    found = [name]
    while (basic := text_in(products.get(found[-1]), "upgrade_of")) and basic not in found:
        found.append(basic)
    return found
