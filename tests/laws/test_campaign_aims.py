"""Campaigns that aim at segments, audiences or stages reach these, and leave all others as they were."""

import json
from collections import Counter
from typing import Any, get_args

import numpy as np
import pandas as pd
import pytest

from simulator.domain.communication.aims import NEED_STAGES, AudienceName, StageName
from simulator.domain.ledger_entries import KINDS as ENTRIES
from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.laws.amounts_due.law import amounts_due, wrong_payments
from tests.laws.single_media import table
from tests.laws.test_nothing_else import assert_equal_in
from tests.worlds.aimed import COST, DEALERS, aimed, visitors
from tests.worlds.lookers import played as play
from tests.worlds.one_medium import CUSTOMERS, KINDS, MESSAGES, SEEDS, SEGMENTS, OneMedium

AUDIENCES = get_args(AudienceName.__value__)
AT_CELLS = ("broad", "social", "outdoor")
AT_CUSTOMERS = ("retargeting", "e_mail")
OF_CAMPAIGNS = ("payment", "touchpoint", "earned_contact")
"""What tells of campaigns one by one, in which what is split stands in more rows."""

of_seeds = pytest.mark.parametrize("seed", SEEDS)
by_day = pytest.mark.by_day(1)


def of_media(*kinds: str) -> pytest.MarkDecorator:
    """Ask a law of campaigns on several media together, as by day, and of each alone."""
    alone = [(kind,) for kind in kinds]
    return pytest.mark.parametrize("kinds", [kinds, *alone], ids=["together", *kinds])


def unmoving(seed: int, *kinds: str, **changes: Any) -> Scenario:
    """Return a world in which campaigns of a message do what one does, however they are summed."""
    world = OneMedium(seed)
    scenario = world.scenario(*kinds, stages=True, **changes)
    media = scenario.model_dump(mode="json")["media"]
    plain = {name: {**one, "wear_out": 0.0, "season": 0.0} for name, one in media.items()}
    response = scenario.response.model_dump(mode="json")
    return scenario.changed(media=plain, response={**response, "price_talk": 0.0})


def but_for_campaigns(one: Ledger, other: Ledger) -> None:
    """Compare all entries but those of campaigns; of these the contacts by week, cell and product."""
    for kind in ENTRIES:
        if kind not in OF_CAMPAIGNS and (one.count(kind) or other.count(kind)):
            pd.testing.assert_frame_equal(table(one, kind), table(other, kind), obj=kind)
    assert summed(one, "earned_contact") == summed(other, "earned_contact")
    assert summed(one) == summed(other) != Counter()


def summed(ledger: Ledger, kind: str = "touchpoint") -> Counter[tuple[Any, ...]]:
    """Return contacts with campaigns, by week, cell and product."""
    sums = table(ledger, kind).groupby(["week", "cell", "product"])["contacts"].sum()
    return Counter({key: int(value) for key, value in sums.items() if value})


def paid(ledger: Ledger) -> int:
    """Return what was paid for campaigns [money steps]."""
    rows = table(ledger, "payment")
    return int(rows[rows["reason"] == "campaign"]["amount"].sum())


def test_names_of_stages_are_those_at_which_needs_stand() -> None:
    """In their order, so that their places are the numbers of stages."""
    assert get_args(StageName.__value__) == NEED_STAGES


@by_day
@of_seeds
@of_media(*KINDS)
def test_to_aim_at_all_is_not_to_aim(seed: int, kinds: tuple[str, ...]) -> None:
    """To the bit: at all segments, and on media that can at all audiences and stages."""
    world, at_all = OneMedium(seed), {"audiences": [*AUDIENCES], "stages": [*NEED_STAGES]}
    aims = {kind: {"segments": [*SEGMENTS], **(at_all if kind in AT_CUSTOMERS else {})} for kind in kinds}
    plain, aimed_at_all = (
        simulate(world.scenario(stages=True, campaigns=campaigns), seed)
        for campaigns in (
            [world.campaign(kind) for kind in kinds], [world.campaign(kind, **aims[kind]) for kind in kinds]
        )
    )  # fmt: skip
    assert plain.content_hash() == aimed_at_all.content_hash(), difference(plain, aimed_at_all)
    assert set(table(plain, "touchpoint")["medium"]) == set(kinds)


@by_day
@of_seeds
@of_media(*AT_CELLS)
def test_campaigns_at_each_segment_with_its_part_of_the_money_are_one_at_all(
    seed: int, kinds: tuple[str, ...]
) -> None:
    """Parts in proportion to people times attention, as a broad medium shares what it buys."""
    whole = unmoving(seed, *kinds)
    parts = [
        {**campaign, "segments": [name], "weekly_budget": campaign["weekly_budget"] * part}
        for campaign in json.loads(whole.model_dump_json())["campaigns"]
        for name, part in weights(whole, seed, campaign["medium"]).items()
    ]
    one, split = simulate(whole, seed), simulate(whole.changed(campaigns=parts), seed)
    but_for_campaigns(one, split)
    assert abs(paid(one) - paid(split)) <= table(split, "payment").shape[0]


def weights(scenario: Scenario, seed: int, kind: str) -> dict[str, float]:
    """Return the part of each segment in what is shown on a medium, without those that have none."""
    drawn = OneMedium(seed).drawn
    ledger = simulate(scenario.changed(weeks=1, campaigns=[]), seed)
    found = dict.fromkeys(SEGMENTS, 0.0)
    for cell in ledger.header.cells:
        meets = drawn["attention"][kind][cell.segment]
        if kind == "outdoor":
            meets = float(cell.region == drawn["posters_in"])
        found[cell.segment] += cell.customers * meets
    return {name: weight / sum(found.values()) for name, weight in found.items() if weight}


@by_day
@of_seeds
@of_media(*AT_CUSTOMERS)
@pytest.mark.parametrize(("aim", "all_of"), [("audiences", AUDIENCES), ("stages", NEED_STAGES)])
def test_campaigns_at_each_audience_or_stage_are_one_at_all(
    seed: int, kinds: tuple[str, ...], aim: str, all_of: tuple[str, ...]
) -> None:
    """Everybody is of one audience, and at one stage: where money is plenty, to the last contact."""
    rich = [OneMedium(seed).campaign(kind, weekly_budget=1e6) for kind in kinds]
    parts = [{**campaign, aim: [name]} for campaign in rich for name in all_of]
    one, split = (simulate(unmoving(seed, campaigns=campaigns), seed) for campaigns in (rich, parts))
    but_for_campaigns(one, split)


@by_day
@of_seeds
@of_media(*(kind for kind in KINDS if kind != "e_mail"))
def test_at_one_segment_others_are_as_without_the_campaign(seed: int, kinds: tuple[str, ...]) -> None:
    """Not an entry about them differs, where stock is plenty, prices stay and none reviews."""
    assert at_one_segment(seed, *kinds)


@pytest.mark.nightly
@of_seeds
def test_an_e_mail_at_one_segment_leaves_others_that_join_no_list_as_they_were(seed: int) -> None:
    """Visitors join lists, meant or not."""
    at_one_segment(seed, "e_mail")


def at_one_segment(seed: int, *kinds: str) -> set[str]:
    """Compare the cells that campaigns do not aim at, and return them."""
    world = OneMedium(seed)
    attention = {name: sum(world.drawn["attention"][kind][name] for kind in kinds) for name in SEGMENTS}
    attentive = max(SEGMENTS, key=attention.__getitem__)
    campaigns = [world.campaign(kind, segments=[attentive]) for kind in kinds]
    with_it, without = (
        play(world.unlinked(campaigns=said), seed, everybody=True) for said in (campaigns, [])
    )
    cells = {cell.name for cell in with_it.header.cells if cell.segment != attentive}
    reached = set(table(with_it, "touchpoint")["cell"])
    assert reached and not reached & cells
    cells -= set(table(with_it, "mailing_list")["cell"])
    assert_equal_in(cells, with_it, without)
    return cells


@by_day
@of_seeds
def test_both_ways_aim_at_the_same(seed: int) -> None:
    """Asked one by one and in columns, entry by entry, with little money; and all that is paid is due."""
    world, aims = OneMedium(seed), {"segments": [SEGMENTS[0], SEGMENTS[2]]}
    meant = {"audiences": ["visitor", "owner", "lapsed"], "stages": ["no_need", "considering", "deciding"]}
    campaigns = [world.campaign(kind, **aims) for kind in KINDS if kind not in AT_CUSTOMERS]
    campaigns += [world.campaign(kind, weekly_budget=0.02 * CUSTOMERS, **meant) for kind in AT_CUSTOMERS]
    other = next(name for name in MESSAGES if name != world.campaign("e_mail")["message"])
    campaigns += [world.campaign("e_mail", message=other, **{**meant, "audiences": ["on_list"]})]
    columns, one_by_one = (
        simulate(world.scenario(stages=True, campaigns=campaigns, crowd=crowd), seed)
        for crowd in ("columns", "one_by_one")
    )
    assert columns.content_hash() == one_by_one.content_hash(), difference(one_by_one, columns)
    assert wrong_payments(amounts_due(columns), columns) == []


def owners(ledger: Ledger) -> list[set[int]]:
    """Return who had bought a lamp before each week, from week 0 on."""
    sold = table(ledger, "sale")
    sold = sold[sold["product"] == "lamp"]
    return [set(sold[sold["week"] < week]["customer"]) for week in range(ledger.header.scenario.weeks + 1)]


def meant(kind: str, **aims: Any) -> Ledger:
    """Play a small world with a campaign that aims."""
    whole = aimed(kind, {"joins": 1.0, "unsubscribes": 0.0} if kind == "e_mail" else None)
    (campaign,) = json.loads(whole.model_dump_json())["campaigns"]
    return simulate(whole.changed(campaigns=[{**campaign, **aims}], stages=True), 4)


@pytest.mark.parametrize("kind", AT_CUSTOMERS)
def test_an_audience_is_who_it_says(kind: str) -> None:
    """Visitors of the last weeks, or all on the list: those that have bought, and those that have not."""
    counted = {}
    for audience in AUDIENCES:
        ledger = meant(kind, audiences=[audience])
        goods, had = visitors(ledger, "lamp" if kind == "e_mail" else None), owners(ledger)
        told = table(ledger, "touchpoint").groupby("week")["contacts"].sum()
        counted[audience] = int(told.sum())
        for week in range(1, ledger.header.scenario.weeks + 1):
            lately = set[int]().union(*goods[0 if kind == "e_mail" else max(0, week - 4) : week])
            expected = {
                "owner": lately & had[week],
                "on_list": lately - had[week] if kind == "e_mail" else set(),
                "visitor": set() if kind == "e_mail" else lately - had[week],
            }
            assert told.get(week, 0) == len(expected.get(audience, set())), (audience, week)
        assert paid(ledger) == counted[audience] * COST * 100
    assert counted["owner"] > 20
    assert counted["on_list" if kind == "e_mail" else "visitor"] > 20


@pytest.mark.parametrize("stage", ["aware", "considering", "deciding"])
def test_a_stage_is_where_needs_stand(stage: str) -> None:
    """As the week before ended: all that consider, or decide, have visited; nobody else has, but before."""
    whole = aimed("retargeting", {"formats": ["dealer", "web_store"], "within_weeks": 500})
    people = whole.model_dump(mode="json")["segments"]
    need = {"light": {"per_year": 9, "lasts_weeks": 6}}
    (campaign,) = json.loads(whole.model_dump_json())["campaigns"]
    lasting = whole.changed(
        stages=True,
        segments={name: {**one, "needs": need} for name, one in people.items()},
        campaigns=[{**campaign, "stages": [stage]}],
        distribution={**DEALERS, "opening_stock": 2},
        manufacturers={"acme": {"opening_stock": 2, "weekly_capacity": 2}, "rival": {}},
    )
    ledger = simulate(lasting, 4)
    stands = table(ledger, "in_stage").query(f"stage == '{stage}'").groupby(["week", "cell"])["needs"].sum()
    before = {(week + 1, cell): int(needs) for (week, cell), needs in stands.items() if week < 16}
    touched = {(week, cell): many for (week, cell, _), many in summed(ledger).items()}

    if stage == "aware":
        assert sum(touched.values()) < sum(before.values())
        assert all(many <= before[key] for key, many in touched.items())
    else:
        assert touched == before
        assert sum(touched.values()) > 20
    assert np.isclose(paid(ledger), sum(touched.values()) * COST * 100)


def test_who_waits_for_an_order_stands_at_it() -> None:
    """As the week before ended, but for what was delivered or withdrawn since."""
    whole = aimed("retargeting", {"formats": ["dealer", "web_store"], "within_weeks": 500})
    people = whole.model_dump(mode="json")["segments"]
    (campaign,) = json.loads(whole.model_dump_json())["campaigns"]
    ledger = simulate(
        whole.changed(
            stages=True,
            segments={name: {**one, "waiting_cost": 0.01} for name, one in people.items()},
            campaigns=[{**campaign, "stages": ["ordered"]}],
            backorders=[{"at": "dealer"}],
            distribution={**DEALERS, "opening_stock": 2},
            manufacturers={"acme": {"opening_stock": 2, "weekly_capacity": 2}, "rival": {}},
        ),
        4,
    )
    held = table(ledger, "in_stage").query("stage == 'ordered'").groupby(["week", "cell"])["needs"].sum()
    touched = {(week, cell): many for (week, cell, _), many in summed(ledger).items()}
    gone: Counter[tuple[int, str]] = Counter()
    for kind in ("delivery", "withdrawal"):
        gone.update(table(ledger, kind).groupby(["week", "cell"])["units"].sum().to_dict())

    for week in range(2, 17):
        for cell in (one.name for one in ledger.header.cells):
            before = held.get((week - 1, cell), 0)
            assert before - gone[week, cell] <= touched.get((week, cell), 0) <= before
    assert sum(touched.values()) > 20


def test_a_campaign_that_an_event_starts_aims_as_one_of_the_plan() -> None:
    """From its first week on, to the last contact."""
    whole = aimed("retargeting")
    aims = {"segments": ["readers"], "audiences": ["owner"], "stages": ["no_need"]}
    (campaign,) = json.loads(whole.model_dump_json())["campaigns"]
    begins = {name: campaign[name] for name in ("medium", "message", "weekly_budget")}
    planned = {"campaigns": [{**campaign, **aims, "weeks": [5, 16]}]}
    begun = {"campaigns": [], "events": [{"week": 5, "do": {"start_campaign": {**begins, **aims}}}]}
    one, other = (simulate(whole.changed(stages=True, **changes), 4) for changes in (planned, begun))

    assert summed(one) == summed(other) != Counter()
    assert table(one, "sale").equals(table(other, "sale"))
