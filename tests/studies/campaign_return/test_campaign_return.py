"""Campaign return: worked out by hand, and in markets where what comes out is known."""

import math
from typing import Any

import pytest

from simulator import campaign_return, measure, simulate
from simulator.domain.people.segments import cells_of
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.scenario.errors.arguments import ArgumentError
from simulator.scenario.schema import Scenario
from simulator.studies.campaign_return.campaign_return import WITH, WITHOUT, CampaignReturn
from simulator.studies.runs.runner import RunsFailedError
from tests.ledger import by_hand
from tests.ledger.by_hand import ACME, CONTRACTS, MEMBERS, OUTSIDE, SHOP
from tests.worlds.small import small_scenario

HALF = {"medium": "social", "message": "bright", "weeks": [1, 6], "weekly_budget": 25}
SHORT: dict[str, Any] = {"weeks": 8, "customers": 100, "events": []}
BROUGHT = {1: (50, 100, 100), 2: (50, 100, 20)}
"""What the shop takes more for it in the second to fourth week of a campaign, by seed."""


def planned() -> Scenario:
    """Return the market by hand with a campaign of a warm-up, one on another medium, and one of a rival."""
    bill = {"cost_per_contact": 0.1, "credibility": 0.5}
    plan = [
        {"medium": "print", "message": "craft", "weeks": [3, 4], "weekly_budget": 100},
        {"medium": "radio", "message": "deal", "weeks": [5, 8], "weekly_budget": 10},
        {"medium": "print", "message": "craft", "product": "bulb", "weeks": [1, 8], "weekly_budget": 10},
    ]
    return by_hand.scenario(campaigns=plan, media={"print": bill, "radio": bill}, warm_up=4)


def written(given: Scenario, seed: int) -> Ledger:
    """Write the ledger of a run: the campaign on print costs 100 in two weeks, and brings something after."""
    cells = cells_of(given.segments, given.regions, given.customers)
    ledger = Ledger(
        RunHeader.of(given, seed=seed, version="0", members=MEMBERS, contracts=CONTRACTS, cells=cells)
    )
    by_hand.payment(ledger, [1, 8], OUTSIDE, SHOP, 30_000, reason="sale")
    by_hand.payment(ledger, 5, ACME, OUTSIDE, 1_000, reason="campaign")
    if given.campaigns[0].medium == "print" and given.campaigns[0].product is None:
        by_hand.payment(ledger, [3, 4], ACME, OUTSIDE, 10_000, reason="campaign")
        for week, gain in enumerate(BROUGHT[seed], start=4):
            by_hand.payment(ledger, week, OUTSIDE, SHOP, 100 * gain, reason="sale")
            by_hand.sale(ledger, week, SHOP, 1, 100 * gain)
    return ledger


@pytest.fixture(scope="module")
def found() -> CampaignReturn:
    """Return what the campaign on print is said to return, over two seeds."""
    return campaign_return(planned(), "print", 2, play=written)


def test_return_and_payback_by_hand(found: CampaignReturn) -> None:
    """Cost 200; brought 250 and 170: (50 − 30)/400 of cost; so far −100, −150, −50, then 50 or −30."""
    assert found.campaigns == ("campaigns.0: craft on print, weeks 3 to 4",)
    assert (found.cost.mean, found.cost.half) == (200.0, 0.0)
    assert found.incremental.mean == pytest.approx(210)
    assert found.net.mean == pytest.approx(10)
    assert found.roi.mean == pytest.approx(0.05)
    assert found.roi.half == pytest.approx(found.net.half / 200)
    assert found.so_far.values[:, 2:6].tolist() == [[-100, -150, -50, 50], [-100, -150, -50, -30]]
    assert (found.payback.weeks, found.payback.low, found.payback.high) == (4.0, 4.0, math.inf)
    assert found.payback.in_time.mean == 0.5
    assert "in 1 of 2 seeds" in str(found)
    assert "paid back after 4 weeks (interval: 4 to never)" in str(found)


def test_the_parts_of_the_table_sum(found: CampaignReturn) -> None:
    """Routes to what is left more to the maker, the cost in common; three units more are sold."""
    table = found.table().set_index(["figure", "part"])["value"]
    routes = table["net contribution by route"]

    assert routes.sum() == pytest.approx(table["net contribution", ""]) == pytest.approx(10)
    assert (routes["web store"], routes["in common"]) == pytest.approx((210, -200))
    assert table["units sold", ""] == 3
    assert table["return on cost", ""] == pytest.approx(0.05)


def test_a_campaign_that_nobody_heeds_returns_nothing() -> None:
    """Everybody knows everything and believes no medium: all of its cost is lost, in every seed."""
    media = {"social": {"cost_per_contact": 0.4, "credibility": 0.0}}
    told = campaign_return(
        small_scenario(**SHORT, campaigns=[HALF], media=media, response={"always_aware": 1.0}), seeds=2
    )

    assert (told.roi.low, told.roi.mean, told.roi.high) == (-1.0, -1.0, -1.0)
    assert (told.payback.weeks, told.payback.in_time.mean) == (math.inf, 0.0)
    assert "not paid back in the run, in 0 of 2 seeds" in str(told)


def test_where_nothing_is_spent_there_is_no_return() -> None:
    """No budget: no return, no payback, and it is said why."""
    told = campaign_return(small_scenario(**SHORT, campaigns=[{**HALF, "weekly_budget": 0}]), seeds=1)

    assert math.isnan(told.roi.mean)
    assert math.isnan(told.payback.weeks)
    assert "nothing more was paid" in str(told)


def test_where_less_is_spent_with_it_there_is_no_return() -> None:
    """It takes the room of another campaign that would have cost more: what is saved has no return."""
    told = campaign_return(planned(), 1, 2, play=_written_dearer_without)

    assert told.cost.mean == -50
    assert math.isnan(told.roi.mean)
    assert math.isnan(told.payback.weeks)


@pytest.fixture(scope="module")
def halves() -> CampaignReturn:
    """Return what two campaigns that say the same are said to return together."""
    return campaign_return(small_scenario(**SHORT, campaigns=[HALF, HALF]), seeds=[3])


def test_a_campaign_split_in_two_returns_what_the_whole_does(halves: CampaignReturn) -> None:
    """The same world, and the same market without them, to the last step."""
    whole = campaign_return(
        small_scenario(**SHORT, campaigns=[{**HALF, "weekly_budget": 50}]), "social", seeds=[3]
    )

    assert halves.table()["value"].tolist() == whole.table()["value"].tolist()
    assert whole.cost.mean == 300


def test_it_is_the_difference_of_two_runs_that_anybody_can_play(halves: CampaignReturn) -> None:
    """One with the plan as it is and one without campaigns; the routes sum to what is left more."""
    world = small_scenario(**SHORT, campaigns=[HALF, HALF])
    with_them, without = (
        float(measure(simulate(one, 3), "contribution")) for one in (world, world.changed(campaigns=[]))
    )
    table = halves.table()
    routes = table[table["figure"] == "net contribution by route"]["value"]

    assert halves.net.mean == pytest.approx(with_them - without)
    assert routes.sum() == pytest.approx(halves.net.mean)


def test_other_campaigns_run_in_both() -> None:
    """Without the first of two, the second is still in the plan; so are those of rivals."""
    runs = campaign_return(planned(), 1, [1], play=written).runs

    assert [len(runs.scenarios[label].campaigns) for label in (WITH, WITHOUT)] == [3, 2]
    assert runs.scenarios[WITHOUT].campaigns[1].product == "bulb"
    assert runs.scenarios[WITH].warm_up == 0


@pytest.mark.parametrize(
    ("campaigns", "told"),
    [
        (3, "at most 2"),
        (-1, "at least 0"),
        (2, "about 'bulb', which is a rival's"),
        ("prints", "did you mean 'print'"),
        ([0, "tv"], "runs on 'tv'"),
        ([], "name at least one"),
        (1.5, "whole number"),
    ],
)
def test_campaigns_that_are_not_there_are_refused(campaigns: Any, told: str) -> None:
    """With what may be given, before anything is played."""
    with pytest.raises(ArgumentError, match=f"^campaigns: .*{told}"):
        campaign_return(planned(), campaigns, 1, play=_unplayable)


def test_a_plan_without_campaigns_is_refused() -> None:
    """Those of events are no part of a plan, which is said."""
    begun = {"medium": "social", "message": "bright", "weekly_budget": 50}
    world = small_scenario(
        **{**SHORT, "events": [{"week": 2, "do": {"start_campaign": begun}}]}, campaigns=[]
    )
    with pytest.raises(ArgumentError, match="those of events are no part of it"):
        campaign_return(world)


def test_pairs_of_which_one_run_fails_are_no_pairs() -> None:
    """Where only the markets without the campaign come to their end, there is nothing to tell."""
    with pytest.raises(RunsFailedError, match="of no seed both runs"):
        campaign_return(planned(), 0, 1, play=_played_without)


def _written_dearer_without(given: Scenario, seed: int) -> Ledger:
    ledger = written(given, seed)
    if len(given.campaigns) == 2:
        by_hand.payment(ledger, 6, ACME, OUTSIDE, 5_000, reason="campaign")
    return ledger


def _unplayable(given: Scenario, seed: int) -> Ledger:
    raise AssertionError(f"{given.name} was played on {seed}")


def _played_without(given: Scenario, seed: int) -> Ledger:
    if len(given.campaigns) == 3:
        raise ValueError("a run that fails")
    return written(given, seed)
