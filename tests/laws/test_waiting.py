"""Customers who wait: both crowds write the same, nothing is lost on the way, and nobody is passed over."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.laws import test_conservation as laws
from tests.worlds.short_supplies import ByHand, played, written
from tests.worlds.waiting import waiting_worlds

WAITING = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
CONSERVED = (
    laws.test_every_shelf_balances_every_week,
    laws.test_every_unit_is_somewhere,
    laws.test_money_follows_goods,
    laws.test_orders_end_shipped_cancelled_or_open,
    laws.test_revenue_is_what_customers_paid,
)


@WAITING
@given(scenario=waiting_worlds(), seed=st.integers(0, 2**40))
def test_both_crowds_wait_alike(scenario: Scenario, seed: int) -> None:
    """Who orders what, when it comes, and who gives up: not one entry differs."""
    columns = simulate(scenario.changed(crowd="columns"), seed)
    one_by_one = simulate(scenario.changed(crowd="one_by_one"), seed)

    assert difference(one_by_one, columns) == ""
    assert columns.content_hash() == one_by_one.content_hash()


@WAITING
@given(scenario=waiting_worlds(), seed=st.integers(0, 2**40))
def test_goods_and_money_are_conserved_where_customers_wait(scenario: Scenario, seed: int) -> None:
    """The laws that hold everywhere."""
    for law in CONSERVED:
        law.hypothesis.inner_test(scenario=scenario, seed=seed)


@WAITING
@given(scenario=waiting_worlds(detail="sales"), seed=st.integers(0, 2**40))
def test_orders_wait_are_filled_or_withdrawn_one_by_one(scenario: Scenario, seed: int) -> None:
    """Placed − delivered − withdrawn is what the books say, every week; one order a customer and category."""
    market = opened(scenario, seed)
    on_the_books = []
    for _ in range(scenario.weeks):
        market.step()
        held = market.backorders.open
        on_the_books.append(len(held))
        assert not pd.DataFrame({"who": held.customer, "what": held.category}).duplicated().any()
        for offer in set(held.offer.tolist()):
            outlet, product = divmod(offer, len(market.run_tables.products))
            agent = market.members[market.run_tables.outlets[outlet]]
            assert agent.is_open
            assert agent.stock.owed[market.run_tables.products[product]] >= (held.offer == offer).sum()
    by_week = [in_weeks(market.ledger, kind) for kind in ("backorder", "delivery", "withdrawal")]
    waiting = np.cumsum(by_week[0] - by_week[1] - by_week[2])[1:]

    assert waiting.tolist() == on_the_books
    in_the_order_in_which_they_came(market.ledger)


def in_weeks(ledger: Ledger, kind: str) -> np.ndarray:
    """Return the units of a kind by week, from week 0 on."""
    table = ledger.columns(kind)
    return np.bincount(table["week"], table["units"], minlength=ledger.header.scenario.weeks + 1)


def in_the_order_in_which_they_came(ledger: Ledger) -> None:
    """Assert that nobody got something who had ordered it after somebody who still waited for it."""
    tables = [pd.DataFrame(ledger.columns(k)) for k in ("delivery", "withdrawal", "backorder")]
    delivered, withdrawn, placed = tables
    ended = pd.concat([delivered, withdrawn]).set_index(["outlet", "product", "customer", "ordered"])["week"]
    placed["ended"] = [
        ended.get((row.outlet, row.product, row.customer, row.week), 10**9) for row in placed.itertuples()
    ]
    for row in delivered.itertuples():
        same = placed[(placed["outlet"] == row.outlet) & (placed["product"] == row.product)]
        assert not ((same["week"] < row.ordered) & (same["ended"] > row.week)).any()


@WAITING
@given(scenario=waiting_worlds(detail="sales"), seed=st.integers(0, 2**40))
def test_harm_of_short_supplies_counts_who_gave_up(scenario: Scenario, seed: int) -> None:
    """Who waits is no loss; who gives up waiting is, in that week: worked out by hand from the entries."""
    ledger, hands = played(scenario, seed)

    assert written(ledger) == pytest.approx(ByHand(ledger, hands).harm())
