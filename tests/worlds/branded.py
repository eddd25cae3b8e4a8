"""Random worlds in which names are built and diluted by where they are sold, and buyers review."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_needs import lasting_worlds

WEIGHTS = (0.0, 1.0, 6.0)


@st.composite
def branded_worlds(draw: Any) -> Scenario:
    """Draw a world of needs that last, images of some ways to sell, and how names and ratings come about."""
    share, weight = st.floats(0, 1), st.sampled_from(WEIGHTS)
    whole = draw(lasting_worlds()).model_dump(mode="json")
    for segment in whole["segments"].values():
        segment |= {name: draw(weight) for name in ("brand_equity", "product_rating", "outlet_rating")}
    for product in whole["products"].values():
        product["initial_equity"] = draw(share)
    for way in whole["distribution"]:
        way |= {"image": draw(st.none() | share)} if "image" in way else {}  # noqa: PLW2901 - in place
    rates = ("from_advertising", "from_owners", "from_outlets", "dilution", "deal_below", "decay")
    whole["response"] |= {
        "equity": {name: draw(share) for name in rates},
        "reviews": {
            "chance": draw(share),
            "prior": draw(share),
            "prior_reviews": draw(st.floats(0.1, 20)),
            "kept_per_week": draw(st.just(1.0) | share),
        },
    }
    return Scenario.model_validate_json(json.dumps(whole))
