"""Buying groups: what one finds another one weighs, exactly as if its parameters were the segment's own."""

import math
from typing import Any

import pytest

from simulator.domain.people.group_roles import as_decider, as_researcher
from simulator.ledger.diff import difference
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.errors.scenario_error import ScenarioError
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.plain import SIGMAS, dealers, plain
from tests.worlds.pool import pool
from tests.worlds.small import small_scenario, small_world, written

OTHERS: dict[str, Any] = {
    "share": 0.3,
    "values": {"novelty": 1.0, "quality": 0.3},
    "price_sensitivity": 0.04,
    "price_sensitivity_spread": 0.7,
    "taste_shock": 1.4,
    "habits": {"dealer": 0.4},
    "tastes": {"remote": 0.6},
    "waiting_cost": 0.2,
    "media": {"social": 3.0},
    "advice_effort": 0.3,
    "needs": {"light": {"per_year": 9.0, "price_weight": 1.5}},
}
OWN: dict[str, Any] = {
    **small_world()["segments"]["readers"],
    "share": 0.7,
    "needs": {"light": {"per_year": 12.0, "lasts_weeks": 4}},
}
SEARCHED = ("media", "information_need", "advice_effort")


def world(team: dict[str, Any], **changes: Any) -> Scenario:
    """Return a world of teams and of others, with media, orders and doubts."""
    products = small_world()["products"]
    products["lamp"] |= {"uncertainty": 1.0, "appeal": 2.0}
    segments = {"team": team, "others": OTHERS}
    given = {"segments": segments, "products": products, "backorders": [{"at": "dealer"}], "stages": True}
    return small_scenario(**{**given, "detail": "journeys", "customers": 300, **changes})


def test_a_group_of_one_is_no_group() -> None:
    """To the bit, where searcher and decider are named as the segment itself."""
    alone = simulate(world(OWN), 2)
    group = simulate(world({**OWN, "buying_group": {"researcher": "team", "decider": "team"}}), 2)

    assert difference(alone, group) == ""


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_a_group_weighs_by_the_parameters_of_its_decider(crowd: str) -> None:
    """Entry by entry as a segment of its needs and media, and of the decider's parameters."""
    need = {**OWN["needs"]["light"], "price_weight": 1.5}
    merged = {**OTHERS, "share": 0.7, "needs": {"light": need}, "media": OWN["media"], "advice_effort": 1.0}
    group, alone = (
        simulate(world(team, crowd=crowd), 3)
        for team in ({**OWN, "buying_group": {"decider": "others"}}, merged)
    )

    assert difference(group, alone) == ""
    assert difference(group, simulate(world(OWN), 3)) != ""


def test_a_group_searches_as_its_researcher_does() -> None:
    """Entry by entry as a segment that attends to the same media and makes as little of seeking advice."""
    group = {**OWN, "buying_group": {"researcher": "others"}}
    alone = {**OWN, **{name: OTHERS[name] for name in SEARCHED if name in OTHERS}}

    assert difference(*(simulate(world(team), 4) for team in (group, alone))) == ""


def test_the_decider_knows_what_the_researcher_brings_alone() -> None:
    """Where it attends to no medium nobody hears anything, however much the decider attends to it."""
    heard = {"response": {"initial_adstock": 0.0, "display": 0.0}, "competition": []}
    deaf = {**OWN, "media": {}, "buying_group": {"decider": "others"}}
    ledger = simulate(world(deaf, **heard), 5)
    sales = ledger.table("sale", steps=True).astype({"cell": str})

    assert set(sales["cell"].str.split("/").str[0]) == {"others"}


def test_price_weighs_as_the_decider_has_it() -> None:
    """The odds of buying fall by exp(−β Δp) with the decider's β, whatever its researcher minds of prices."""
    beta, rise = DRAW.uniform([0.01, 20.0], [0.03, 40.0]).tolist()
    buyers = {"share": 0.5, "values": {}, "needs": {}, "price_sensitivity": beta, "information_need": 0.0}
    need = {"light": {"per_year": 52}}
    team = {**buyers, "needs": need, "price_sensitivity": 0.0, "buying_group": {"decider": "buyers"}}
    both, one = {"team": team, "buyers": buyers}, dealers(dealers_per_region=1)
    shares = []
    for price in (100.0, 100.0 + rise):
        lamp = {"appeal": 100.0 * beta, "list_price": price}
        ledger = simulate(plain({}, lamp, segments=both, weeks=20, distribution=one), 6)
        shares.append(measure(ledger, "units_sold") / measure(ledger, "needs"))
    needs = measure(ledger, "needs")
    first, second = (math.log(share / (1 - share)) for share in shares)
    error = math.sqrt(sum(1 / (needs * share * (1 - share)) for share in shares))

    assert abs((first - second) - beta * rise) < SIGMAS * error
    assert needs == 500 * 20


@pytest.mark.by_day(1)
@pytest.mark.parametrize("kind", ["lasting", "advised", "asking", "returning"])
def test_one_by_one_groups_are_what_they_are_in_columns(kind: str) -> None:
    """In random worlds, where the first segment decides for all others."""
    whole = pool(kind)[0]
    segments = whole.scenario.model_dump(mode="json")["segments"]
    first, *rest = segments
    for name in rest:
        segments[name]["buying_group"] = {"decider": first}
    scenario = whole.scenario.changed(segments=segments)
    columns, asked = (simulate(scenario.changed(crowd=crowd), 7) for crowd in ("columns", "one_by_one"))

    assert rest and difference(columns, asked) == ""


def test_roles_leave_the_group_what_is_its_own() -> None:
    """Needs and share stay; price weighs in an account as the decider has it, where it needs that, too."""
    scenario = world({**OWN, "buying_group": {"researcher": "others", "decider": "others"}})
    searching, deciding = (role(scenario.segments, "team") for role in (as_researcher, as_decider))
    need = scenario.segments["team"].needs["light"]

    assert searching.needs["light"] == need and searching.price_sensitivity == 0.02
    assert deciding.needs["light"] == need.model_copy(update={"price_weight": 1.5})
    assert (deciding.share, deciding.price_sensitivity, deciding.media) == (0.7, 0.04, {"social": 1.0})


def test_a_segment_that_is_not_there_is_no_decider(tmp_path: Any) -> None:
    """The complaint has its place, and the nearest name."""
    segments = small_world()["segments"]
    segments["readers"]["buying_group"] = {"decider": "saver"}

    with pytest.raises(ScenarioError, match=r"buying_group.decider.*saver.*savers"):
        load(written(tmp_path / "few.yaml", segments=segments))
