"""Use lost: what fails takes the use that does not come off experienced surplus, and teaches its customer."""

from typing import Any

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.worlds.one_product import SHOP, market

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
PEOPLE, QUALITY, LIKING, BETA, LIFE, RHO = 120, 0.8, 1.5, 1 / 128, 4, 0.5


def failing(rate: float, weeks: int = 2, crowd: str = "columns", **ways: Any) -> Scenario:
    """Return a market in which all buy a unit in week 1 that would last four weeks, and no other one."""
    product = {
        "life": {"mean_weeks": LIFE, "shape": 100.0},
        "failure_rate": rate,
        "attributes": {"quality": QUALITY},
        **ways.pop("product", {}),
    }
    care = {"values": {"quality": LIKING}, "price_sensitivity": BETA, **ways.pop("people", {})}
    wants = {"per_year": 52, "replaced_per_week": 0.0, **ways.pop("need", {})}
    told = {"initial_adstock": 50.0, "retention": 1.0}
    return market(weeks, PEOPLE, wants, product, care, response=told, crowd=crowd, **ways)


def lost(scenario: Scenario) -> dict[int, float]:
    """Return by how much less surplus is experienced than if nothing failed, by week [currency per unit]."""
    made = {n: {**p.model_dump(mode="json"), "failure_rate": 0.0} for n, p in scenario.products.items()}
    found, without = (weekly(simulate(one, 1)) for one in (scenario, scenario.changed(products=made)))
    return {week: (without.get(week, 0.0) - found.get(week, 0.0)) / PEOPLE for week in without | found}


def weekly(ledger: Ledger) -> dict[int, float]:
    """Return experienced surplus by week [currency]."""
    rows = ledger.table("experienced_surplus").groupby("week")["amount"].sum()
    return {int(str(week)): float(amount) for week, amount in rows.items()}


@CROWDS
def test_surplus_loses_the_weeks_of_use_that_do_not_come(crowd: str) -> None:
    """Of four weeks one came: (3/4) v truth / β each, when it fails; none is believed lost."""
    scenario = failing(1.0, crowd=crowd)

    assert lost(scenario) == {1: 0.0, 2: pytest.approx(3 / 4 * LIKING * QUALITY / BETA, rel=1e-9)}
    assert measure(simulate(scenario, 1), "customer_surplus") > measure(
        simulate(scenario, 1), "experienced_surplus"
    )


def test_what_is_repaired_loses_none() -> None:
    """Its life stands still."""
    assert set(lost(failing(1.0, 6, warranties=[{"repair_weeks": 2}])).values()) == {0.0}


@CROWDS
def test_what_comes_back_as_it_is_loses_what_it_had_left(crowd: str) -> None:
    """When its repairer leaves: of four weeks three, as on the day on which it failed."""
    two = [SHOP, {"model": "authorized_dealers", "label": "mender", "dealers_per_region": 1, "reach": 0.0}]
    mender = "mender dealer here 1"
    scenario = failing(
        1.0,
        4,
        crowd,
        distribution=two,
        warranties=[{"repair_weeks": 4, "repaired_by": mender}],
        events=[{"week": 4, "depart": mender}],
    )

    assert lost(scenario)[4] == pytest.approx(3 / 4 * LIKING * QUALITY / BETA, rel=1e-9)


@CROWDS
def test_who_learns_from_use_knows_of_the_failure(crowd: str) -> None:
    """Each has had one unit, which failed."""
    run = opened(failing(1.0, crowd=crowd, people={"learns_from_use": RHO}), 1)
    run.step()
    run.step()

    assert run.crowd.columns.own["times_failed"].tolist() == [[1.0]] * PEOPLE
    if crowd == "one_by_one":
        assert {one.own["times_failed", 0] for one in run.crowd.customers} == {1.0}


def test_nothing_is_kept_of_failures_where_nothing_can_fail() -> None:
    """No column."""
    run = opened(failing(0.0, people={"learns_from_use": RHO}), 1)

    assert "times_failed" not in run.crowd.columns.own


def test_both_ways_of_keeping_customers_learn_and_lose_alike() -> None:
    """To the last entry: with units that differ, several in use, repair, open needs, a price that counts."""
    ways: dict[str, Any] = {
        "product": {"variability": 0.3, "appeal": 0.5},
        "people": {"learns_from_use": RHO, "price_sensitivity": 0.1, "price_sensitivity_spread": 0.4},
        "warranties": [{"weeks": 2, "repair_weeks": 1}],
    }
    for need in ({"units": 2}, {"lasts_weeks": 4}):
        need |= {"replaced_per_week": 0.8, "while_owning": 0.2}
        one, other = (
            simulate(failing(0.3, 14, crowd, need=need, **ways).changed(customers=60), 3)
            for crowd in ("columns", "one_by_one")
        )

        assert one.count("failure") > 0 < one.count("claim")
        assert one.content_hash() == other.content_hash()
        assert np.isfinite(measure(one, "experienced_surplus"))
