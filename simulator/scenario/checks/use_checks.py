"""Use checks: what has refills, support or a community lasts; counted needs are told apart; trials cost."""

from collections.abc import Iterator
from typing import Any

from simulator.scenario.checks.inconsistency import Inconsistency
from simulator.scenario.checks.inconsistency import check_name as _known
from simulator.scenario.checks.unvalidated import list_in, map_in, maps_in, number_in, text_in
from simulator.scenario.errors.quoting import shortened

ROUNDING = 1e-9
LASTING = ("life", "subscription")


def check_use(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Yield what is wrong with how goods are used and how often they are needed."""
    yield from _refills(given)
    yield from _owned(given)
    yield from _communities(given)
    yield from _counted(given)
    yield from _tried_for_nothing(given)
    yield from _supported(given)
    if given.get("detail") == "journeys":
        yield from _journeys(given)


def _journeys(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that no customer has several needs of one category in a week: their choices would be one."""
    for name, segment in map_in(given, "segments").items():
        for category, need in map_in(segment, "needs").items():
            if isinstance(need, dict) and _may_be_several(need):
                told = (
                    "may arise several times a week, which 'detail: journeys' can't tell apart; take 'sales'"
                )
                yield ("segments", name, "needs", category), told


def _may_be_several(need: dict[str, Any]) -> bool:
    """Say whether a customer may buy several units of a need, or look for several needs, in a week."""
    several_units = bool(map_in(need, "pantry")) or (number_in(need, "units") or 1) > 1
    return need.get("counted") is True or several_units or need.get("meanwhile") == "adds_up"


def _counted(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that what lasts is not needed several times at once: an owner needs no second one."""
    products = map_in(given, "products").values()
    lasting = {text_in(one, "category") for one in products if any(map_in(one, way) for way in LASTING)}
    for name, segment in map_in(given, "segments").items():
        for category, need in map_in(segment, "needs").items():
            if not isinstance(need, dict) or category not in lasting:
                continue
            if need.get("counted") is True:
                place = ("segments", name, "needs", category, "counted")
                yield place, "can't be true where something of the category lasts: one need a week is most"
            if need.get("meanwhile") == "adds_up":
                place = ("segments", name, "needs", category, "meanwhile")
                yield place, "can't be 'adds_up' where something of the category lasts; take 'absorbed'"


def _tried_for_nothing(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that reckoning with returns meets some trouble: else everything would be tried."""
    for name, segment in map_in(given, "segments").items():
        if number_in(segment, "foresees_returns") and not number_in(segment, "return_hassle"):
            told = "needs a 'return_hassle' above 0: without any trouble everybody would try everything"
            yield ("segments", name, "foresees_returns"), told


def _owned(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that no more customers own something of a category at the start than there are."""
    shares: dict[str, float] = {}
    for product in map_in(given, "products").values():
        category = text_in(product, "category")
        if category is not None:
            shares[category] = shares.get(category, 0.0) + (
                number_in(map_in(product, "life"), "owned") or 0.0
            )
    for category, share in shares.items():
        if share > 1.0 + ROUNDING:
            told = f"the shares of customers that own something of {shortened(category)} at the start sum to "
            yield ("products",), f"{told}{share:g}; each has one at most, so they sum to 1 at most"


def _communities(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that what has a community of owners can be owned."""
    for name, product in map_in(given, "products").items():
        if map_in(product, "community") and not any(map_in(product, way) for way in LASTING):
            told = f"'{name}' doesn't last: give it a 'life' or a 'subscription', so that it has owners"
            yield ("products", name, "community"), told


def _refills(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check the products that refill others."""
    products = map_in(given, "products")
    for name, product in products.items():
        for at, base in enumerate(list_in(product, "refill_of")):
            place = ("products", name, "refill_of", at)
            if not isinstance(base, str):
                continue
            yield from _known(place, "product", base, products)
            if base == name:
                yield place, f"'{name}' can't be a refill of itself"
            elif base in products and not any(map_in(products[base], way) for way in LASTING):
                yield place, f"'{base}' doesn't last: give it a 'life', so that customers can have one in use"


def _supported(given: dict[str, Any]) -> Iterator[Inconsistency]:
    """Check that products of support are known, and last: help is asked for with what is in use."""
    products, how = map_in(given, "products"), "give it a 'life' or a 'subscription'"
    lasting = [name for name, one in products.items() if any(map_in(one, way) for way in LASTING)]
    for at, terms in maps_in(given, "support"):
        place, product = ("support", at, "product"), text_in(terms, "product")
        yield from _known(place, "product", product, products or None)
        if product in products and product not in lasting:
            yield place, f"'{shortened(product)}' doesn't last, so nobody has it in use to ask about; {how}"
        elif product is None and products and not lasting:
            told = "no product lasts, so nobody has anything in use to ask about; give one a 'life'"
            yield ("support", at), f"{told} or a 'subscription'"
