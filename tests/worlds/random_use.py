"""Random worlds in which goods last, are refilled or subscribed to, needs are counted, and people leave."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.learning import learning_worlds
from tests.worlds.random_needs import lasting_worlds
from tests.worlds.random_worlds import worlds
from tests.worlds.returning import returning_worlds

SHARES = (0.0, 0.3, 1.0)


@st.composite
def using_worlds(draw: Any) -> Scenario:
    """Draw a world, some with needs that last or people that learn, and how its goods are used."""
    whole = draw(
        st.one_of(worlds(weeks=10), lasting_worlds(), learning_worlds(), returning_worlds())
    ).model_dump(mode="json")
    if whole["detail"] == "journeys":
        whole["detail"] = "sales"
    names = list(whole["products"])
    for name, product in whole["products"].items():
        way = draw(st.sampled_from(["used up", "lasts", "subscribed"]))
        product["talk_weeks"] = {"used up": 3, "lasts": 2, "subscribed": None}[way]
        if way == "lasts":
            product["life"] = {
                "mean_weeks": draw(st.sampled_from([2.0, 2.5, 30.0])),
                "shape": draw(st.sampled_from([0.7, 1.0, 3.0])),
                "owned": draw(st.sampled_from([0.0, 0.3])),
            }
        if way == "subscribed":
            period, compares = draw(st.integers(1, 3)), draw(st.sampled_from(SHARES))
            product["subscription"] = {"period_weeks": period, "compares": compares}
        lasting = [other for other in names if other != name and whole["products"][other].get("life")]
        if lasting and draw(st.booleans()):
            product["refill_of"] = [draw(st.sampled_from(lasting))]
    lasting = {
        one["category"] for one in whole["products"].values() if one.get("life") or one.get("subscription")
    }
    for segment in whole["segments"].values():
        for category, need in segment["needs"].items():
            use_of(draw, need, category in lasting)
    own_one_at_most(whole["products"])
    return Scenario.model_validate_json(json.dumps(whole))


def own_one_at_most(products: dict[str, Any]) -> None:
    """Let no more customers own something of a category at the start than there are: the first products'."""
    left: dict[str, float] = {}
    for product in products.values():
        if product.get("life"):
            most = left.get(product["category"], 1.0)
            product["life"]["owned"] = owned = min(product["life"]["owned"], most)
            left[product["category"]] = round(most - owned, 9)


def use_of(draw: Any, need: dict[str, Any], lasts: bool) -> None:
    """Draw how often something is needed beside what is in use, and how customers leave."""
    need["price_weight"] = draw(st.sampled_from([1.0, 0.5, 8.0]))
    need["counted"] = not lasts and draw(st.booleans())
    if draw(st.booleans()):
        need["pantry"] = {"storage_cost": draw(st.sampled_from([0.01, 1.0, 20.0])), "most_units": 5}
    elif need["lasts_weeks"] == 1:
        need["units"] = draw(st.sampled_from([1, 1, 3]))
    need["rate_shape"] = draw(st.sampled_from([None, 0.3, 2.0]))
    need["while_owning"] = draw(st.sampled_from(SHARES))
    need["replaced_per_week"] = draw(st.sampled_from([None, *SHARES]))
    if draw(st.booleans()):
        need["leaving"] = {
            "alpha": draw(st.sampled_from([0.3, 2.0])),
            "beta": draw(st.sampled_from([0.3, 5.0])),
            "satisfaction": draw(st.sampled_from([0.0, 2.0])),
            "won_back_per_week": draw(st.sampled_from(SHARES)),
        }
