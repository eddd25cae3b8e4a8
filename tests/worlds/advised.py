"""Worlds in which sellers advise: they argue for upgrades, and suggest one thing with another."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_use import using_worlds
from tests.worlds.waiting import waiting_worlds

BESIDE = "beside"
"""A product, and its category, that is suggested with all others."""
ADVISERS = {
    "model": "authorized_dealers",
    "label": "advisers",
    "dealers_per_region": 2,
    "reach": 0.8,
    "expertise": 0.8,
    "opening_stock": 30,
}
"""Outlets that every such world has."""
ASKING = {"information_need": 1.0, "advice_effort": -5.0, "price_sensitivity": 0.01}
"""What people are like in every such world."""


@st.composite
def advised_worlds(draw: Any) -> Scenario:
    """Draw a world of use or of waiting, expert advisers, and what they suggest."""
    whole = draw(st.one_of(using_worlds(), waiting_worlds())).model_dump(mode="json")
    products, maker = whole["products"], next(iter(whole["products"].values()))["maker"]
    for number, name in enumerate(products):
        products[name] |= {"uncertainty": 1.0, "appeal": max(2.0, products[name]["appeal"])}
        products[name] |= sold_by(draw, name, list(products)[:number], products)
    products[BESIDE] = beside_of(draw, list(products), next(iter(products.values())))
    products[f"better {BESIDE}"] = {**products[BESIDE], "suggested_with": None, "upgrade_of": BESIDE}
    for segment in whole["segments"].values():
        segment |= {**ASKING, "recommendation": draw(st.sampled_from([0.0, 2.0]))}
        if draw(st.booleans()):
            segment["needs"][BESIDE] = need_beside(draw, products[BESIDE])
        for need in segment["needs"].values():
            need["per_year"] = max(need["per_year"], 20.0)
    for way in (*whole["distribution"], *whole["competition"]):
        if way.get("expertise") is not None:
            way["expertise"] = draw(st.sampled_from([1.0, 0.6, 0.6, 0.0]))
    whole["distribution"].append({**ADVISERS, "maker": maker})
    for one in whole["manufacturers"].values():
        one |= {"opening_stock": draw(st.sampled_from([60, 9])), "weekly_capacity": None}
    whole |= {"detail": "sales" if whole["detail"] == "journeys" else whole["detail"], "switched_off": []}
    whole["candidates"], whole["response"]["always_aware"] = 6, draw(st.sampled_from([1.0, 0.6]))
    return Scenario.model_validate_json(json.dumps(whole))


def sold_by(draw: Any, name: str, before: list[str], products: dict[str, Any]) -> dict[str, Any]:
    """Draw the product it is an upgrade of, of the earlier ones, and the product it is suggested with."""
    said: dict[str, Any] = {}
    worse = [one for one in before if products[one]["category"] == products[name]["category"]]
    if worse and draw(st.booleans()):
        said["upgrade_of"] = draw(st.sampled_from(worse))
    others = [one for one in products if one != name]
    if others and draw(st.booleans()):
        beside = draw(st.lists(st.sampled_from(others), min_size=1, max_size=2))
        said["suggested_with"] = {"products": beside, "chance": draw(st.sampled_from([1.0, 0.5, 0.0]))}
    return said


def beside_of(draw: Any, names: list[str], first: dict[str, Any]) -> dict[str, Any]:
    """Draw the product that is suggested with all others."""
    way = draw(st.sampled_from([{}, {"life": {"mean_weeks": 3.0}}, {"subscription": {"period_weeks": 2}}]))
    none = {"life": None, "subscription": None, "refill_of": [], "upgrade_of": None}
    suggested = {"products": names, "chance": draw(st.sampled_from([1.0, 1.0, 0.7]))}
    return {**first, **none, **way, "category": BESIDE, "list_price": 20.0, "suggested_with": suggested}


def need_beside(draw: Any, product: dict[str, Any]) -> dict[str, Any]:
    """Draw how often it is needed beside suggestions."""
    lasts = bool(product["life"] or product["subscription"])
    ways: list[dict[str, Any]] = [
        {"lasts_weeks": 4, "search_growth": 0.3},
        {"lasts_weeks": 3, "meanwhile": "overtakes"},
        {"units": 3},
        {"pantry": {"storage_cost": 0.5, "most_units": 4}},
        {"counted": not lasts},
    ]
    leaving = draw(st.sampled_from([None, {"alpha": 0.5, "beta": 2.0, "won_back_per_week": 0.3}]))
    while_owning = draw(st.sampled_from([0.0, 0.5]))
    return {
        "per_year": 20.0, "while_owning": while_owning, "leaving": leaving, **draw(st.sampled_from(ways))
    }  # fmt: skip
