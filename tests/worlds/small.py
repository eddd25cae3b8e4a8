"""Builders: small valid scenarios as plain maps, to be changed and broken by tests."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

from simulator.scenario import schema

FLAT = {"dissimilarity": dict.fromkeys(("product", "kind", "outlet", "advice"), 1.0), "crowding": 0.0}
"""Choice as in the flat logit, whose shares are worked out by hand."""


def small_world(**changes: Any) -> dict[str, Any]:
    """Return a small valid scenario as plain maps and lists, with whole settings replaced or added."""
    return {
        "schema_version": 1,
        "name": "small world",
        "weeks": 12,
        "customers": 200,
        "manufacturers": {"acme": {"opening_stock": 50}, "rival": {}},
        "products": {
            "lamp": {
                "maker": "acme",
                "category": "light",
                "unit_cost": 40,
                "list_price": 100,
                "attributes": {"quality": 0.8, "price": 0.4},
            },
            "bulb": {
                "maker": "rival",
                "category": "light",
                "unit_cost": 30,
                "list_price": 80,
                "attributes": {"quality": 0.5, "price": 0.7},
            },
        },
        "segments": {
            "readers": {
                "share": 0.6,
                "values": {"quality": 2.0, "price": 0.5},
                "price_sensitivity": 0.02,
                "price_sensitivity_spread": 0.3,
                "needs": {"light": {"per_year": 2}},
                "media": {"social": 1.0},
            },
            "savers": {
                "share": 0.4,
                "values": {"price": 2.0},
                "price_sensitivity": 0.05,
                "needs": {"light": {"per_year": 1.5}},
            },
        },
        "regions": {"north": {"share": 0.5}, "south": {"share": 0.5}},
        "media": {"social": {"cost_per_contact": 0.4, "credibility": 0.3}},
        "distribution": {"model": "authorized_dealers", "dealers_per_region": 2},
        "competition": [{"model": "direct_automated", "maker": "rival"}],
        "messages": {"default": "craft", "bright": {"says": {"quality": 0.7, "novelty": 0.3}}},
        "campaigns": [{"medium": "social", "message": "bright", "weeks": [1, 6], "weekly_budget": 50}],
        "events": [{"week": 5, "message": "deal"}],
        "choice": deepcopy(FLAT),
        **changes,
    }


def small_scenario(**changes: Any) -> "schema.Scenario":
    """Return the small world as a scenario."""
    return schema.Scenario.model_validate_json(json.dumps(small_world(**changes)))


def written(path: Path, **changes: Any) -> Path:
    """Write the small world to a file, as JSON, which is YAML too."""
    path.write_text(json.dumps(small_world(**changes)), encoding="utf-8")
    return path
