"""A world of its own benefits: tea for twelve euros, healthy or easy, where all that reads benefits is on."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from simulator.scenario.schema import Scenario

PRICE = 12.0
DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2, "opening_stock": 200}


def tea_world(health: str = "health", ease: str = "ease", **changes: Any) -> dict[str, Any]:
    """Return the world as plain maps, its two benefits under these names."""
    return {
        "schema_version": 1,
        "name": "tea",
        "weeks": 12,
        "customers": 160,
        "detail": "journeys",
        "benefits": [health, ease],
        "manufacturers": {"alm": {"opening_stock": 500}, "bea": {"opening_stock": 500}},
        "products": _teas(health, ease),
        "segments": {
            "careful": _people({health: 3.0, ease: 0.5}),
            "hasty": _people({ease: 2.5}),
        },
        "regions": {"north": {"share": 0.5}, "south": {"share": 0.5}},
        "response": {
            "always_aware": 0.6,
            "word_of_mouth": 0.4,
            "owners_credibility": 0.3,
            "trust_halved_at": 0.2,
            "price_talk": 0.5,
        },
        "media": {
            "place": {**_medium("retargeting", 0.2), "formats": ["dealer"], "noticed": 1.0},
            "papers": _medium("broad", 0.1),
            "shelves": {**_medium("sponsored_listings", 0.1), "formats": ["dealer"]},
        },
        "distribution": DEALERS,
        "competition": [{**DEALERS, "maker": "bea"}],
        "messages": {
            "default": "herbal",
            "by_maker": {"bea": "quick"},
            "herbal": {"says": {health: 0.7, ease: 0.3}, "claims": {health: 1.0}},
            "quick": {"says": {ease: 1.0}, "about_price": 0.3},
        },
        "campaigns": [
            {"medium": medium, "message": "herbal", "weeks": [1, 12], "weekly_budget": 8}
            for medium in ("place", "papers", "shelves")
        ],
        "events": [{"week": 6, "message": "quick"}],
        **changes,
    }


def _teas(health: str, ease: str) -> dict[str, Any]:
    herbs = {"attributes": {health: 0.9, ease: 0.3}, "reputation": {health: 0.4}, "variability": 0.2}
    bags = {"attributes": {ease: 0.9}}
    return {
        "herbs": {
            "maker": "alm",
            "unit_cost": 4,
            "list_price": PRICE,
            "appeal": 3,
            "category": "tea",
            **herbs,
        },
        "bags": {"maker": "bea", "unit_cost": 3, "list_price": 9, "appeal": 2, "category": "tea", **bags},
    }


def _people(values: Mapping[str, float]) -> dict[str, Any]:
    return {
        "share": 0.5,
        "values": values,
        "learns_from_use": 0.5,
        "price_sensitivity": 0.3,
        "needs": {"tea": {"per_year": 16}},
        "media": dict.fromkeys(("place", "papers", "shelves"), 1.0),
    }


def _medium(kind: str, cost: float) -> dict[str, Any]:
    return {"kind": kind, "cost_per_contact": cost, "credibility": 0.5}


def teas(*names: str, **changes: Any) -> Scenario:
    """Return the world as a scenario."""
    return Scenario.model_validate_json(json.dumps(tea_world(*names, **changes)))


def renamed(given: Scenario, names: Sequence[str]) -> Scenario:
    """Return a world with other names for its benefits, in its order; talk of price stays as much as it was.

    Messages of the library become messages of its own under the same names.
    """
    other, whole = dict(zip(given.benefits, names, strict=True)), given.model_dump(mode="json")

    def anew(record: dict[str, Any], *keys: str) -> dict[str, Any]:
        return record | {key: {other[name]: much for name, much in record[key].items()} for key in keys}

    known = [name for name in given.messages.names() if _fits(given, name)]
    said = {name: given.messages.named(name) for name in known}
    messages = {
        name: anew(one.model_dump(mode="json"), "says", "claims") | {"about_price": one.price_emphasis}
        for name, one in said.items()
    }
    products = {name: anew(one, "attributes", "reputation") for name, one in whole["products"].items()}
    segments = {name: anew(one, "values") for name, one in whole["segments"].items()}
    return given.changed(
        benefits=list(names),
        products=products,
        segments=segments,
        messages={**whole["messages"], **messages},
    )


def _fits(given: Scenario, name: str) -> bool:
    """Say whether a message dwells on benefits of a world alone."""
    message = given.messages.named(name)
    return {*message.says, *message.claims} <= {*given.benefits}
