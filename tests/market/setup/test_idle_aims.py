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


MAIL = {"joins": 0.5}
LASTS = {"life": {"mean_weeks": 40}}


def with_aims(kind: str, aims: dict[str, Any], need: dict[str, Any], **changes: Any) -> dict[Any, str]:
    """Return what is noted of a campaign with some aims, by what of it."""
    plain = aimed(kind, MAIL if kind == "e_mail" else {}).model_dump(mode="json")
    for one in plain["segments"].values():
        one["needs"] = {"light": {"per_year": 9, **need}}
    given = {"segments": plain["segments"], "campaigns": [{**plain["campaigns"][0], **aims}], "stages": True}
    return {
        keys[2:]: text
        for keys, text in channel_notes(aimed(kind, **given, **changes))
        if keys[0] == "campaigns"
    }


def lasting() -> dict[str, Any]:
    """Return goods of which a unit lasts."""
    return {
        name: {**one, **LASTS} for name, one in aimed("e_mail").model_dump(mode="json")["products"].items()
    }


@pytest.mark.parametrize(
    ("kind", "aims", "need", "where", "told"),
    [
        (
            "retargeting",
            {"audiences": ["lapsed"]},
            {},
            ("audiences",),
            "no need of its category has 'leaving'",
        ),
        ("e_mail", {"audiences": ["owner", "lapsed"]}, {}, ("audiences", 1), "has 'leaving'"),
        ("retargeting", {"audiences": ["owner", "on_list"]}, {}, ("audiences", 1), "place has no lists"),
        ("e_mail", {"stages": ["ordered"]}, {}, ("stages",), "there are no 'backorders'"),
        ("e_mail", {"stages": ["no_need", "aware"]}, {}, ("stages", 1), "beyond its week"),
        ("e_mail", {"stages": ["deciding", "ordered"]}, {"lasts_weeks": 3}, ("stages", 1), "'backorders'"),
        ("e_mail", {"audiences": ["owner"]}, {"per_year": 0}, ("audiences",), "ever needs its category"),
    ],
)
def test_an_aim_that_can_never_be_met_is_noted_with_the_reason(
    kind: str, aims: dict[str, Any], need: dict[str, Any], where: tuple[Any, ...], told: str
) -> None:
    """In the place of the aim, of the part of it that is in vain alone."""
    notes = with_aims(kind, aims, need)

    assert list(notes) == [where]
    assert told in notes[where]


@pytest.mark.parametrize(
    ("kind", "aims", "need", "changes"),
    [
        ("retargeting", {"audiences": ["lapsed"]}, {"leaving": {"alpha": 1, "beta": 4}}, {}),
        ("e_mail", {"stages": ["ordered"]}, {}, {"backorders": [{"at": "dealer"}]}),
        ("e_mail", {"stages": ["aware", "considering"]}, {"lasts_weeks": 3}, {}),
        ("e_mail", {"audiences": ["owner"]}, {}, {}),
    ],
)
def test_an_aim_that_may_be_met_is_not(
    kind: str, aims: dict[str, Any], need: dict[str, Any], changes: dict[str, Any]
) -> None:
    """With what was lacking nothing is noted."""
    assert with_aims(kind, aims, need, **changes) == {}


@pytest.mark.parametrize(
    ("need", "is_noted"),
    [
        ({"replaced_per_week": 0}, True),
        ({"replaced_per_week": 0.1}, False),
        ({}, False),
        ({"replaced_per_week": 0, "while_owning": 0.2}, False),
    ],
)
def test_owners_that_never_need_it_again_are_noted(need: dict[str, Any], is_noted: bool) -> None:
    """Where a unit lasts, and nobody needs another one, neither beside it nor after it."""
    notes = with_aims("e_mail", {"audiences": ["owner"]}, need, products=lasting())

    assert list(notes) == ([("audiences",)] if is_noted else [])
    assert all("owners need it no more" in told for told in notes.values())
    assert with_aims("e_mail", {"audiences": ["owner", "on_list"]}, need, products=lasting()) == {}


@pytest.mark.parametrize(
    ("regions", "need", "is_noted"),
    [
        (["south"], {}, True),
        (["north", "south"], {}, False),
        (None, {}, False),
        (["south"], {"lasts_weeks": 3, "search_elsewhere": 0.2}, False),
    ],
)
def test_a_campaign_where_no_outlet_has_the_visitors_is_noted(
    regions: list[str] | None, need: dict[str, Any], is_noted: bool
) -> None:
    """Unless it runs elsewhere too, or needs are searched for there."""
    dealers = {"model": "authorized_dealers", "dealers_per_region": 2, "reach": 0.5, "regions": ["north"]}
    notes = with_aims("e_mail", {"regions": regions}, need, distribution=dealers, competition=[])

    assert list(notes) == ([()] if is_noted else [])
    assert all("serves people of south" in told for told in notes.values())


def test_a_segment_without_a_customer_is_noted() -> None:
    """Where so few live that none of it does; a campaign for it alone reaches nobody."""
    people = aimed("e_mail").model_dump(mode="json")["segments"]
    (first, other), share = people, 1e-6
    people[first]["share"], people[other]["share"] = share, 1.0 - share
    plain = aimed("e_mail", MAIL).model_dump(mode="json")["campaigns"][0]
    both, alone = (
        dict(channel_notes(aimed("e_mail", MAIL, segments=people, campaigns=[{**plain, "segments": chosen}])))
        for chosen in ([other, first], [first])
    )

    assert "has no customer among 600" in both["campaigns", 0, "segments", 1]
    assert ("campaigns", 0) not in both
    assert ("campaigns", 0, "segments", 0) in alone
    assert "reaches nobody" in alone["campaigns", 0]
