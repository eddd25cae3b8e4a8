"""Warranty notes: what is written of warranties and failures and moves nothing."""

import json
from typing import Any

import pytest

from simulator import Scenario
from simulator.market.setup.build_channel import channel_notes
from tests.worlds.small import small_world


def noted(
    warranties: list[dict[str, Any]], way: dict[str, Any] | None = None, **rates: float
) -> dict[str, str]:
    """Return what is noted of a world with some warranties and products that fail so often, by place."""
    whole = small_world(warranties=warranties)
    for name, rate in rates.items():
        whole["products"][name] |= {"failure_rate": rate, **(way or {})}
    scenario = Scenario.model_validate_json(json.dumps(whole))
    notes = {".".join(map(str, keys)): text for keys, text in channel_notes(scenario)}
    return {key: text for key, text in notes.items() if "warrant" in key or "failure_rate" in key}


def test_a_warranty_of_what_never_fails_is_noted() -> None:
    """Until some product fails."""
    notes = noted([{"weeks": 104}])

    assert set(notes) == {"warranties.0"}
    assert "products.NAME.failure_rate" in notes["warranties.0"]
    assert not noted([{"weeks": 104}], bulb=0.01)


def test_a_warranty_of_one_product_is_idle_unless_that_one_fails() -> None:
    """Another that fails makes it no use; and the other has no warranty."""
    notes = noted([{"product": "lamp"}], bulb=0.01)

    assert set(notes) == {"warranties.0", "products.bulb.failure_rate"}
    assert "products.lamp.failure_rate" in notes["warranties.0"]
    assert not noted([{"product": "lamp"}, {"product": "bulb"}], bulb=0.01, lamp=0.01)


@pytest.mark.parametrize("way", [{"subscription": {"period_weeks": 4}}, {"digital": True}])
def test_what_cannot_fail_is_noted(way: dict[str, Any]) -> None:
    """What is paid for by the period, or digital; a warranty of all that fails is idle then, too."""
    assert set(noted([], way, lamp=0.01)) == {"products.lamp.failure_rate"}
    assert set(noted([{}], way, lamp=0.01)) == {"products.lamp.failure_rate", "warranties.0"}
    assert not noted([], way, lamp=0.0)


@pytest.mark.parametrize("terms", [{}, {"product": "lamp"}])
def test_failures_of_what_is_used_up_at_once_are_noted_without_a_warranty(terms: dict[str, Any]) -> None:
    """What lasts is in use no longer when it fails, covered or not."""
    assert set(noted([], lamp=0.01)) == {"products.lamp.failure_rate"}
    assert not noted([terms], lamp=0.01)
    assert not noted([], {"life": {"mean_weeks": 50.0}}, lamp=0.01)
