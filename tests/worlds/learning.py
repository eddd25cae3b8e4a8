"""Random worlds in which people learn from use, units differ, owners are believed and promises remembered."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_needs import with_lasting_needs
from tests.worlds.random_worlds import worlds, worlds_with_a_marketplace

BOAST = {"says": {"quality": 0.6, "price": 0.4}, "claims": {"quality": 1.0, "price": 1.0}}


@st.composite
def learning_worlds(draw: Any) -> Scenario:
    """Draw a world, and what its customers learn and tell.

    In some needs last, and all outlets, or a campaign that ends, boast.
    """
    share = st.floats(0, 1)
    scenario = draw(st.one_of(worlds(weeks=8), worlds_with_a_marketplace(weeks=8)))
    if draw(st.booleans()):
        scenario = draw(with_lasting_needs(scenario))
    whole = scenario.model_dump(mode="json")
    for segment in whole["segments"].values():
        learns = segment["learns_from_use"] = draw(st.sampled_from([0.0, 0.25, 2.0]))
        segment["satisfaction_weight"] = {0.0: 1.0, 0.25: 0.0, 2.0: 3.0}[learns]
        segment["unboxing"] = {"web_store": -0.5, "reseller": 0.3} if learns == 0.0 else {}
    for product in whole["products"].values():
        product["variability"] = draw(st.sampled_from([0.0, 0.1, 0.6]))
    whole["response"] |= {
        "owners_credibility": draw(share),
        "trust_halved_at": draw(st.none() | st.floats(0.01, 1.0)),
        "satisfaction_gain": draw(st.floats(0, 2)),
        "satisfaction_loss": draw(st.floats(0, 3)),
    }
    everywhere, for_some_weeks = draw(st.booleans()), draw(st.booleans())
    if everywhere or for_some_weeks:
        whole["messages"] = {**whole["messages"], "boast": BOAST}
    if everywhere:
        whole["messages"]["default"] = "boast"
    if for_some_weeks:
        whole["campaigns"][0]["message"] = "boast"
    return Scenario.model_validate_json(json.dumps(whole))
