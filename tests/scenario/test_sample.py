"""Sample: a market of many is played by few, as if it were so small, and told as large as it is."""

import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from simulator.base.input_error import InputError
from simulator.ledger.metric import measure
from simulator.ledger.queries.pipeline import customers_demand, pipeline_steps
from simulator.market.simulate import simulate
from simulator.scenario.sample import customers_played, enlarged, roundings, sample_of
from simulator.scenario.schema import Scenario
from simulator.studies.harm.adapted_harm import FIGURES, adapted_harm
from simulator.studies.need_split.split_by_need import split_by_need
from simulator.studies.runs.statistics import interval
from simulator.views.cli.app import app
from simulator.views.pictures.channel_graph import flows
from tests.cases import Cases
from tests.worlds.small import small_scenario, small_world

PEOPLE = 10


def market(size: int, **more: Any) -> Scenario:
    """Return a small market and one of its multiples, by hand: what one would say grows, and nothing else."""
    dealers = {
        "model": "authorized_dealers",
        "dealers_per_region": 2,
        "opening_stock": 6 * size,
        "floor_penalty": 2000.0 * size,
        "ordering": {"policy": "order_up_to", "minimum": 3.0 * size},
    }
    team = {"model": "direct_assisted", "hours_per_week": 4.0 * size, "opening_stock": 5 * size}
    made = {"opening_stock": 50 * size, "weekly_capacity": 30 * size, "opening_pipeline": [4 * size]}
    agreed = {"minimum_order": 2 * size, "rebate": {"above": 3 * size, "rate": 0.1}}
    campaign = {"medium": "social", "message": "bright", "weeks": [1, 6], "weekly_budget": 50.0 * size}
    return small_scenario(
        customers=200 * size,
        manufacturers={"acme": made, "rival": {"opening_stock": 7 * size}},
        distribution=[dealers, team],
        competition=[{"model": "direct_automated", "maker": "rival", "opening_stock": 20 * size}],
        contracts=[{"to": {"role": "retailer"}, **agreed}],
        campaigns=[campaign],
        **more,
    )


def test_the_sample_is_the_market_divided_by_hand() -> None:
    """To the bit: the ledger of the market is that of a market of a tenth, written by hand."""
    whole, small = market(PEOPLE, people_per_customer=PEOPLE), market(1)

    assert sample_of(whole) == small
    assert not roundings(whole)
    assert simulate(whole, 5).content_hash() == simulate(small, 5).content_hash()


def test_a_market_enlarged_is_its_multiple_by_hand() -> None:
    """To the bit, but for least orders that nobody states, one unit; divided again it is what it was."""
    whole, by_hand = (
        re.sub(r'"minimum":(1|10)\.0', "", one.model_dump_json())
        for one in (enlarged(market(1), PEOPLE), market(PEOPLE))
    )

    assert whole == by_hand
    assert sample_of(enlarged(market(1), 7).model_copy(update={"people_per_customer": 7})) == market(1)
    assert enlarged(market(3), 1) == market(3)


def test_what_is_told_is_of_the_whole_market() -> None:
    """Amounts ten times the sample's, ratios as they are; the header says what was asked for."""
    whole, small = (
        simulate(market(size, people_per_customer=size, detail="sales"), 5) for size in (PEOPLE, 1)
    )

    assert measure(small, "penetration") > 0
    for amount in ("units_sold", "contribution", "needs", "media_contacts", "customer_surplus"):
        assert measure(whole, amount) == pytest.approx(PEOPLE * measure(small, amount)), amount
    for ratio in (
        "sell_through",
        "cost_to_serve",
        "average_price",
        "outlets_open",
        "conflict",
        "penetration",
    ):
        np.testing.assert_equal(measure(whole, ratio), measure(small, ratio), ratio)
    weekly = measure(whole, "units_sold", "week")
    assert weekly.sum() == measure(whole, "units_sold")
    assert whole.header.scenario.customers == 2000
    assert sum(cell.customers for cell in whole.header.cells) == 200


def test_pictures_and_studies_tell_of_the_whole_market() -> None:
    """Goods on the way, flows, sources of what an outlet sold and harm are ten times the sample's."""
    whole, small = (market(size, people_per_customer=size, detail="sales") for size in (PEOPLE, 1))
    told, played = (simulate(one, 5) for one in (whole, small))
    for pipes in (pipeline_steps, lambda ledger: {"all": customers_demand(ledger)}):
        for step, pipe in pipes(played).items():
            parts = vars(pipe) if hasattr(pipe, "on_hand") else {"asked": pipe}
            for name, part in parts.items():
                other = pipes(told)[step]
                other = getattr(other, name) if hasattr(other, name) else other
                np.testing.assert_array_equal(other, PEOPLE * part, f"{step} {name}")
    arrows = dict(flows(played).edges.items())
    for ends, arrow in flows(told).edges.items():
        assert arrow["units"] == PEOPLE * arrows[ends]["units"]
    one, other = (split_by_need(given, outlets="dealer", seeds=1) for given in (whole, small))
    assert other.whole.units.mean > 0
    for what in ("units", "revenue", "customers", "net"):
        mine, theirs = (getattr(split.whole, what).mean for split in (one, other))
        np.testing.assert_allclose(mine, PEOPLE * theirs, err_msg=what)
    assert one.whole.share.mean == other.whole.share.mean


def test_harm_beside_a_run_without_its_source_is_of_the_whole_market() -> None:
    """All three figures, what is measured and what is added up."""
    one, other = (
        adapted_harm(market(size, people_per_customer=size), "sales_team", seeds=1).members
        for size in (PEOPLE, 1)
    )
    for what in FIGURES:
        np.testing.assert_allclose(one[what], PEOPLE * other[what], err_msg=what)


def test_conditions_of_events_are_met_by_the_whole_market() -> None:
    """A limit in units is one of the market; the event takes place in the same week."""
    when = [
        {"when": {"metric": "units_sold", "above": size, "over": 2}, "message": "deal"} for size in (1, 10)
    ]
    small, whole = (
        simulate(market(size, people_per_customer=size, events=[event]), 5)
        for size, event in zip((1, PEOPLE), when, strict=True)
    )
    steps = small.table("intervention")
    assert 2 < steps["week"].iloc[0] < 12
    assert whole.table("intervention").equals(steps)


def test_it_is_said_how_many_are_played(tmp_path: Path) -> None:
    """By `check` and `describe`."""
    path = tmp_path / "large.json"
    path.write_text(json.dumps({**small_world(), "customers": 50_000, "people_per_customer": 10}))
    for command, told in (
        ("check", "50,000 customers (played by 5,000), 12 weeks"),
        ("describe", "50,000 customers (played by 5,000, each standing for 10)"),
    ):
        answer = CliRunner().invoke(app, [command, str(path)])
        assert answer.exit_code == 0
        assert told in " ".join(answer.output.split())


def test_customers_that_stand_for_themselves_are_played_as_they_are() -> None:
    """The scenario itself, and a sample of a sample is the same."""
    whole = market(PEOPLE, people_per_customer=PEOPLE)

    assert sample_of(market(1)) == market(1)
    assert sample_of(sample_of(whole)) is not whole
    assert sample_of(sample_of(whole)) == sample_of(whole)


def test_some_goods_are_never_none_and_series_keep_their_sum() -> None:
    """What that makes larger is told, by its keys; a capacity in hours is divided as it is."""
    stated = {"acme": {"opening_stock": 3, "opening_pipeline": [2, 2, 2, 2, 2, 2]}, "rival": {}}
    whole = small_scenario(customers=2000, people_per_customer=PEOPLE, manufacturers=stated)
    played = sample_of(whole).manufacturers

    assert (played["acme"].opening_stock, played["rival"].opening_stock) == (1, 0)
    assert sum(played["acme"].opening_pipeline) == 1
    told = {one.keys: (one.stated, one.played) for one in roundings(whole)}
    assert told["manufacturers", "acme", "opening_stock"] == (3, 10)
    assert told["manufacturers", "acme", "opening_pipeline"] == (12, 10)
    assert ("manufacturers", "rival", "opening_stock") not in told


def test_goods_are_counted_in_steps_of_the_scenario() -> None:
    """Of steps of half a unit 1.5 are three; of steps of six units there is one at least."""
    for step, stock, part in ((0.5, 15, 1.5), (6.0, 15, 6), (6.0, 180, 18)):
        given = small_scenario(
            customers=2000,
            people_per_customer=PEOPLE,
            units={"quantity_step": step},
            manufacturers={"acme": {"opening_stock": stock}, "rival": {}},
        )
        assert sample_of(given).manufacturers["acme"].opening_stock == part


def test_customers_are_rounded_to_whole_ones() -> None:
    """A market of any size can be sampled."""
    assert customers_played(small_scenario(customers=2004, people_per_customer=PEOPLE)) == 200
    assert customers_played(small_scenario(customers=2006, people_per_customer=PEOPLE)) == 201


WRONG = {
    "people_per_customer: must be at least 1, is 0": {"people_per_customer": 0},
    "people_per_customer: should be a whole number, is 2.5": {"people_per_customer": 2.5},
    "people_per_customer: should be a whole number, is the text 'ten'": {"people_per_customer": "ten"},
    "people_per_customer: there are only 200 customers, so that none can stand for so many": {
        "people_per_customer": 1000
    },
    "people_per_customer: there are no customers, so that none can stand for so many": {
        "customers": 0,
        "people_per_customer": 10,
    },
    "let each stand for more people, as people_per_customer: 200 does": {
        "customers": 2_000_000_000,
        "candidates": 1,
    },
    "people_per_customer: must be at most 1000000, is 10000000": {"people_per_customer": 10_000_000},
    "'customers', of which one that is played may stand for several: 'people_per_customer'?": {
        "population": 2_000_000
    },
}


def test_wrong_samples_are_refused_with_what_to_write(tmp_path: Path) -> None:
    """In the file, with its place, exit 2; what is meant by other words is told."""
    with Cases() as cases:
        for told, wrong in WRONG.items():
            with cases.case(told):
                path = tmp_path / "wrong.json"
                path.write_text(json.dumps({**small_world(), **wrong}))
                answer = CliRunner().invoke(app, ["check", str(path)])
                assert answer.exit_code == 2
                assert told in " ".join(answer.output.split())
    with pytest.raises(InputError, match="must be at least 1"):
        small_scenario().changed(people_per_customer=0)


def test_a_market_of_billions_is_played_by_few() -> None:
    """Only customers played take room."""
    assert customers_played(small_scenario(customers=2_000_000_000, people_per_customer=1_000_000)) == 2000


def large_market(customers: int, size: int = 2_000_000) -> Scenario:
    """Return one market of two million, played by so many customers that know its products.

    Outlets sell twenty purchases a cycle and more. What they put on their shelves in the first weeks is left
    out: with few customers it is more, as stock against bad weeks is, and their maker earns by it.
    """
    needs = {"needs": {"light": {"per_year": 12}}}
    people = {name: {**one, **needs} for name, one in small_world()["segments"].items()}
    stock = {"opening_stock": size // 20}
    dealers = {"model": "authorized_dealers", "dealers_per_region": 1, "opening_stock": size // 50}
    campaign = {"medium": "social", "message": "bright", "weeks": [1, 26], "weekly_budget": size / 200}
    return small_scenario(
        customers=size,
        people_per_customer=round(size / customers),
        segments=people,
        weeks=26,
        warm_up=8,
        response={"always_aware": 1.0},
        distribution={**dealers, "floor_penalty": 2.0 * size},
        competition=[{"model": "direct_automated", "maker": "rival", **stock}],
        manufacturers={"acme": stock, "rival": stock},
        campaigns=[campaign],
        events=[],
    )


FRESH = 2001
"""The first seed: the market and its warm-up were chosen with seeds 1 to 16 in sight; these were unseen."""


def contributions(customers: int, seeds: int) -> list[float]:
    """Return the contribution per head of people, seed by seed [currency per customer]."""
    given = large_market(customers)
    return [measure(simulate(given, FRESH + at), "contribution") / given.customers for at in range(seeds)]


@pytest.mark.nightly
def test_contribution_per_head_does_not_depend_on_the_sample() -> None:
    """At 2,000, 8,000 and 40,000 customers, within the 95 % interval of the difference."""
    seeds = {2000: 16, 8000: 16, 40_000: 6}
    found = {customers: interval(contributions(customers, many)) for customers, many in seeds.items()}
    for one in (2000, 8000):
        width = math.hypot(found[one].half, found[40_000].half)
        assert width < 0.05 * found[40_000].mean
        assert abs(found[one].mean - found[40_000].mean) < width, found


def test_contribution_per_head_of_a_small_sample_is_that_of_a_larger_one() -> None:
    """Within luck, at 1,000 customers and at 3,000: a budget that is not divided would ruin the first."""
    (few,), (many,) = (contributions(customers, 1) for customers in (1000, 3000))
    assert few == pytest.approx(many, rel=0.25)
