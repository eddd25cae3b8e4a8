"""Retargeting: visitors are followed for a while, one by one, as far as the budget goes, and no others."""

from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from simulator.base.keyed_random import uniform
from simulator.ledger.diff import difference
from simulator.ledger.metric import measure
from simulator.market.customers.consideration import ConsiderationSet
from simulator.market.market import Market
from simulator.market.simulate import opened, simulate
from tests.draws import DRAW
from tests.worlds.aimed import COST, UNSHAKEN, aimed, contacts, visitors
from tests.worlds.small import FLAT

BUT_FOR_CAMPAIGNS = ("sale", "lost_need", "stage_flow", "need_flow", "traffic", "choice", "lost_sale")


@pytest.mark.parametrize("why", ["no need", "no outlet"])
def test_without_visits_it_reaches_nobody_and_costs_nothing(why: str) -> None:
    """Nobody needs anything, or there is no such outlet: entry by entry as without the campaign."""
    segments = aimed("retargeting").model_dump(mode="json")["segments"]
    medium = {"formats": ["pop_up_store"]} if why == "no outlet" else {}
    for one in segments.values() if why == "no need" else ():
        one["needs"] = {"light": {"per_year": 0}}
    with_it, without = (
        simulate(aimed("retargeting", medium, segments=segments, weeks=8, **more), 4)
        for more in ({}, {"campaigns": []})
    )

    assert sum(contacts(with_it)) == measure(with_it, "media_cost") == 0
    assert with_it.content_hash() == without.content_hash()


@pytest.mark.by_day(1)
@pytest.mark.parametrize("weeks", [3, 1])
def test_it_is_shown_to_those_who_visited_within_so_many_weeks(weeks: int) -> None:
    """Exactly: as many contacts as customers that saw something at a dealer's, whatever they saw."""
    ledger = simulate(aimed("retargeting", {"within_weeks": weeks}), 4)
    visited = visitors(ledger)
    followed = [set().union(*visited[max(0, week - weeks) : week]) for week in range(17)]

    assert contacts(ledger) == [len(some) for some in followed]
    assert measure(ledger, "media_cost") == COST * sum(contacts(ledger))
    assert 0 < max(contacts(ledger)) < 200


def test_half_of_those_that_half_attend_and_notice_it_meet_it() -> None:
    """A chance of a quarter, drawn anew in every week."""
    segments = aimed("retargeting").model_dump(mode="json")["segments"]
    people = {name: {**one, "media": {"place": 0.5}} for name, one in segments.items()}
    medium = {"within_weeks": 16, "noticed": 0.5}
    ledger = simulate(aimed("retargeting", medium, segments=people, customers=2000), 4)
    visited = visitors(ledger)
    could = sum(len(set().union(*visited[:week])) for week in range(1, 17))

    assert sum(contacts(ledger)) / could == pytest.approx(0.25, abs=4 * np.sqrt(0.1875 / could))


@pytest.mark.by_day(1)
@pytest.mark.parametrize("price", [100 / 3, COST])
def test_a_budget_buys_so_many_contacts(price: float) -> None:
    """As many as it pays for, to the money step, in every currency."""
    medium = {"within_weeks": 16, "cost_per_contact": price}
    talk = aimed("retargeting").model_dump(mode="json")["campaigns"][0]
    ledger = simulate(aimed("retargeting", medium, campaigns=[{**talk, "weekly_budget": 7 * price}]), 4)
    paid = ledger.table("payment", steps=True).astype({"reason": str}).query("reason == 'campaign'")["amount"]

    assert max(contacts(ledger)) == 7
    assert paid.sum() == sum(round(100 * price * many) for many in contacts(ledger))


def shown(market: Market) -> set[int]:
    """Return customers that remember anything shown of the lamp."""
    heard = market.crowd.columns.heard.get(0)  # type: ignore[attr-defined]
    return set() if heard is None else set(np.flatnonzero(heard > 0).tolist())


def test_a_larger_budget_is_shown_to_the_same_ones_and_to_more() -> None:
    """Week by week, as long as visits are the same: nothing said moves a choice, and all is known."""
    found = []
    for budget in (3 * COST, 11 * COST, 1e6):
        talk = {"medium": "place", "message": "bright", "weeks": [6, 6], "weekly_budget": budget}
        response = {"always_aware": 1.0, "learning": 0.0, "retention": 1.0}
        market = opened(aimed("retargeting", campaigns=[talk], response=response), 4)
        for _ in range(6):
            market.step()
        found.append(shown(market))

    assert [len(some) for some in found[:2]] == [3, 11]
    assert found[0] < found[1] < found[2]


def test_a_campaign_split_in_two_does_what_the_whole_does() -> None:
    """The second part is shown to others; another message to whomever it meets."""
    one = {"medium": "place", "message": "bright", "weeks": [1, 16]}
    whole, parts, two = (
        simulate(aimed("retargeting", campaigns=some, weeks=10), 4)
        for some in (
            [{**one, "weekly_budget": 9 * COST}],
            [{**one, "weekly_budget": many * COST} for many in (2, 7)],
            [{**one, "weekly_budget": 9 * COST}, {**one, "message": "craft", "weekly_budget": 9 * COST}],
        )
    )

    assert contacts(whole) == contacts(parts)
    assert sum(contacts(two)) > 1.5 * sum(contacts(whole))
    for kind in BUT_FOR_CAMPAIGNS:
        assert whole.table(kind).equals(parts.table(kind)), kind


def test_a_campaign_leaves_all_other_luck_alone() -> None:
    """Where all is known and nothing is believed, all but contacts and payments is as without it."""
    response = {"always_aware": 1.0, "learning": 0.0}
    with_it, without = (
        simulate(aimed("retargeting", response=response, weeks=10, **more), 4)
        for more in ({}, {"campaigns": []})
    )

    assert sum(contacts(with_it)) > 100
    for kind in BUT_FOR_CAMPAIGNS:
        assert with_it.table(kind).astype(str).equals(without.table(kind).astype(str)), kind


def test_what_one_has_met_is_remembered_by_it_alone() -> None:
    """Closed form: A = Σ ρ^(weeks since), after each week's end; the cells hear no more than without it."""
    scenario = aimed("retargeting", {"within_weeks": 2})
    with_it, without = opened(scenario, 4), opened(scenario.changed(campaigns=[]), 4)
    for _ in range(scenario.weeks):
        with_it.step()
        without.step()
        assert (with_it.brand_knowledge.adstock == without.brand_knowledge.adstock).all()
    visited = visitors(with_it.ledger.close())
    expected = np.zeros(600)
    for week in range(1, 17):
        for who in visited[week - 1] | visited[max(0, week - 2)]:
            expected[who] += 0.5 ** (17 - week)

    assert with_it.crowd.columns.heard[0] == pytest.approx(expected, rel=1e-6)  # type: ignore[attr-defined]
    assert list(with_it.crowd.columns.heard) == [0]  # type: ignore[attr-defined]
    assert without.crowd.columns.heard == {}  # type: ignore[attr-defined]


def test_who_met_it_knows_by_both_stocks_together_and_the_others_by_their_cells() -> None:
    """One by one, in both ways: u < 1 − (1 − k) e^(−(G + A)), for drawn stocks of cells and customers."""
    own = (DRAW.uniform(0.0, 3.0, 600) * (DRAW.uniform(size=600) < 0.7)).astype(np.float32)
    stock = DRAW.uniform(0.0, 1.5, 4)
    response = {**UNSHAKEN, "retention": 1.0}
    for crowd in ("columns", "one_by_one"):
        market = opened(aimed("retargeting", campaigns=[], response=response, crowd=crowd), 4)
        columns = market.crowd.columns  # type: ignore[attr-defined]
        market.brand_knowledge.adstock[:, 0] = stock
        columns.heard[0] = own.copy()
        for customer in getattr(market.crowd, "customers", ()):
            customer.heard[0] = own[customer.row].item()
        market.step()
        cell = columns.people.cell.astype(np.int64)
        word = uniform(market.dice.words("aware", -1, columns.people.key, market.run_tables.product_keys[0]))
        share = 1.0 - 0.6 * np.exp(-(stock[cell] + own.astype(np.float64)))
        told = (np.abs(word - share) > 1e-6) & ~columns.experience[:, 0]
        if crowd == "columns":
            everybody = np.arange(600)
            known = ConsiderationSet(columns, market.week_tables, 0, everybody).known[:, 0]
        else:
            known = np.array([customer.knows(0) for customer in market.crowd.customers])  # type: ignore[attr-defined]

        assert told.sum() > 400
        assert (known == (word < share))[told].all()


def test_it_keeps_in_mind_what_visitors_would_forget() -> None:
    """Talk of a few weeks brings visits; thereafter only those that it follows still know the product."""
    first = {"medium": "radio", "message": "bright", "weeks": [1, 4], "weekly_budget": 60}
    talk = {"medium": "place", "message": "bright", "weeks": [1, 16], "weekly_budget": 1e6}
    media = aimed("retargeting", {"within_weeks": 16}).model_dump(mode="json")["media"]
    media["radio"] = {"cost_per_contact": 0.1, "credibility": 0.3}
    segments = aimed("retargeting").model_dump(mode="json")["segments"]
    for one in segments.values():
        one["media"]["radio"] = 1.0
        one["needs"]["light"]["per_year"] = 26
    given = {"media": media, "segments": segments, "response": {**UNSHAKEN, "always_aware": 0.0}}
    reached = {}
    for name, campaigns in (("followed", [first, talk]), ("not", [first])):
        ledger = simulate(aimed("retargeting", campaigns=campaigns, **given), 4)
        stages = ledger.table("stage_flow").astype({"stage": str}).query("week > 8")
        reached[name] = stages.groupby("stage")["customers"].sum()

    assert reached["followed"]["need"] == reached["not"]["need"]
    assert reached["followed"]["aware"] > 1.5 * reached["not"]["aware"]


def test_a_contact_counts_in_its_season_and_as_new_as_the_message_is() -> None:
    """In the first week (1 − e^(−w f))/w, f = 1 + a in the peak week; then less, as the cell is worn."""
    wear, swing = 0.7, 0.4
    medium = {"within_weeks": 16, "wear_out": wear, "season": swing, "peak_week": 2, "novelty_return": 0.0}
    market = opened(aimed("retargeting", medium, response={**UNSHAKEN, "retention": 1.0}), 4)
    for _ in range(2):
        market.step()
    heard = market.crowd.columns.heard[0].copy()  # type: ignore[attr-defined]
    followed = heard > 0
    once = (1.0 - np.exp(-wear * 1.4)) / wear
    cell = market.crowd.columns.people.cell  # type: ignore[attr-defined]
    per_head = np.bincount(cell[followed], minlength=4) / market.run_tables.sizes
    market.step()
    again = market.crowd.columns.heard[0][followed] - heard[followed]  # type: ignore[attr-defined]
    season = 1.0 + swing * (1 - 2 / 26)
    worn = np.exp(-wear * 1.4 * per_head) * (1.0 - np.exp(-wear * season)) / wear

    assert heard[followed] == pytest.approx(once, rel=1e-6)
    assert again == pytest.approx(worn[cell[followed]], rel=1e-5)


@pytest.mark.by_day("6")
@pytest.mark.parametrize("lasts", [1, 6])
def test_both_ways_of_keeping_customers_are_shown_the_same(lasts: int) -> None:
    """Entry by entry, with room for a few, where beliefs move and needs are open for weeks."""
    segments = aimed("retargeting").model_dump(mode="json")["segments"]
    for one in segments.values():
        one["needs"] = {"light": {"per_year": 9, "lasts_weeks": lasts}}
    talk = aimed("retargeting").model_dump(mode="json")["campaigns"][0]
    given = {
        "segments": segments,
        "campaigns": [{**talk, "weekly_budget": 10 * COST}],
        "response": {"always_aware": 0.2, "display": 0.05, "retention": 0.7, "belief_decay": 0.1},
        "customers": 150,
    }
    medium = {"within_weeks": 5, "wear_out": 0.3, "noticed": 0.8}
    columns, one_by_one = (
        simulate(aimed("retargeting", medium, crowd=crowd, **given), 6) for crowd in ("columns", "one_by_one")
    )

    assert max(contacts(columns)) == 10
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)


@pytest.mark.parametrize(
    ("choice", "response"),
    [
        pytest.param(FLAT, {"retention": 0.8}, marks=pytest.mark.nightly),
        ({}, {"retention": 0.8}),
        pytest.param({"dissimilarity": {"outlet": 0.5}}, {"retention": 0.0}, marks=pytest.mark.nightly),
        (FLAT, {"learning": 4.0, "belief_decay": 0.3, "always_aware": 0.6}),
        ({}, {"learning": 4.0, "belief_decay": 1.0, "always_aware": 0.6}),
    ],
)
def test_needs_look_again_for_what_their_customers_are_shown(
    choice: dict[str, Any], response: dict[str, float]
) -> None:
    """All entries but visits are those of a run in which every open need looks in every week.

    What is believed by a message is more than before in one case; less, and soon forgotten, in another.
    """
    segments = aimed("retargeting").model_dump(mode="json")["segments"]
    for one in segments.values():
        one["needs"] = {"light": {"per_year": 6, "lasts_weeks": 8}}
    claimed = 0.0 if response.get("belief_decay") == 1.0 else 1.0
    given = {
        "segments": segments,
        "response": {**UNSHAKEN, "always_aware": 0.1, **response},
        "choice": choice,
        "messages": {
            "default": "craft",
            "bright": {"says": {"quality": 1.0}, "claims": {"quality": claimed}},
        },
        "campaigns": [{"medium": "place", "message": "bright", "weeks": [1, 16], "weekly_budget": 1e6}],
    }
    ledgers = []
    for everybody in (False, True):
        market = opened(aimed("retargeting", **given), 6)
        market.crowd.again.everybody = everybody  # type: ignore[attr-defined]
        for _ in range(16):
            market.step()
        ledgers.append(market.ledger.close())
    some, all_look = ledgers
    flows = [one.table("need_flow").astype({"outcome": str}) for one in ledgers]
    looked = [one.query("outcome == 'visits'")["needs"].sum() for one in flows]

    assert looked[0] < looked[1]
    for kind in ("sale", "touchpoint", "stage_flow", "lost_need", "traffic"):
        assert some.table(kind).equals(all_look.table(kind)), kind


@pytest.mark.parametrize(
    ("terms", "told"),
    [
        ({"weekly_room": 2}, "leave out weekly_room"),
        ({"carry_over": 0.5}, "leave out carry_over"),
        ({"saturation": {"half_at": 1}}, "leave out saturation"),
        ({"formats": []}, "formats"),
        ({"within_weeks": 0}, "within_weeks"),
    ],
)
def test_what_it_does_not_have_is_refused(terms: dict[str, Any], told: str) -> None:
    """With what instead."""
    with pytest.raises(ValidationError, match=told):
        aimed("retargeting", terms)
