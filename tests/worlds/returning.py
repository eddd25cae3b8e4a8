"""Worlds in which customers send units back: boasts, units that differ, and outlets that take things back."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import members_of
from simulator.market.setup.build_channel import build_channel
from simulator.scenario.schema import Scenario
from tests.worlds.learning import learning_worlds
from tests.worlds.random_needs import lasting_worlds
from tests.worlds.random_worlds import worlds, worlds_with_a_marketplace
from tests.worlds.waiting import waiting_worlds

share = st.floats(0, 1)


@st.composite
def terms_of_return(draw: st.DrawFn, at: dict[str, str]) -> dict[str, Any]:
    """Draw the terms on which some outlets take things back."""
    return {
        "at": at,
        "within_weeks": draw(st.integers(1, 6)),
        "refund": draw(st.sampled_from([1.0, 1.0, 0.95, 0.8, 0.0])),
        "shipping_cost": draw(st.floats(0, 5)),
        "shipping_paid_by": draw(st.sampled_from(["outlet", "customer"])),
        "inspection_weeks": draw(st.sampled_from([3, 2, 1, 0])),
        "inspection_cost": draw(st.floats(0, 5)),
        "saleable": draw(st.sampled_from([0.5, 0.8, 1.0, 0.0])),
        "credited": draw(st.sampled_from([1.0, 0.5, 0.0])),
        "commission_back": draw(share),
    }


@st.composite
def warranty(draw: st.DrawFn, members: list[str]) -> dict[str, Any]:
    """Draw the terms on which all products are repaired, by their makers or some member."""
    return {
        "weeks": draw(st.integers(1, 12)),
        "repaired_by": draw(st.none() | st.sampled_from(members)),
        "weekly_capacity": draw(st.none() | st.integers(0, 12)),
        "repair_weeks": draw(st.integers(0, 3)),
        "repair_cost": draw(st.floats(0, 20)),
        "repair_fee": draw(st.floats(0, 20)),
        "shipping_cost": draw(st.floats(0, 5)),
    }


def paid_at_once(promotions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return promotions without payment in parts: what is nothing else is left out."""
    plain = [{key: said for key, said in one.items() if key != "pay"} for one in promotions]
    return [one for one in plain if any(key in one for key in ("price", "of_list", "off"))]


@st.composite
def returning_worlds(draw: st.DrawFn) -> Scenario:
    """Draw a world, some with backorders, lasting needs or a marketplace, in which a lot comes back."""
    kinds = (worlds(weeks=10), waiting_worlds(), learning_worlds(), lasting_worlds())
    scenario = draw(st.one_of(*kinds, worlds_with_a_marketplace(weeks=9)))
    whole = scenario.model_dump(mode="json")
    for product in whole["products"].values():
        product |= {"digital": product["digital"] and draw(st.booleans()), "uncertainty": 0.5}
        product["failure_rate"] = draw(st.sampled_from([0.2, 0.02, 0.0]))
        product["variability"] = draw(st.sampled_from([1.0, 1.0, 0.6, 0.0]))
        product["appeal"] = max(product["appeal"], 2.0)
        if draw(st.booleans()):
            product["reputation"] = {**product["reputation"], "quality": 1.0}
    for maker in whole["manufacturers"].values():
        maker |= {"opening_stock": 60, "weekly_capacity": None}
    for segment in whole["segments"].values():
        segment["return_hassle"] = draw(st.sampled_from([0.0, 0.0, 0.0, 5.0]))
        segment["return_promptness"] = draw(st.sampled_from([1.0, 1.0, 0.6, 0.3]))
        segment["values"]["quality"] += 1.0
        for need in segment["needs"].values():
            need["per_year"] = max(need["per_year"], 25.0)
    whole["response"]["always_aware"] = 0.8
    formats = sorted({m.format for m in members_of(build_channel(scenario, KeyedRandom(0))) if m.format})
    taking = [kind for kind in formats if draw(st.integers(0, 5))] or formats[:1]
    whole["returns"] = [draw(terms_of_return({"format": kind})) for kind in taking]
    members = [m.name for m in members_of(build_channel(scenario, KeyedRandom(0)))]
    whole["warranties"] = [draw(warranty(members)) for _ in range(draw(st.integers(0, 2)))]
    whole["promotions"] = paid_at_once(whole["promotions"])
    return Scenario.model_validate_json(json.dumps(whole))


def with_trials(scenario: Scenario) -> Scenario:
    """Return a world in which customers reckon with sending things back, at some trouble."""
    segments = scenario.model_dump(mode="json")["segments"]
    for segment in segments.values():
        segment |= {"foresees_returns": 0.7, "return_hassle": 4.0}
    return scenario.changed(segments=segments)
