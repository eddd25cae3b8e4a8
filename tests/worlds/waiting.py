"""Worlds in which a lot is out of stock and many wait: random ones, and plain ones for the textbook."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import members_of
from simulator.market.setup.build_channel import build_channel
from simulator.scenario.schema import Scenario
from tests.worlds.random_worlds import worlds
from tests.worlds.small import FLAT


@st.composite
def waiting_worlds(draw: st.DrawFn, **fixed: Any) -> Scenario:
    """Draw a world of physical goods that are dearly wanted; whoever has the hands takes orders."""
    scenario = draw(worlds(weeks=9, customers=60, **fixed))
    plain = scenario.model_dump(mode="json")
    for product in plain["products"].values():
        product |= {"digital": False, "appeal": draw(st.floats(2, 5)), "uncertainty": 0.5}
    for segment in plain["segments"].values():
        segment["waiting_cost"] = draw(st.sampled_from([0.0, 0.1, 0.6]))
        segment["patience_weeks"] = draw(st.sampled_from([None, 1, 2, 4]))
    members = members_of(build_channel(scenario, KeyedRandom(0)))
    busy = {m.format for m in members if m.format and m.weekly_capacity is not None}
    free = sorted({m.format for m in members if m.format} - busy)
    promised = draw(st.none() | st.integers(1, 3))
    return scenario.changed(
        products=plain["products"],
        segments=plain["segments"],
        backorders=[{"at": {"format": kind}, "promised_weeks": promised} for kind in free],
    )


PRICE, SENSITIVITY = 100.0, 0.02
"""What a lamp costs, and what of that is felt."""


def lamp_shop(**changes: Any) -> Scenario:
    """Return a web store with a lamp that all know and need every week, and that is worth what it costs."""
    whole = {
        "schema_version": 1,
        "name": "a shop with one lamp",
        "choice": deepcopy(FLAT),
        "weeks": 1,
        "customers": 4000,
        "detail": "sales",
        "manufacturers": {"acme": {"opening_stock": 0, "ordering": {"policy": "base_stock", "level": 0}}},
        "products": {
            "lamp": {
                "maker": "acme", "category": "light", "unit_cost": 40, "list_price": PRICE,
                "attributes": {}, "appeal": PRICE * SENSITIVITY, "uncertainty": 0,
            }
        },
        "segments": {
            "readers": {
                "share": 1, "values": {}, "price_sensitivity": SENSITIVITY,
                "needs": {"light": {"per_year": 52}}, "information_need": 0,
            }
        },
        "regions": {"north": {"share": 1}},
        "response": {"always_aware": 1.0},
        "distribution": {"model": "direct_automated", "opening_stock": 0, "lead_time_weeks": 1},
        "backorders": [{"at": "web_store"}],
    }  # fmt: skip
    return Scenario.model_validate_json(json.dumps({**whole, **changes}))
