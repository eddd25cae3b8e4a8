"""Idle aims: media that aim where no customer can be are noted, with the place and why; others are not."""

from typing import Any

import pytest

from simulator.market.setup.build_channel import channel_notes
from simulator.market.simulate import simulate
from tests.worlds.aimed import aimed

ELSEWHERE = {"formats": ["dealer", "pop_up_store"]}


@pytest.mark.parametrize(
    ("kind", "medium", "changes", "where", "told"),
    [
        ("retargeting", ELSEWHERE, {}, ("media", "place", "formats", 1), "there are: dealer, web_store"),
        ("retargeting", {"formats": ["kiosk"]}, {}, ("campaigns", 0), "outlets that are not there"),
        ("e_mail", {"formats": ["kiosk"]}, {}, ("campaigns", 0), "outlets that are not there"),
        ("e_mail", {"joins": 0.0}, {}, ("media", "place"), "nobody ever joins"),
        ("e_mail", {}, {"campaigns": []}, ("media", "place"), "no campaign runs on it"),
        (
            "retargeting",
            {"cost_per_contact": 2e6},
            {},
            ("campaigns", 0, "weekly_budget"),
            "pays for no contact at 2e+06 EUR",
        ),
        ("retargeting", {}, {"segments": None}, ("campaigns", 0), "reaches nobody on place"),
    ],
)
def test_where_nobody_can_be_is_noted(
    kind: str, medium: dict[str, Any], changes: dict[str, Any], where: tuple[Any, ...], told: str
) -> None:
    """With its place, and what is there instead."""
    if "segments" in changes:  # nobody attends to it
        people = aimed(kind).model_dump(mode="json")["segments"]
        changes = {"segments": {name: {**one, "media": {}} for name, one in people.items()}}
    notes = list(channel_notes(aimed(kind, medium, **changes)))

    assert any(keys == where and told in text for keys, text in notes), notes


@pytest.mark.parametrize(("cost", "is_paid"), [(0.3, True), (0.0, False)])
def test_what_is_given_for_joining_a_list_is_paid_though_no_customer_is_reached(
    cost: float, is_paid: bool
) -> None:
    """Of a campaign on a list to which nobody attends the note says what the ledger does."""
    people = aimed("e_mail").model_dump(mode="json")["segments"]
    inattentive = {name: {**one, "media": {}} for name, one in people.items()}
    magnet = {"lead_magnet": {"joins": 0.5, "cost": cost}}
    scenario = aimed("e_mail", magnet, segments=inattentive)
    payments = simulate(scenario, 1).table("payment").astype({"reason": str})
    told = dict(channel_notes(scenario))["campaigns", 0]

    assert ("lead_magnet" in set(payments["reason"])) == is_paid
    assert ("what they are given for it is paid" in told) == is_paid
    assert ("nor paid" in told) != is_paid


@pytest.mark.parametrize("kind", ["retargeting", "e_mail"])
def test_where_somebody_can_be_nothing_is_noted(kind: str) -> None:
    """Neither of the campaign nor of its medium, nor of who attends to it."""
    notes = dict(channel_notes(aimed(kind)))

    assert not [keys for keys in notes if keys[0] in ("campaigns", "media", "segments")]
