"""Customers' surplus against brute force: utilities by hand, luck drawn many times."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.counting import HARM_STEPS, MOST_UTILITY
from simulator.base.numerics.portable import exp, log
from simulator.base.summation import total
from simulator.ledger.metric import measure
from simulator.market.customers.all_at_once import AllAtOnce
from simulator.market.simulate import opened, simulate
from simulator.mechanisms.choice.consumer_surplus import (
    MOST_STEPS,
    counted_surpluses,
    exact_sums,
    inclusive_values,
)
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.textbook_markets import STEP, plain_market, shops

WEEKS, CUSTOMERS = 4, 60


def inclusive_value(gains: list[float]) -> float:
    """Return ln(1 + Σ e^g) over what each offer gains over going without [units of luck]."""
    most = max(gains, default=0.0)
    if most > MOST_UTILITY:
        return most + log(total(exp(gain - most) for gain in gains))
    return log(1.0 + total(exp(gain) for gain in gains))


def counted_surplus(value: float, sensitivity: float, money_step: float) -> int | None:
    """Return an inclusive value counted in fractions of a money step (`HARM_STEPS`); none if not defined.

    *sensitivity* is λ, in units of luck for a unit of currency.

    """
    if not sensitivity > 0.0:
        return None
    steps = value / sensitivity / money_step
    return round(steps * HARM_STEPS) if steps <= MOST_STEPS else None


gains = st.lists(
    st.floats(-50, 50) | st.floats(-1e12, 1e12) | st.sampled_from([0.0, MOST_UTILITY, 400.0]), max_size=6
)


@given(st.lists(gains, min_size=1, max_size=8))
def test_columns_value_what_the_customer_values(lists: list[list[float]]) -> None:
    """The same bits, row by row, gains far beyond e^x among them."""
    row = np.array([at for at, values in enumerate(lists) for _ in values], dtype=np.int64)
    gain = np.array([value for values in lists for value in values], dtype=np.float64)
    weight = exp(np.minimum(gain, MOST_UTILITY))
    found = inclusive_values(row, gain, weight, len(lists))

    assert found.tolist() == [inclusive_value(values) for values in lists]
    for values, value in zip(lists, found.tolist(), strict=True):
        assert value == pytest.approx(np.logaddexp.reduce([0.0, *values]), rel=1e-12, abs=1e-15)


@given(
    st.lists(
        st.tuples(st.floats(0, 1e9), st.sampled_from([0.0, 1e-40, 1e-12, 0.02, 3.0])), min_size=1, max_size=20
    ),
    st.sampled_from([1e-6, 0.01, 1.0]),
)
def test_columns_count_what_the_customer_counts(rows: list[tuple[float, float]], step: float) -> None:
    """Number by number; not defined where money does not matter; sums are exact, far above 2^53."""
    value, sensitivity = (np.array(column) for column in zip(*rows, strict=True))
    counted = counted_surpluses(value, sensitivity, step)
    expected = [counted_surplus(one, beta, step) for one, beta in rows]
    known = [amount for amount in expected if amount is not None]

    assert [None if amount == -1 else amount for amount in counted.tolist()] == expected
    assert exact_sums(np.zeros(len(known), dtype=np.int64), counted[counted != -1], 1) == [sum(known)]
    many = np.full(9000, int(MOST_STEPS) * 1024 - 1)
    assert exact_sums(np.zeros(9000, dtype=np.int64), many, 1) == [9000 * (2**50 - 1)]


def test_the_inclusive_value_is_the_best_of_many_lucky_draws() -> None:
    """The mean gain of taking the best over going without, within 4 standard errors."""
    draw = DRAW
    utilities = draw.uniform(-2, 2, int(draw.integers(1, 6)))
    luck = draw.gumbel(size=(100_000, len(utilities) + 1))
    best = np.maximum(luck[:, 0], (utilities + luck[:, 1:]).max(axis=1)) - luck[:, 0]
    error = best.std() / math.sqrt(len(best))

    assert abs(inclusive_value(utilities.tolist()) - best.mean()) < 4 * error


def market(people: dict[str, Any], asked: list[float], appeal: float, **more: Any) -> Scenario:
    """Return a market of one lamp in some shops, each at its own price, for customers in need every week."""
    ways = [
        {
            "model": "chain",
            "label": f"line {number}",
            "wholesalers": 0,
            **shops(pricing={"policy": "list_price", "share": price / 100}),
        }
        for number, price in enumerate(asked)
    ]
    lamp = {"lamp": {"unit_cost": 1.0, "list_price": 100.0, "appeal": appeal}}
    media = {"social": {"cost_per_contact": 0.4, "credibility": 0.3}}
    return plain_market(WEEKS, CUSTOMERS, lamp, people, distribution=ways, media=media).changed(**more)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize("sigma", [1.0, None])
def test_surplus_is_the_sum_over_all_customers(crowd: str, sigma: float | None) -> None:
    """Everybody's β, the week's talk of prices, luck of any scale; to the last fraction of a money step."""
    draw = DRAW
    scale = sigma or float(draw.uniform(0.3, 3))
    asked, appeal = draw.uniform(30, 90, int(draw.integers(1, 4))).round(2).tolist(), draw.uniform(0, 4)
    people = {
        "taste_shock": scale,
        "price_sensitivity": draw.uniform(0.02, 0.08),
        "price_sensitivity_spread": draw.uniform(0.1, 0.6),
        "media": {"social": 1.0},
    }
    talk = {"medium": "social", "message": "deal", "weeks": [1, WEEKS], "weekly_budget": 500.0}
    response = {"initial_adstock": 50.0, "price_talk": draw.uniform(0.5, 2)}
    scenario = market(people, asked, appeal, crowd=crowd, campaigns=[talk], response=response)
    twin, seed = scenario.changed(crowd="columns"), int(draw.integers(1, 10**6))
    play, expected, weights = opened(twin, seed), 0.0, set()
    assert isinstance(play.crowd, AllAtOnce)
    for _ in range(WEEKS):
        play.step()
        salience = float(play.week_tables.talk.salience[0])
        weights.add(salience)
        for beta in play.crowd.columns.people.price_sensitivity.tolist():
            powers = (math.exp((appeal - beta * salience * price) / scale) for price in asked)
            expected += scale * math.log(1 + sum(powers)) / (beta * salience)
    ledger = simulate(scenario, seed)

    assert max(weights) > 1.0, "nobody talked of prices"
    rounding = WEEKS * CUSTOMERS * 0.5 * STEP / HARM_STEPS
    assert measure(ledger, "customer_surplus") == pytest.approx(expected, rel=1e-12, abs=rounding)
    assert ledger.columns("consumer_surplus")["customers"].tolist() == [CUSTOMERS] * WEEKS


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize("sigma", [0.0, 1.0])
def test_surplus_where_needs_have_a_worth(crowd: str, sigma: float) -> None:
    """Uniform worth: ∫ max(0, v − p) without luck, ∫ ln(1 + e^(β(v − p))) / β with it; 4 standard errors."""
    draw = DRAW
    high, beta, asked = draw.uniform(60, 99), float(draw.uniform(0.05, 0.2)), [40.0, 50.0]
    people = {
        "taste_shock": sigma,
        "price_sensitivity": beta,
        "willingness_to_pay": {"shape": "uniform", "scale": high},
    }
    worth = (np.arange(10_000) + 0.5) / 10_000 * high
    if sigma:
        each = np.log(1 + sum(np.exp(beta * (worth - price)) for price in asked)) / beta
    else:
        each = np.maximum(0.0, worth - min(asked))
    error = each.std() / math.sqrt(WEEKS * CUSTOMERS)
    ledger = simulate(market(people, asked, 0.0, crowd=crowd), int(draw.integers(1, 10**6)))

    assert abs(measure(ledger, "customer_surplus") / WEEKS / CUSTOMERS - each.mean()) < 4 * error


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_surplus_is_not_defined_where_money_does_not_matter(crowd: str) -> None:
    """No entry, and no number that looks like one."""
    ledger = simulate(market({"price_sensitivity": 0.0}, [50.0], 1.0, crowd=crowd), 3)

    assert ledger.count("consumer_surplus") == 0
    assert math.isnan(measure(ledger, "customer_surplus"))
