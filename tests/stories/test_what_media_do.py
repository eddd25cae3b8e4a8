"""What media do, as published: it is what its command plays, and compares what it says it compares."""

from pathlib import Path

import pandas as pd
import pytest

from experiments.media.worlds import (
    BUDGET,
    FALSE,
    TRUE,
    closing,
    is_own,
    listings,
    posters,
    promise,
    visits,
)
from experiments.what_media_do import cases, markdown, played
from simulator import Scenario, measure, simulate

FOLDER = Path("experiments/what_media_do")
KEYS = ["question", "world", "way", "figure"]


def published() -> pd.DataFrame:
    """Return the table."""
    return pd.read_csv(FOLDER / "table.csv")


def campaigns(scenario: Scenario, own: bool) -> list[dict[str, object]]:
    """Return the campaigns of the focal maker, or of the others."""
    plain = scenario.model_dump(mode="json")["campaigns"]
    return [one for one in plain if is_own(scenario, one) == own]


def but(scenario: Scenario, *parts: str) -> dict[str, object]:
    """Return a scenario in plain values without some parts."""
    return scenario.model_dump(mode="json", exclude=set(parts))


def test_every_way_is_told_in_every_world() -> None:
    """In the order in which they are played; as Markdown, too."""
    table = published()
    told = list(dict.fromkeys(zip(table["question"], table["world"], table["way"], strict=True)))

    assert told == [(one.question, one.world, way) for one in cases() for way in list(one.ways)[1:]]
    assert markdown(table) in (FOLDER / "table.md").read_text(encoding="utf-8")


def test_the_same_money_is_meant_for_each_medium() -> None:
    """For all of the year with the same message; the rival does what it does, and all else is alike."""
    for case in closing():
        nothing, *ways = case.ways.values()
        media = [campaigns(way, own=True) for way in ways]

        assert campaigns(nothing, own=True) == []
        assert [[{**one, "medium": ""} for one in own] for own in media] == [
            [{**media[0][0], "medium": ""}]
        ] * len(media)
        assert media[0][0]["weekly_budget"] == BUDGET
        prices = {name: one.media["posters"].cost_per_contact for name, one in case.ways.items()}
        assert prices.pop("posters as dear as search") == nothing.media["engine"].cost_per_contact
        assert set(prices.values()) == {nothing.media["posters"].cost_per_contact}
        assert all(but(way, "media", "campaigns") == but(nothing, "media", "campaigns") for way in ways)


def test_a_campaign_more_is_all_that_differs() -> None:
    """In the worlds with visits and without, and in those with posters."""
    for case, more in [*((one, "banners") for one in visits()), *((one, "posters") for one in posters())]:
        without, shown = case.ways.values()

        assert [one.medium for one in shown.campaigns if one not in without.campaigns] == [more]
        assert but(shown, "campaigns") == but(without, "campaigns")


def test_who_bids_for_listings() -> None:
    """Nobody, both makers, or one of them; what else they say stays."""
    bids = {
        way: [own for own in (True, False) for one in campaigns(scenario, own) if one["medium"] == "listings"]
        for case in listings()
        for way, scenario in case.ways.items()
    }

    assert bids == {"nobody": [], "both": [True, False], "the rival": [False], "the focal maker": [True]}


def test_a_lie_is_the_same_words_with_another_claim() -> None:
    """At one place and no other; the money and the rival's words stay."""
    for case in promise():
        true, *lies = case.ways.values()

        assert true.messages.named(TRUE).says == true.messages.named(FALSE).says
        assert (true.messages.named(TRUE).claims, true.messages.named(FALSE).claims) == ({}, {"quality": 1.0})
        for lie in lies:
            said = [one["message"] for one in campaigns(lie, own=True)] + [lie.messages.default]
            assert sorted(one for one in said if one) == [FALSE, *[TRUE] * (len(said) - 1 - (None in said))]
            assert campaigns(lie, own=False) == campaigns(true, own=False)
            assert [{**one, "message": ""} for one in campaigns(lie, own=True)] == [
                {**one, "message": ""} for one in campaigns(true, own=True)
            ]


def test_what_a_medium_cannot_move_it_leaves_as_it_was() -> None:
    """Banners where nobody can be followed, in any figure; awareness where no posters stand; in any seed."""
    table = published()
    nobody = table[table["world"].str.startswith("no store")]
    elsewhere = table.query("question == 'posters' and world == 'plenty of stock'")
    elsewhere = elsewhere[elsewhere["figure"].str.contains(": middle|: south")]

    for told in (nobody, elsewhere):
        assert len(told)
        assert (told[["change", "half"]] == 0.0).all(axis=None)


@pytest.mark.parametrize(
    ("known", "believed", "sells", "weeks"),
    [
        (1.0, 0.0, False, 13),
        (1.0, 1.0, True, 13),
        pytest.param(0.0, 0.0, True, 52, marks=pytest.mark.nightly),
    ],
)
def test_banners_work_by_what_is_known_and_believed(
    known: float, believed: float, sells: bool, weeks: int
) -> None:
    """Where everybody knows the product, and nobody believes banners, they are met and move no sale."""
    sold = []
    for way in next(iter(visits())).ways.values():
        plain = way.model_dump(mode="json")
        plain["media"]["banners"]["credibility"] = believed
        response = plain["response"] | {"always_aware": known}
        sold.append(
            simulate(way.changed(media=plain["media"], response=response, customers=1000, weeks=weeks), 1)
        )
    without, shown = ([*one.table("sale").itertuples(index=False)] for one in sold)

    assert measure(sold[1], "media_contacts", by="medium")["banners"] > 0
    assert (shown != without) == sells


@pytest.mark.nightly
def test_it_is_what_is_played_today() -> None:
    """Played on fewer seeds, each change lies within what both intervals leave open."""
    table, again = published(), pd.DataFrame(played(3, 2))
    both = table.merge(again, on=KEYS, suffixes=("", "_again"), validate="one_to_one")
    change, repeated = (both[f"change{of}"].fillna(both[f"with{of}"]) for of in ("", "_again"))
    apart = (change - repeated).abs() - both["half"] - both["half_again"]

    assert len(both) == len(table) == len(again)
    assert both[apart > 0.5].empty, both[apart > 0.5].to_string()
