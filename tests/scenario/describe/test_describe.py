"""A scenario is told in sentences that follow the scenario, whatever is in it."""

import json
from pathlib import Path
from typing import Any

import pytest

import simulator.scenario.describe.describe as room
from simulator.domain.people.segments import Segment
from simulator.domain.product.product import Product
from simulator.domain.registries import REGISTRIES
from simulator.scenario.describe.describe import describe
from tests.worlds.small import small_scenario

pytestmark = pytest.mark.usefixtures("stalls")


def test_the_small_world_is_told() -> None:
    """Who makes what, who wants what, how it reaches them, what is said for how much, what happens."""
    told = describe(small_scenario(situation="Two makers of lights.", warm_up=2))
    for sentence in (
        "small world\nTwo makers of lights.\n",
        "It runs for 12 weeks, of which metrics leave out the first 2, with 200 customers in north (50 %)",
        "- acme, whose question this is, makes lamp.",
        "lamp: serves the need for light, costs 40 EUR to make, list price 100 EUR; ",
        "; delivers quality 0.8 and price 0.4.",
        "- rival makes bulb.",
        "- readers, 60 % of customers, want quality (2) and price (0.5); need light 2 times a year; ",
        "; price sensitivity 0.02 utils per EUR (one util is worth 50 EUR to the typical one), ",
        ", differing among themselves by 0.3 log points.",
        "- acme: authorized dealers. ",
        "  dealers per region: 2 — ",
        "- rival: direct automated. ",
        "- Of acme's products at outlets: craft (60 % quality and 40 % expertise).",
        "- bright (70 % quality and 30 % novelty) on social, weeks 1 to 6, 50 EUR a week: 300 EUR.",
        "Together 300 EUR.",
        "- Week 5: from now on acme's outlets say deal (",
    ):
        assert sentence in told


def test_a_model_is_told_from_what_it_says_of_itself() -> None:
    """Its first line, and each of its own fields with the field's description."""
    told = describe(small_scenario(distribution={"model": "stalls", "stalls": 3, "products": ["lamp"]}))
    assert (
        "- acme (lamp): stalls. Manufacturer → market stalls, open on Saturdays → customers.\n"
        "  stalls: 3 — How many stalls there are [stalls].\n"
        "  margin: 0.25 — What a stall keeps of the price [share of the price].\n"
    ) in told


def test_policies_are_told_with_their_parameters() -> None:
    """A choice within a model is a name and what belongs to it."""
    chosen = {
        "model": "authorized_dealers",
        "pricing": {"policy": "undercut", "step": 0.02},
        "price_floor": None,
    }
    told = describe(small_scenario(distribution=chosen))
    assert "  pricing: undercut (step 0.02, " in told
    assert "  price floor: none — " in told


def test_campaigns_cost_only_what_is_spent_while_the_run_lasts() -> None:
    """A campaign that outlasts the run is paid until its end."""
    campaign = {
        "medium": "social",
        "message": "craft",
        "weeks": [11, 30],
        "weekly_budget": 1500,
        "regions": ["north"],
    }
    told = describe(small_scenario(campaigns=[campaign, {**campaign, "weeks": [1, 1], "product": "lamp"}]))
    assert "on social in north, weeks 11 to 30, 1,500 EUR a week: 3,000 EUR.\n" in told
    assert "about lamp on social in north, weeks 1 to 1, 1,500 EUR a week: 1,500 EUR.\n" in told
    assert told.count("Together 4,500 EUR.") == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"events": [{"week": 3, "depart": "some dealer"}]}, "- Week 3: some dealer leaves."),
        ({"events": [{"week": 2, "open_channel": {"model": "stalls", "stalls": 1}}]}, "2: acme: stalls. "),
        ({"messages": {"by_channel": {"dealer": "deal"}}}, "- At outlets of the kind dealer instead: deal"),
        ({"messages": {"by_maker": {"rival": "deal"}}}, "- Of rival's products: deal (70 % price"),
        ({"weeks": 6, "customers": 1}, "It runs for 6 weeks, with 1 customer in"),
    ],
)  # fmt: skip
def test_what_else_can_be_said_is_told(changes: dict[str, Any], sentence: str) -> None:
    """Events, and the content matrix."""
    assert sentence in describe(small_scenario(**{"campaigns": [], **changes}))


def test_nothing_is_told_that_is_not_there() -> None:
    """Blocks without a sentence are left out."""
    told = describe(small_scenario(campaigns=[], events=[], messages={}))
    assert "Campaigns" not in told
    assert "Events" not in told
    assert "What is said" not in told


def test_people_who_do_not_mind_prices_are_told_so() -> None:
    """Nobody divides by a sensitivity of zero."""
    segment = {"share": 1, "values": {}, "price_sensitivity": 0, "needs": {}}
    told = describe(small_scenario(segments={"all": segment}))
    assert (
        "- all, 100 % of customers, want no benefit in particular; need nothing; do not mind the price."
        in told
    )


def test_no_entry_of_a_shelf_is_named_in_the_code() -> None:
    """A new model, policy or message is described without an edit."""
    code = Path(room.__file__).read_text(encoding="utf-8")
    names = [
        name
        for shelf in REGISTRIES.values()
        for name in shelf.names()
        if "_" in name and name not in {**Product.model_fields, **Segment.model_fields}
    ]
    assert names
    assert not [name for name in names if name in code]
    assert json.dumps(describe(small_scenario()))
