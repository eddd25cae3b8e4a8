"""Random worlds in which owners of what lasts or is subscribed to meet, stay, tell, and cost their makers."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_use import own_one_at_most, using_worlds

LEAVING = {"alpha": 1.0, "beta": 5.0, "satisfaction": 4.0}


@st.composite
def worlds_of_communities(draw: Any) -> Scenario:
    """Draw a world in which goods are used, and communities of owners of either sign."""
    whole = draw(using_worlds()).model_dump(mode="json") | {"switched_off": []}
    for product in whole["products"].values():
        product["appeal"] = max(product["appeal"], 2.0)
        if not product["life"] and not product["subscription"]:
            product["life"] = {"mean_weeks": 3.0, "owned": 0.2}
        product["community"] = {
            "joins": draw(st.sampled_from([0.5, 1.0, 0.2, 0.0])),
            "stays": draw(st.sampled_from([1.0, -1.0, 0.0])),
            "talks": draw(st.sampled_from([5.0, 0.0])),
            "weekly_cost": draw(st.sampled_from([0.37, 0.0])),
        }
    own_one_at_most(whole["products"])
    for segment in whole["segments"].values():
        segment["values"]["quality"] += 1.0
        for need in segment["needs"].values():
            need |= {"per_year": max(need["per_year"], 25.0), "counted": False}
            need["leaving"] = need["leaving"] or draw(st.sampled_from([LEAVING, None]))
    whole["response"] |= {
        "always_aware": 0.4,
        "word_of_mouth": draw(st.sampled_from([0.5, 0.0])),
        "owners_credibility": draw(st.sampled_from([0.5, 0.0])),
        "trust_halved_at": draw(st.sampled_from([None, 0.05])),
    }
    return Scenario.model_validate_json(json.dumps(whole))
