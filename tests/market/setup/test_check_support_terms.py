"""Checks of support: mistakes are told with their places before anything is played."""

from typing import Any

import pytest

from simulator.market.setup.build_channel import channel_faults
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from tests.worlds.helped_shop import helped_shop
from tests.worlds.small import small_world, written

EVERY_WEEK = {"contacts_per_year": 52}


def test_an_answering_member_that_is_nobody_is_told() -> None:
    """With the nearest name, and its place in the file."""
    (fault,) = channel_faults(helped_shop({**EVERY_WEEK, "answered_by": "acme web_stor"}))

    assert fault[0] == ("support", 0, "answered_by")
    assert "no member called 'acme web_stor'; did you mean 'acme web_store'?" in fault[1]


LASTS = {"life": {"mean_weeks": 9}}


@pytest.mark.parametrize(
    ("terms", "bulb", "place", "text"),
    [
        ({"product": "lamp", **EVERY_WEEK}, LASTS, "support.0.product", "'lamp' doesn't last, so nobody has"),
        ({"product": "lmp", **EVERY_WEEK}, LASTS, "support.0.product", "did you mean 'lamp'?"),
        (EVERY_WEEK, {}, "support.0:", "no product lasts, so nobody has anything in use"),
        ({}, LASTS, "support.0.contacts_per_year", "missing"),
        ({"contacts_per_year": 53}, LASTS, "support.0.contacts_per_year", "at most 52, is 53"),
        ({"contacts_per_year": -1}, LASTS, "support.0.contacts_per_year", "at least 0, is -1"),
        ({"contacts_per_year": "often"}, LASTS, "support.0.contacts_per_year", "number"),
        ({**EVERY_WEEK, "weekly_capacity": 2.5}, LASTS, "support.0.weekly_capacity", "whole number"),
        ({**EVERY_WEEK, "weekly_capacity": -1}, LASTS, "support.0.weekly_capacity", "at least 0, is -1"),
        ({**EVERY_WEEK, "patience_weeks": 0}, LASTS, "support.0.patience_weeks", "at least 1, is 0"),
        ({**EVERY_WEEK, "cost": -2}, LASTS, "support.0.cost", "at least 0, is -2"),
        ({**EVERY_WEEK, "fee": "1e13"}, LASTS, "support.0.fee", "number"),
        ({**EVERY_WEEK, "answered_by": 3}, LASTS, "support.0.answered_by", "text"),
        ({**EVERY_WEEK, "patience": 3}, LASTS, "support.0.patience", "patience_weeks"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(
    tmp_path: Any, terms: dict[str, Any], bulb: dict[str, Any], place: str, text: str
) -> None:
    """What is wrong, where, and what instead."""
    products = small_world()["products"]
    products["bulb"] |= bulb
    with pytest.raises(ScenarioError) as told:
        load(written(tmp_path / "wrong.yaml", products=products, support=[terms]))

    assert any(place in line and text in line for line in str(told.value).splitlines()), str(told.value)
