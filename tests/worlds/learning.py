"""Random worlds in which people learn from use, units differ, owners are believed and promises remembered."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.scenario.schema import Scenario
from tests.worlds.random_worlds import worlds

BOAST = {"says": {"quality": 0.6, "price": 0.4}, "claims": {"quality": 1.0, "price": 1.0}}


@st.composite
def learning_worlds(draw: Any) -> Scenario:
    """Draw a world with customers, and what they learn and tell; in some all outlets boast."""
    share = st.floats(0, 1)
    whole = draw(worlds(weeks=8)).model_dump(mode="json")
    for segment in whole["segments"].values():
        segment["learns_from_use"] = draw(st.sampled_from([0.0, 0.25, 2.0]))
    for product in whole["products"].values():
        product["variability"] = draw(st.sampled_from([0.0, 0.1, 0.6]))
    whole["response"] |= {
        "owners_credibility": draw(share),
        "trust_halved_at": draw(st.none() | st.floats(0.01, 1.0)),
        "satisfaction_gain": draw(st.floats(0, 2)),
        "satisfaction_loss": draw(st.floats(0, 3)),
    }
    if draw(st.booleans()):
        whole["messages"] = {**whole["messages"], "default": "boast", "boast": BOAST}
    return Scenario.model_validate_json(json.dumps(whole))
