"""Own experience: a promise is found out use by use, by as much as weights of precision say."""

import math
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from simulator.catalog.utility.own_experience import OwnExperience
from simulator.ledger.metric import measure
from simulator.market.market import Market
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.market.customers.test_visit_surplus import LEVELS, LIKING, PEOPLE, market

RHO, WEEKS, CLAIM = 0.25, 30, 0.9


def learning(variability: float = 0.0, people: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return the market of two stores, one of which claims too much; people learn from use."""
    whole = market(CLAIM, {"learns_from_use": RHO, **(people or {})}, WEEKS, **changes)
    made = {name: one.model_dump(mode="json") for name, one in whole.products.items()}
    return whole.changed(products={name: {**one, "variability": variability} for name, one in made.items()})


def lived(scenario: Scenario, seed: int = 3) -> Market:
    """Return the market after all weeks."""
    found = opened(scenario, seed)
    for _ in range(scenario.weeks):
        found.step()
    return found


@pytest.mark.parametrize(("times", "left"), [(0, 0.9), (1, 0.84), (2, 0.8), (4, 0.75), (12, 0.675)])
def test_published_beliefs(times: int, left: float) -> None:
    """A belief of .9 in what is .6, with hearsay worth four uses: what is left of it after so many."""
    own = {("times_had", 0): float(times), ("times_failed", 0): 0.0, ("experienced_luck", 0): 0.0}
    shopper = SimpleNamespace(values=(2.0, 0.0), own=own, learns_from_use=RHO)
    offer = SimpleNamespace(
        product=0, believed=(0.9, 0.3), own_belief=(0.0, 0.0), truth=(0.6, 0.3), variability=0.0
    )

    assert 2.0 * 0.9 + OwnExperience.value(shopper, offer, None) == pytest.approx(2.0 * left)


@pytest.mark.parametrize(("times", "failed"), [(0, 0), (2, 0), (1, 1), (3, 2), (0, 1)])
def test_a_failure_is_an_experience_of_nothing(times: int, failed: int) -> None:
    """The mean of hearsay, which weighs 1, and of n truths and f zeros of ρ each; luck of units with it."""
    drawn, spread = 1.5 * times, 0.2
    own = {
        ("times_had", 0): float(times),
        ("times_failed", 0): float(failed),
        ("experienced_luck", 0): drawn,
    }
    shopper = SimpleNamespace(values=(2.0, 0.5), own=own, learns_from_use=RHO)
    offer = SimpleNamespace(
        product=0, believed=(0.9, 0.3), own_belief=(0.0, 0.0), truth=(0.6, 0.4), variability=spread
    )
    means = [
        (said + RHO * (times * true + spread * drawn)) / (1 + RHO * (times + failed))
        for said, true in zip(offer.believed, offer.truth, strict=True)
    ]

    found = 2.0 * 0.9 + 0.5 * 0.3 + OwnExperience.value(shopper, offer, None)
    assert found == pytest.approx(2.0 * means[0] + 0.5 * means[1])


def test_buyers_find_out_as_fast_as_weights_say() -> None:
    """A need a week, luck anew: units of each week are those of the chain over how often one has had it."""
    state, expected = np.zeros(WEEKS + 1), np.zeros(WEEKS)
    state[0] = 1.0
    believed = np.exp(LIKING * (0.5 + (CLAIM - 0.5) / (1 + RHO * np.arange(WEEKS + 1))))
    share = believed / (1 + believed + math.exp(LIKING * 0.5))
    for week in range(WEEKS):
        buyers = state * share
        expected[week] = buyers.sum()
        state = state - buyers
        state[1:] += buyers[:-1]

    asked = 8 * PEOPLE
    sales = simulate(learning().changed(customers=asked), 1).table("sale")
    loud = sales[sales["outlet"].astype(str).str.contains("loud")]
    found = loud.groupby("week")["units"].sum().reindex(range(1, WEEKS + 1), fill_value=0).to_numpy()

    error = np.sqrt((expected * (1 - expected)).sum() * asked)
    assert expected[-1] < 0.9 * expected[0]
    assert abs(found.sum() - expected.sum() * asked) < 3.5 * error
    late = np.sqrt((expected[-10:] * (1 - expected[-10:])).sum() * asked)
    assert abs(found[-10:].sum() - expected[-10:].sum() * asked) < 3.5 * late


@pytest.mark.by_day(1)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"choice": LEVELS, "variability": 0.3},
        {"people": {"needs": {"light": {"per_year": 30, "lasts_weeks": 4}}}, "variability": 0.3},
    ],
    ids=["plain", "levels", "lasting"],
)
def test_both_ways_of_keeping_customers_play_it_alike(changes: dict[str, Any]) -> None:
    """To the last entry."""
    one, other = (
        simulate(learning(**changes).changed(crowd=crowd, weeks=8, customers=30), 2)
        for crowd in ("columns", "one_by_one")
    )

    assert one.content_hash() == other.content_hash()
    assert measure(one, "units_sold") > 30


def test_units_differ_by_keyed_luck() -> None:
    """Normal draws, unit by unit: a customer's n-th is the same under other messages."""
    one, other = (
        lived(learning(0.3, messages=told).changed(weeks=12)) for told in ({}, {"default": "craft"})
    )
    mine, theirs = (found.crowd.columns.own for found in (one, other))
    times = mine["times_had"]
    same = (times == theirs["times_had"]) & (times > 0)
    some = times > 0

    assert same.any()
    assert (mine["experienced_luck"][same] == theirs["experienced_luck"][same]).all()
    standard = (mine["experienced_luck"][some] / np.sqrt(times[some])).astype(float)
    assert abs(standard.mean()) < 3.5 / math.sqrt(some.sum())
    assert standard.std() == pytest.approx(1.0, abs=3.5 / math.sqrt(2 * some.sum()))


def test_who_learns_nothing_has_no_memory_of_products() -> None:
    """Nothing is kept where the term is off."""
    assert lived(market(CLAIM)).crowd.columns.own == {}
