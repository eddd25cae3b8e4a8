"""Sponsored listings: places go to bids and to what is to the point, at what the auction says."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.laws.single_media import table as in_words
from tests.worlds.small import small_scenario, small_world

RESERVE = 0.2
RIVAL_STORES = [{"model": "direct_automated", "maker": "rival", "reach": 0.5, "opening_stock": 500}]


def listed(*talks: dict[str, Any], terms: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return a market of readers that care for quality and see listings at web stores."""
    world = small_world()
    readers = {**world["segments"]["readers"], "share": 1.0, "values": {"quality": 2.0}}
    stores = {"model": "direct_automated", "reach": 0.5, "opening_stock": 500}
    given = {
        "weeks": 12,
        "customers": 1500,
        "segments": {"readers": {**readers, "media": {"shelf": 1.0}, "needs": {"light": {"per_year": 12}}}},
        "distribution": [{"model": "authorized_dealers", "dealers_per_region": 1, "reach": 0.4}, stores],
        "competition": [],
        "messages": {
            "default": "fine",
            "fine": {"says": {"quality": 1.0}},
            "half": {"says": {"quality": 0.5, "novelty": 0.5}},
        },
        "media": {
            "shelf": {
                "kind": "sponsored_listings",
                "formats": ["web_store"],
                "cost_per_contact": RESERVE,
                "credibility": 0.3,
                **(terms or {}),
            }
        },
        "campaigns": [
            {"medium": "shelf", "weeks": [1, 12], "weekly_budget": 1e6, "message": "fine", **talk}
            for talk in talks
        ],
        "response": {"always_aware": 0.2},
        "events": [],
    }
    return small_scenario(**{**given, **changes})


def by_message(ledger: Ledger) -> pd.DataFrame:
    """Return contacts, and what each cost, by message."""
    table = ledger.table("touchpoint", steps=True).astype({"message": str})
    sums = table.groupby("message")[["contacts", "cost"]].sum()
    return sums.assign(each=sums["cost"] / sums["contacts"] / 100)


def test_alone_an_ad_pays_the_reserve_and_is_met_where_the_shop_is_at_hand() -> None:
    """Half of the people have the web store at hand, and half of these notice the first place."""
    ledger = simulate(listed({"bid": 3.0}), 5)
    needs = ledger.table("stage_flow").astype({"stage": str}).query("stage == 'need'")["customers"].sum()
    found = by_message(ledger).loc["fine"]

    assert found["contacts"] / needs == pytest.approx(0.25, abs=3 * np.sqrt(0.25 * 0.75 / needs))
    assert found["each"] == pytest.approx(RESERVE)


def test_the_best_of_bid_and_relevance_has_the_first_place_and_pays_for_the_next() -> None:
    """Half as relevant at one and a half times the bid stands second; it pays the reserve."""
    found = by_message(simulate(listed({"bid": 0.9, "message": "half"}, {"bid": 0.6}), 5))

    assert found["each"].to_dict() == pytest.approx({"fine": 0.45, "half": RESERVE})
    assert found.loc["fine", "contacts"] > 2.5 * found.loc["half", "contacts"] > 0


def test_who_bids_more_than_relevance_makes_up_for_is_first_and_pays_for_it() -> None:
    """Three times the bid: .6 / .5 a contact; under VCG what the other loses, half the places apart."""
    talks = {"bid": 1.8, "message": "half"}, {"bid": 0.6}
    second, vcg = (
        by_message(simulate(listed(*talks, terms={"pricing": rule}), 5))["each"]
        for rule in ("second_price", "vcg")
    )

    assert second.to_dict() == pytest.approx({"half": 1.2, "fine": RESERVE})
    assert vcg.to_dict() == pytest.approx({"half": 0.6, "fine": RESERVE})


@pytest.mark.parametrize(
    ("budget", "pricing"),
    [
        (8.0, "vcg"),
        (1e6, "second_price"),
        pytest.param(8.0, "second_price", marks=pytest.mark.nightly),
        pytest.param(1e6, "vcg", marks=pytest.mark.nightly),
    ],
)
def test_a_campaign_split_in_two_does_what_the_whole_does(budget: float, pricing: str) -> None:
    """Beside a rival it has one place and does not bid against itself; the rival has the other."""
    rival = {"product": "bulb", "bid": 0.5}
    world: dict[str, Any] = {"terms": {"pricing": pricing}, "competition": RIVAL_STORES}
    whole, parts = (
        simulate(
            listed(
                *({"product": "lamp", "bid": 0.9, "weekly_budget": each} for each in some), rival, **world
            ),
            5,
        )
        for some in ([budget], [budget / 4, budget * 3 / 4])
    )
    told = [
        ledger.table("touchpoint", steps=True)
        .groupby(["week", "cell", "product"], observed=True)[["contacts", "cost"]]
        .sum()
        for ledger in (whole, parts)
    ]

    assert told[0].groupby("product", observed=True)["contacts"].sum().min() > 100
    assert told[0].equals(told[1])
    for kind in ("sale", "lost_need", "traffic"):
        assert whole.table(kind).equals(parts.table(kind))


def test_a_campaign_that_bids_too_little_for_the_place_of_its_ad_is_not_shown() -> None:
    """Of two that show the same ad the one that bids less than the rival's pays nothing."""
    talks = {"product": "lamp", "bid": 0.9, "regions": ["north"]}, {"product": "lamp", "bid": 0.3}
    ledger = simulate(listed(*talks, {"product": "bulb", "bid": 0.5}, competition=RIVAL_STORES), 5)
    table = ledger.table("touchpoint", steps=True).astype({"cell": str, "product": str})
    sums = table.groupby(["product", "cell"])[["contacts", "cost"]].sum()
    each = (sums["cost"] / sums["contacts"] / 100).to_dict()

    assert each == pytest.approx(
        {
            ("bulb", "readers/north"): RESERVE,
            ("bulb", "readers/south"): 0.3,
            ("lamp", "readers/north"): 0.5,
            ("lamp", "readers/south"): RESERVE,
        }
    )


def test_below_the_reserve_nothing_is_shown_nor_paid() -> None:
    """A bid that is too small."""
    ledger = simulate(listed({"bid": RESERVE / 2}), 5)

    assert measure(ledger, "media_contacts") == measure(ledger, "media_cost") == 0


def test_both_ways_of_keeping_customers_meet_the_same_listings() -> None:
    """Entry by entry, with budgets for a few contacts."""
    talks = {"bid": 0.9, "message": "half", "weekly_budget": 1.0}, {"bid": 0.6, "weekly_budget": 1.5}
    columns, one_by_one = (
        simulate(listed(*talks, crowd=crowd, customers=150), 6) for crowd in ("columns", "one_by_one")
    )

    assert measure(columns, "media_cost") > 0
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)
    assert (
        columns.table("touchpoint", steps=True)
        .groupby(["week", "message"], observed=True)["cost"]
        .sum()
        .max()
        <= 150
    )


def test_a_campaign_that_an_event_begins_bids_as_one_of_the_plan() -> None:
    """To the last contact and sale: from its first week on it has the better place, or not, by its bid."""
    mine = {"medium": "shelf", "message": "fine", "weekly_budget": 1e6}
    rival = {**mine, "product": "bulb", "message": "half", "bid": 1.0}
    given: dict[str, Any] = {"competition": RIVAL_STORES, "weeks": 8}
    standing = {**rival, "weeks": [1, 12]}
    paid = []
    for bid in (0.9, None):
        planned = listed(standing, {**mine, "bid": bid, "weeks": [4, 12]}, **given)
        begins = {"week": 4, "do": {"start_campaign": mine | ({} if bid is None else {"bid": bid})}}
        begun = listed(standing, **given, events=[begins])
        one, other = (simulate(scenario, 5) for scenario in (planned, begun))

        for kind in ("touchpoint", "sale", "payment"):
            pd.testing.assert_frame_equal(in_words(one, kind), in_words(other, kind), obj=kind)
        paid.append(by_message(other).loc["fine", "each"])

    assert paid[0] > paid[1] == pytest.approx(RESERVE)  # with what it bids it takes the place of the other
