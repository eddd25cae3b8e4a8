"""Felt conflict: two dealers with a territory, in which their maker opens a web store below their price."""

from typing import Any

from simulator.scenario.schema import Scenario
from tests.worlds.plain import dealers, plain

OPENS, REVIEW, USUAL = 17, 4, 12
"""Week in which the store opens; weeks from review to review; weeks in which dealers learn what is usual."""
LADDER = {"policy": "ladder", "usual_weeks": USUAL, "hears": 1.0, "hearsay_weeks": 0, "credible_at": 0.0}
SURE = {**LADDER, "trust_holds": 0.0, "dependence_holds": 0.0, "steepness": 100.0}
"""Goes up by a step a review as soon as its threshold is felt."""
LAMP = {
    "maker": "acme",
    "category": "light",
    "unit_cost": 40,
    "list_price": 100,
    "attributes": {},
    "appeal": 7.0,
}
STORE = {"model": "direct_automated", "price": 0.8, "label": "web", "opening_stock": 100_000}


def world(store: dict[str, Any] | None, ways: list[dict[str, Any]] | None = None, **changes: Any) -> Scenario:
    """Return two dealers, and the store that opens for good if there is one, on these terms."""
    event = {"week": OPENS, "do": {"open_channel": {**STORE, **(store or {})}}}
    given = {
        "distribution": ways or felt(),
        "events": [] if store is None else [event],
        "weeks": 32,
        "customers": 400,
        "manufacturers": {"acme": {"opening_stock": 100_000}},
        **changes,
    }
    return plain({"price_sensitivity": 0.05}, LAMP, **given)


def felt(**terms: Any) -> list[dict[str, Any]]:
    """Return dealers with a territory and other terms of what they feel."""
    free = {"price_floor": None, "opening_stock": 400, "territory": True, "dealers_per_region": 2}
    return [dealers(**free, escalation={**LADDER, **terms})]
