"""Idle aims: media that aim where no customer can be are noted, with the place and why; others are not."""

from typing import Any

import pytest

from simulator.market.setup.build_channel import channel_notes
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


@pytest.mark.parametrize("kind", ["retargeting", "e_mail"])
def test_where_somebody_can_be_nothing_is_noted(kind: str) -> None:
    """Neither of the campaign nor of its medium, nor of who attends to it."""
    notes = dict(channel_notes(aimed(kind)))

    assert not [keys for keys in notes if keys[0] in ("campaigns", "media", "segments")]
