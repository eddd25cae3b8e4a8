"""Worlds in which owners ask for help with what they have in use, and often wait for it."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import members_of
from simulator.market.setup.build_channel import build_channel
from simulator.scenario.schema import Scenario
from tests.worlds.much_used import much_used_worlds
from tests.worlds.returning import paid_at_once, terms_of_return


@st.composite
def support(draw: st.DrawFn, product: str | None, members: list[str]) -> dict[str, Any]:
    """Draw terms of support: of a product or of all, and the member that answers."""
    return {
        "product": product,
        "contacts_per_year": draw(st.sampled_from([52.0, 20.0])),
        "answered_by": draw(st.sampled_from([None, "seller"]) | st.sampled_from(members)),
        "weekly_capacity": draw(st.sampled_from([2, 1, 5, None, 0])),
        "patience_weeks": draw(st.sampled_from([1, 2, 4, None])),
        "cost": draw(st.floats(0, 20)),
        "fee": draw(st.floats(0, 20)),
    }


@st.composite
def helped_worlds(draw: st.DrawFn) -> Scenario:
    """Draw a world in which goods are used, support of what lasts, and what waiting for it does to people."""
    scenario = draw(much_used_worlds())
    whole = scenario.model_dump(mode="json")
    for segment in whole["segments"].values():
        segment["waiting_for_help"] = draw(st.sampled_from([0.0, 0.3, 2.0]))
        for need in segment["needs"].values():
            if need["leaving"]:
                need["leaving"]["unhelped"] = draw(st.sampled_from([0.0, 0.5]))
    drawn = members_of(build_channel(scenario, KeyedRandom(0)))
    members, formats = [m.name for m in drawn], sorted({m.format for m in drawn if m.format})
    whole["products"]["lasts"]["variability"] = 1.0
    if draw(st.booleans()):
        whole["returns"] = [draw(terms_of_return({"format": kind})) for kind in formats]
        whole["promotions"] = paid_at_once(whole["promotions"])
    own = draw(st.sampled_from([(), ("lasts",), ("subscribed",)]))
    whole["support"] = [draw(support(product, members)) for product in (None, *own)]
    return Scenario.model_validate_json(json.dumps(whole))
