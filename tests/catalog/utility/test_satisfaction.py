"""Satisfaction: content customers buy a product again more readily, and others less."""

from typing import Any

import numpy as np
import pytest

from simulator.ledger.metric import measure
from simulator.market.market import Market
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.worlds.one_product import market

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
PEOPLE, APPEAL = 80, -0.5


def shop(
    weight: float,
    truth: float = 0.5,
    told: float = 1.0,
    weeks: int = 2,
    crowd: str = "columns",
    product: dict[str, Any] | None = None,
    need: dict[str, Any] | None = None,
    **people: Any,
) -> Scenario:
    """Return a market of a product that is worth what is told of it, less a half, to all alike."""
    made = {"appeal": APPEAL, "attributes": {"quality": truth}, "reputation": {"quality": told}}
    care = {"values": {"quality": 1.0}, "taste_shock": 0.0, "satisfaction_weight": weight, **people}
    response = {"initial_adstock": 50.0, "retention": 1.0, "word_of_mouth": 0.0}
    wants = {"per_year": 52, **(need or {})}
    return market(weeks, PEOPLE, wants, made | (product or {}), care, response=response, crowd=crowd)


def sold(scenario: Scenario) -> list[int]:
    """Return units sold, week by week."""
    return [int(units) for units in measure(simulate(scenario, 1), "units_sold", "week").tolist()]


@CROWDS
@pytest.mark.parametrize(("weight", "again"), [(0.0, 1), (0.99, 1), (1.01, 0)])
def test_whoever_was_let_down_weighs_it_against_the_gain(weight: float, again: int, crowd: str) -> None:
    """Told 1, got ½: S = 0; it is bought again while s / 2 is less than the gain of ½."""
    assert sold(shop(weight, crowd=crowd)) == [PEOPLE, again * PEOPLE]


@CROWDS
@pytest.mark.parametrize(("weight", "again"), [(0.0, 0), (0.99, 0), (1.01, 1)])
def test_whoever_was_content_buys_what_has_become_dearer(weight: float, again: int, crowd: str) -> None:
    """Told and got .9, S = .9: at a price that takes .4 too much it is bought again if .4 s is more."""
    dear = shop(weight, 0.9, 0.9, crowd=crowd, price_sensitivity=0.08)
    cheap = {"product": "lamp", "at": "dealer", "price": 0.01, "weeks": [1, 1]}
    gain = APPEAL + 0.9 - 0.08 * 10.0

    assert gain == pytest.approx(-0.4)
    assert sold(dear.changed(promotions=[cheap])) == [PEOPLE, again * PEOPLE]


@CROWDS
@pytest.mark.parametrize(("weight", "again"), [(0.99, 1), (1.01, 0)])
def test_a_failure_leaves_no_satisfaction(weight: float, again: int, crowd: str) -> None:
    """S was 1 when it was bought, and is 0 when it has failed: the next one is weighed by that."""
    fails = {"life": {"mean_weeks": 500, "shape": 100.0}, "failure_rate": 1.0}
    scenario = shop(weight, 1.0, 1.0, crowd=crowd, product=fails, need={"replaced_per_week": 1.0})

    assert sold(scenario) == [PEOPLE, again * PEOPLE]


def lived(crowd: str) -> Market:
    """Return a market after all weeks, with units that differ and fail, and with luck."""
    product = {
        "life": {"mean_weeks": 4, "shape": 2.0},
        "failure_rate": 0.2,
        "variability": 0.4,
        "appeal": 0.5,
    }
    scenario = shop(
        2.0, 0.6, 0.8, 12, crowd, product, {"replaced_per_week": 0.6, "lasts_weeks": 3, "while_owning": 0.3},
        taste_shock=1.0, learns_from_use=0.3,
    )  # fmt: skip
    found = opened(scenario.changed(customers=40), 5)
    for _ in range(scenario.weeks):
        found.step()
    return found


def test_both_ways_of_keeping_customers_remember_the_same_satisfaction() -> None:
    """In 32 bits, customer by customer, and to the last entry of the ledger."""
    columns, asked = lived("columns"), lived("one_by_one")
    kept = columns.crowd.columns.own["satisfaction"]

    assert kept.dtype == np.float32
    assert kept.tolist() == [[one.own["satisfaction", 0]] for one in asked.crowd.customers]
    assert asked.crowd.columns.own["satisfaction"].tolist() == kept.tolist()
    assert kept.min() == 0.0
    assert kept.max() > 0.5
    assert columns.ledger.content_hash() == asked.ledger.content_hash()
    assert columns.ledger.count("failure") > 0


def test_satisfaction_is_kept_where_it_is_minded_alone() -> None:
    """Four bytes a customer and product, beside four for how often it had it; else no column."""
    with_it, without = (opened(shop(weight), 1).crowd.columns.own for weight in (1.0, 0.0))

    assert {name: column.nbytes for name, column in with_it.items()} == {
        "times_had": 4 * PEOPLE,
        "satisfaction": 4 * PEOPLE,
    }
    assert without == {}
