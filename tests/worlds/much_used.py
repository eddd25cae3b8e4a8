"""Worlds of much use: random markets of use, with goods beside that everybody needs a lot of and can pay.

Of worlds drawn at random few sell a refill, or twice to one customer in a week; here laws have something to
hold for: the first product comes once more for each way to be used, in a category of that name.
"""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_use import using_worlds

NEEDS: dict[str, dict[str, Any]] = {
    "counted": {"counted": True},
    "pantry": {"pantry": {"storage_cost": 0.5, "most_units": 5}},
    "several": {"units": 3},
    "lasts": {"while_owning": 0.3},
    "subscribed": {},
    "refills": {},
}
"""What is particular to the need for what is used in each way."""


@st.composite
def much_used_worlds(draw: Any) -> Scenario:
    """Draw a world in which goods are used, and add goods of every use, reasons to buy and money for them."""
    whole = draw(using_worlds()).model_dump(mode="json")
    whole |= {"detail": "sales", "switched_off": [], "customers": 40}
    first = next(iter(whole["products"].values()))
    plain = first | {"life": None, "subscription": None, "refill_of": [], "appeal": 3.0}
    ways = {name: {**plain, "category": name, **use_of_product(draw, name)} for name in NEEDS}
    whole["products"] |= ways
    for segment in whole["segments"].values():
        segment["price_sensitivity"] = 1.0 / first["list_price"]
        segment["onboarding"] = draw(st.sampled_from([0.0, 1.5]))
        leaving = draw(st.sampled_from([None, {"alpha": 0.5, "beta": 5.0, "won_back_per_week": 0.3}]))
        for name, particular in NEEDS.items():
            segment["needs"][name] = {"per_year": 40.0, "leaving": leaving, **particular}
    for outlets in (*whole["distribution"], *whole["competition"]):
        if outlets.get("opening_stock") is not None:
            outlets["opening_stock"] = 60
    return Scenario.model_validate_json(json.dumps(whole))


def use_of_product(draw: Any, way: str) -> dict[str, Any]:
    """Draw how long a product is of use, how many own one at the start, and what it refills."""
    if way == "lasts":
        return {"life": {"mean_weeks": draw(st.sampled_from([2.0, 6.0])), "shape": 2.0, "owned": 0.3}}
    if way == "subscribed":
        paid = {"period_weeks": draw(st.integers(1, 3)), "compares": draw(st.sampled_from([0.0, 0.3]))}
        return {"subscription": paid}
    return {"refill_of": ["lasts"]} if way == "refills" else {}
