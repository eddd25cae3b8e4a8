"""Two limits for one number: what the schema lets pass can be drawn, or is refused in its place."""

from collections.abc import Iterator
from typing import Any

import pytest

import simulator
from simulator import InputError
from simulator.domain.decisions.policies import pricing_rule
from simulator.market.setup.build_channel import channel_faults
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario

LIMITS = (("minimum", 0.0), ("maximum", 0.0), ("exclusiveMinimum", 1e-9), ("exclusiveMaximum", -1e-9))
TOO_MANY = 1000
"""Counts above this draw that many members."""


def at_the_limits(schema: dict[str, Any], node: dict[str, Any]) -> Iterator[Any]:
    """Yield each number of a model at each of its limits, inside the maps that it stands in."""
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", maxsplit=1)[-1]]
    for other in node.get("anyOf", ()):
        yield from at_the_limits(schema, other)
    for name, beyond in LIMITS:
        if name in node and (node.get("type") == "number" or node[name] <= TOO_MANY):
            yield node[name] + beyond if beyond else node[name]
    for key, below in node.get("properties", {}).items():
        for value in at_the_limits(schema, below):
            yield {key: value}


def drawn_at_limits(model: str) -> list[tuple[Scenario, str]]:
    """Return scenarios with one setting of a model at a limit."""
    schema = simulator.DISTRIBUTION_MODELS.get(model).model_json_schema()
    found = []
    for setting in at_the_limits(schema, schema):
        try:
            found.append((small_scenario().using(model, **setting), str(setting)))
        except InputError:
            continue  # it is refused where it stands
    return found


@pytest.mark.by_day(4)
@pytest.mark.parametrize("model", simulator.DISTRIBUTION_MODELS.names())
def test_what_passes_at_its_limit_is_drawn_or_refused_in_place(model: str) -> None:
    """By a sentence with the limit that several settings come to together; by no library's error."""
    for scenario, setting in drawn_at_limits(model):
        for keys, why in channel_faults(scenario):
            assert keys == ("distribution",), setting
            assert "come to" in why, setting


def test_one_limit_is_told_with_the_number_that_is_beyond_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that makes of its settings a policy with a narrower limit is answered in the house's words."""
    model = simulator.DISTRIBUTION_MODELS.get("direct_automated")
    monkeypatch.setattr(model, "draw", lambda *_: pricing_rule("undercut", opening=12.5))
    ((keys, why),) = channel_faults(small_scenario().using("direct_automated"))

    assert keys == ("distribution",)
    assert why == (
        "these settings come to opening = 12.5 (Undercut), which must be at most 10; choose them otherwise"
    )


def test_a_price_of_nothing_is_refused_where_it_is_written() -> None:
    """The policy that resellers get from it has the same limit."""
    with pytest.raises(InputError, match=r"distribution\.rivalry\.opening: must be more than 0, is 0"):
        small_scenario().using("open_resale", rivalry={"opening": 0})
