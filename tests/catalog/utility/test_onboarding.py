"""Onboarding: who is left alone with a first unit is content with it less, and it moves no choice."""

from typing import Any

import numpy as np
import pytest

from simulator import transactions
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.textbook_markets import plain_market, shops

ASKED, GIVEN = {"education": 0.9, "hands_on": 0.5}, {"education": 0.4, "hands_on": 0.9}
HELPS, ALONE = "helps web_store", "alone web_store"
LACKING = (0.9 - 0.4) / 2
"""Half of what is missing: of hands-on help there is more than enough."""


def market(onboarding: float, weeks: int = 1, crowd: str = "columns", **need: Any) -> Scenario:
    """Return a market of a shop that helps as is asked for, and of one that does not help enough."""
    lamp = {"unit_cost": 1, "list_price": 10, "appeal": 45, "needs": ASKED, "attributes": {"quality": 0.8}}
    people = {
        "values": {"quality": 2.0}, "price_sensitivity": 0.0, "fit": {"weight": 0.0},
        "onboarding": onboarding, "needs": {"light": {"per_year": 52, **need}},
    }  # fmt: skip
    ways = [
        {"model": "direct_automated", "label": name, **shops(capabilities=capabilities)}
        for name, capabilities in (("helps", ASKED), ("alone", GIVEN))
    ]
    told = {"response": {"initial_adstock": 50.0, "retention": 1.0}, "detail": "sales", "crowd": crowd}
    return plain_market(weeks, 400, {"lamp": lamp}, people, distribution=ways, **told)


def test_what_is_missing_falls_short_of_what_was_expected() -> None:
    """S = y − δ⁻ o lacking / Σ v: of those that were helped S = y."""
    found = measure(simulate(market(0.5), 1), "satisfaction", "outlet")

    assert found[HELPS] == pytest.approx(0.8, abs=1e-5)
    assert found[ALONE] == pytest.approx(0.8 - 1.0 * 0.5 * LACKING / 2.0, abs=1e-5)


def test_a_second_unit_needs_no_help() -> None:
    """Wherever the first one was bought: in week 2 all have had one."""
    found = measure(simulate(market(0.5, weeks=2), 1), "satisfaction", "week")

    assert found[1] < 0.8 - 0.01
    assert found[2] == pytest.approx(0.8, abs=1e-5)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_choices_are_what_they_were(crowd: str) -> None:
    """Every sale is: what is experienced alone tells of it, and surplus as experienced falls by it."""
    with_it, without = (
        simulate(market(onboarding, 3, crowd).changed(customers=100), 1) for onboarding in (2.0, 0.0)
    )

    assert transactions(with_it).equals(transactions(without))
    assert with_it.content_hash() != without.content_hash()


def test_surplus_as_experienced_lacks_what_the_help_was_worth() -> None:
    """Once for each half of customers that is expected to buy alone; a util is worth 100."""
    with_it, without = (
        measure(simulate(market(o).changed(segments=sensitive(market(o))), 1), "experienced_surplus")
        for o in (0.5, 0.0)
    )

    assert without - with_it == pytest.approx(400 * 0.5 * 0.5 * LACKING * 100, rel=1e-4)


def sensitive(scenario: Scenario) -> dict[str, Any]:
    """Return the segments of a scenario, minding the price a little."""
    return {
        name: {**one.model_dump(mode="json"), "price_sensitivity": 0.01}
        for name, one in scenario.segments.items()
    }


def test_whoever_was_left_alone_leaves_sooner() -> None:
    """By the outlet of the first purchase; without onboarding both keep as many."""
    leaving = {"alpha": 2.0, "beta": 2.0, "satisfaction": 4.0}
    kept = []
    for onboarding in (2.0, 0.0):
        scenario = market(onboarding, 2, leaving=leaving).changed(customers=4000)
        rows = transactions(simulate(scenario, 2))
        first, again = (rows[rows["week"] == week] for week in (1, 2))
        stays = first["customer"].isin(again["customer"])
        kept.append([stays[first["outlet"] == name].mean() for name in (HELPS, ALONE)])

    assert kept[0][0] - kept[0][1] > 0.1
    assert abs(kept[1][0] - kept[1][1]) < 4.5 * np.sqrt(0.5 / 2000)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_owners_at_the_start_know_how_to_use_what_they_own(crowd: str) -> None:
    """Whatever they replace it with, and wherever."""
    plain = market(0.5, 4, crowd)
    made = {
        n: {**p.model_dump(mode="json"), "life": {"mean_weeks": 2.0, "owned": 1.0}}
        for n, p in plain.products.items()
    }
    found = measure(simulate(plain.changed(products=made, customers=100), 1), "satisfaction")

    assert found == pytest.approx(0.8, abs=1e-5)
