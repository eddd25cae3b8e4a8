"""Worlds in which needs that find nothing add up: goods are short, and needs come often."""

import json

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.advised import advised_worlds
from tests.worlds.random_levels import alike_worlds
from tests.worlds.waiting import waiting_worlds


@st.composite
def adding_up_worlds(draw: st.DrawFn) -> Scenario:
    """Draw a world, some with backorders, alike offers or suggestions, and needs of which several wait."""
    given = draw(st.one_of(waiting_worlds(), alike_worlds(), advised_worlds()))
    whole = given.model_dump(mode="json")
    lasting = {p["category"] for p in whole["products"].values() if p["life"] or p["subscription"]}
    for segment in whole["segments"].values():
        for category, need in segment["needs"].items():
            if category in lasting:
                continue
            need |= {"units": 1, "per_year": max(need["per_year"], 30.0), "counted": draw(st.booleans())}
            need["meanwhile"] = draw(st.sampled_from(["adds_up", "adds_up", "absorbed"]))
            need["lasts_weeks"] = draw(st.sampled_from([26, 3, 2, 1]))
            need["kept_per_week"] = draw(st.sampled_from([1.0, 1.0, 0.7]))
            need["luck_renewed"] = draw(st.sampled_from([0.0, 0.3]))
            need["search_growth"] = draw(st.sampled_from([0.0, 0.0, 0.5]))
            need["search_elsewhere"] = draw(st.sampled_from([0.0, 0.3]))
            need["pantry"] = draw(st.sampled_from([None, None, {"storage_cost": 0.5, "most_units": 4}]))
    whole |= {"detail": "sales", "switched_off": []}
    for one in whole["manufacturers"].values():
        one |= {"opening_stock": draw(st.sampled_from([9, 60])), "weekly_capacity": None}
    return Scenario.model_validate_json(json.dumps(whole))
