"""Random worlds in which outlets tell how long orders take, and are late, and customers mind."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.returning import paid_at_once
from tests.worlds.waiting import waiting_worlds

REVIEWS = {"chance": 1.0, "prior": 0.5, "prior_reviews": 2.0}


@st.composite
def late_worlds(draw: Any) -> Scenario:
    """Draw a world of many orders, how much lateness is minded, and what follows from it."""
    whole = draw(waiting_worlds()).model_dump(mode="json")
    whole |= {"detail": draw(st.sampled_from(["summary", "sales"])), "switched_off": []}
    for product in whole["products"].values():
        product["variability"] = draw(st.sampled_from([0.0, 0.3]))
    for maker in whole["manufacturers"].values():
        maker |= {"opening_stock": 0, "weekly_capacity": draw(st.sampled_from([12, 4]))}
    for segment in whole["segments"].values():
        segment |= {"lateness": draw(st.sampled_from([0.3, 2.0, 0.0, 50.0])), "patience_weeks": None}
        segment["values"]["quality"] += 1.0
        segment["product_rating"] = draw(st.sampled_from([0.0, 2.0]))
        for need in segment["needs"].values():
            need["per_year"] = max(need["per_year"], 25.0)
            if draw(st.booleans()):
                need["leaving"] = {"alpha": 1.0, "beta": 5.0, "satisfaction": 4.0}
    whole["response"] |= {"always_aware": 0.8, "owners_credibility": draw(st.sampled_from([0.0, 0.5]))}
    whole["response"] |= {"reviews": REVIEWS, "trust_halved_at": draw(st.sampled_from([None, 0.05]))}
    for orders in whole["backorders"]:
        orders["promised_weeks"] = draw(st.sampled_from([1, 1, None]))
    if draw(st.booleans()):
        formats = [orders["at"] for orders in whole["backorders"]]
        whole["returns"] = [{"at": at, "saleable": 0.5} for at in formats]
        whole["promotions"] = paid_at_once(whole["promotions"])
    return Scenario.model_validate_json(json.dumps(whole))
