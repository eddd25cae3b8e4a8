"""Plain worlds: one kind of people in one region, one lamp, dealers who are all alike."""

from typing import Any

from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario

SIGMAS = 6.0
"""How far chance may carry a share from its expectation: once in 10⁹ runs."""


def plain(
    people: dict[str, Any] | None = None, lamp: dict[str, Any] | None = None, **changes: Any
) -> Scenario:
    """Return one kind of people in one region, one lamp that all know and that costs no utility."""
    segment = {
        "share": 1.0,
        "values": {},
        "price_sensitivity": 0.0,
        "needs": {"light": {"per_year": 26}},
        "information_need": 0.0,
        **(people or {}),
    }
    product = {"maker": "acme", "category": "light", "unit_cost": 40, "list_price": 100, "attributes": {}}
    return small_scenario(
        **{
            "weeks": 10,
            "customers": 1000,
            "manufacturers": {"acme": {"opening_stock": 50}},
            "products": {"lamp": {**product, **(lamp or {})}},
            "segments": {"people": segment},
            "regions": {"north": {"share": 1.0}},
            "response": {"initial_adstock": 100.0, "retention": 1.0},
            "distribution": dealers(),
            "competition": [],
            "campaigns": [],
            "events": [],
            **changes,
        }
    )


def dealers(**terms: Any) -> dict[str, Any]:
    """Return dealers at hand for everybody, all alike, with plenty of stock."""
    plenty = {"opening_stock": 100_000, "reach": 1.0, "expertise": 0.0}
    return {"model": "authorized_dealers", "dealers_per_region": 4, **plenty, **terms}
