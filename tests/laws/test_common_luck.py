"""Common random numbers by construction: what somebody adds changes no one else's luck."""

from functools import cache
from typing import Any

import pandas as pd
import pytest

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.channel.channel import contracts_of
from simulator.ledger.ledger import Ledger
from simulator.market.setup.build_channel import build_channel
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.laws.witness import Recorded, Witness

BASE = load(
    "scenarios/espresso_hybrid_craft.yaml",
    set=["weeks=12", "customers=600", "events=[]", "response.display=0"],
)


def with_another_message(scenario: Scenario) -> Scenario:
    """Say something else at the dealers."""
    return scenario.changed(messages={"default": "deal", "by_maker": {"meridian": "novelty"}})


def with_one_more_outlet(scenario: Scenario) -> Scenario:
    """Add a fourth dealer in every region."""
    first, *others = scenario.model_dump(mode="json")["distribution"]
    return scenario.changed(distribution=[{**first, "dealers_per_region": 4}, *others])


def with_one_more_campaign(scenario: Scenario) -> Scenario:
    """Add a campaign in one region only."""
    more = {
        "medium": "print",
        "message": "care",
        "weeks": [2, 9],
        "weekly_budget": 90.0,
        "regions": ["south"],
    }
    return scenario.changed(campaigns=[*scenario.model_dump(mode="json")["campaigns"], more])


CHANGES = [with_another_message, with_one_more_outlet, with_one_more_campaign]


def recorded(scenario: Scenario) -> Recorded:
    """Return every draw of a run."""
    dice = Witness(5)
    simulate(scenario, 5, dice=dice)
    return dice.seen


@cache
def recorded_of_base(crowd: str) -> Recorded:
    """Return every draw of the run that others are compared with."""
    return recorded(BASE.changed(crowd=crowd))


@pytest.mark.by_day("columns")
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_draws_with_the_same_key_are_the_same_draw(change: Any, crowd: str) -> None:
    """Wherever both runs ask for the same key they get the same word, and they share nearly all needs."""
    one, other = recorded_of_base(crowd), recorded(change(BASE).changed(crowd=crowd))
    shared = one.keys() & other.keys()

    assert all(one[key] == other[key] for key in shared)
    for purpose in ("need espresso", "aware", "price sensitivity"):
        mine = {key for key in one if key[0] == purpose}
        assert mine, purpose
        assert mine <= shared or purpose == "aware"
    assert len(shared) > 0.6 * min(len(one), len(other))


def test_both_ways_of_keeping_customers_ask_for_the_same_draws() -> None:
    """One by one, nothing is drawn that the columns do not draw with the same key."""
    columns, one_by_one = recorded_of_base("columns"), recorded_of_base("one_by_one")

    assert one_by_one.items() <= columns.items()


def sales_in(ledger: Ledger, region: str) -> pd.DataFrame:
    """Return the sales in one region's cells, by name."""
    sales = ledger.table("sale", steps=True).astype(
        dict.fromkeys(("outlet", "product", "cell", "adviser", "purchase_reason"), str)
    )
    return sales[sales["cell"].str.endswith(f"/{region}")].reset_index(drop=True)


def plentiful(scenario: Scenario) -> Scenario:
    """Give every outlet so much stock that no region can feel what another one buys."""
    plain = scenario.model_dump(mode="json")
    stocked = {"opening_stock": 5000, "wholesale_stock": 5000}
    ways = {
        key: [{**way, **{k: v for k, v in stocked.items() if k in way}} for way in plain[key]]
        for key in ("distribution", "competition")
    }
    return scenario.changed(customers=4000, detail="sales", **ways)


def test_a_campaign_in_one_region_leaves_the_others_alone() -> None:
    """A campaign in the south leaves every sale in the north and the middle as it was."""
    base = plentiful(BASE)
    before, after = simulate(base, 9), simulate(with_one_more_campaign(base), 9)

    for region in ("north", "middle"):
        assert len(sales_in(before, region)) > 20
        pd.testing.assert_frame_equal(sales_in(before, region), sales_in(after, region))
    assert not sales_in(before, "south").equals(sales_in(after, "south"))


def test_an_outlet_in_one_region_leaves_the_others_alone() -> None:
    """A dealer more in the south leaves every sale in the north and the middle as it was."""
    base = plentiful(BASE)
    plain = base.model_dump(mode="json")["distribution"]
    more = {**plain[0], "label": "one more", "dealers_per_region": 1, "regions": ["south"]}
    before, after = simulate(base, 9), simulate(base.changed(distribution=[*plain, more]), 9)

    for region in ("north", "middle"):
        pd.testing.assert_frame_equal(sales_in(before, region), sales_in(after, region))
    assert not sales_in(before, "south").equals(sales_in(after, "south"))


def test_a_reseller_more_leaves_everybody_s_supplier_alone() -> None:
    """Who supplies whom hangs on the reseller's own luck, not on who else was drawn."""
    suppliers = []
    for resellers in (6, 7):
        channel = build_channel(
            BASE.changed(distribution={"model": "open_resale", "resellers": resellers}), KeyedRandom(3)
        )
        suppliers.append(
            {contract.buyer: contract.supplier for contract in contracts_of(channel) if contract.prices}
        )

    assert len(suppliers[1]) == len(suppliers[0]) + 3
    assert suppliers[0].items() <= suppliers[1].items()


def test_the_order_in_which_members_are_listed_is_nobody_s_advantage() -> None:
    """Two dealer networks that fight for the last units get the same whichever is written first."""
    plain = BASE.model_dump(mode="json")
    short = {**plain["distribution"][0], "opening_stock": 1, "lead_time_weeks": 0}
    ways = [{**short, "label": label} for label in ("a", "b")]
    scarce = {"northmill": {"opening_stock": 3, "production_weeks": 1}, "meridian": {}}
    segments = {
        name: {**s, "needs": {"espresso": {"per_year": 40.0}}} for name, s in plain["segments"].items()
    }
    for seed in range(1, 6):
        sold = [
            simulate(BASE.changed(distribution=way, manufacturers=scarce, segments=segments), seed).table(
                "sale", steps=True
            )
            for way in (ways, ways[::-1])
        ]
        one, other = (t.astype({"outlet": str}).groupby(["week", "outlet"])["units"].sum() for t in sold)

        assert one.to_dict() == other.to_dict()
