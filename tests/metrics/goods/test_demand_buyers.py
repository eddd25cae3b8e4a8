"""Who serves a stream of demand is an outlet to every metric of stock, and is told by all its names."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.validation._supply import supply_line
from simulator import measure, simulate

WEEKS, STORAGE = 12, 0.5


def line(demand: int, lead: int, spare: int, stream: str = "constant", lines: int = 1):
    """Play a shop that has *spare* units left when its lead time's demand is under way."""
    level = demand * lead + spare
    shop = {
        "name": "shop",
        "lead_time_weeks": lead,
        "opening_stock": level,
        "ordering": {"policy": "base_stock", "level": float(level)},
    }
    scenario = supply_line(WEEKS, 1.0, [shop], lines=lines, demand={"process": stream, "mean": float(demand)})
    return simulate(scenario, seed=1)


@settings(max_examples=15, deadline=None)
@given(demand=st.integers(1, 9), lead=st.integers(0, 4), spare=st.integers(1, 30))
def test_stock_metrics_of_a_constant_stream_are_those_worked_out_by_hand(demand, lead, spare):
    """Stock falls by a week's demand until the first order comes, and stays; whole, by outlet and product."""
    ledger = line(demand, lead, spare)
    on_hand = [spare + demand * (lead - min(week, lead)) for week in range(1, WEEKS + 1)]
    expected = {
        "weeks_of_supply": spare / demand,
        "inventory_turns": 52 * demand * WEEKS / sum(on_hand),
        "delivery_time": lead if lead < WEEKS else np.nan,
    }
    for metric, value in expected.items():
        whole = {} if metric == "delivery_time" else {"": measure(ledger, metric)}
        by_outlet = measure(ledger, metric, by="outlet")
        assert whole | by_outlet.to_dict() == pytest.approx(dict.fromkeys((*whole, "acme shop"), value)), (
            metric
        )
    by_week = measure(ledger, "weeks_of_supply", by="week")
    assert list(by_week) == pytest.approx([units / demand for units in on_hand])


@pytest.mark.parametrize("metric", ["cost_to_serve", "gmroi", "bullwhip", "order_variance"])
def test_one_shop_is_its_tier_and_the_whole(metric):
    """There is nobody else who sells, so all three say the same, and a number."""
    ledger = line(demand=5, lead=2, spare=9, stream="poisson")
    by_tier, by_outlet = (measure(ledger, metric, by=by) for by in ("tier", "outlet"))

    assert np.isfinite(by_outlet["acme shop"])
    assert by_outlet.to_dict() == pytest.approx({"acme shop": by_tier["shop"]})
    assert measure(ledger, metric) == pytest.approx(by_tier["shop"])


@settings(max_examples=8, deadline=None)
@given(demand=st.integers(1, 50), warm_up=st.integers(0, 4))
def test_what_a_stream_got_before_the_warm_up_ended_does_not_count(demand, warm_up):
    """Stock for the first week, three weeks under way: later on nothing is there when it is asked for."""
    shop = {
        "name": "shop",
        "lead_time_weeks": 3,
        "opening_stock": demand,
        "ordering": {"policy": "base_stock", "level": float(demand)},
    }
    scenario = supply_line(WEEKS, 1.0, [shop], demand={"process": "constant", "mean": float(demand)})
    ledger = simulate(scenario.changed(warm_up=warm_up), seed=1)

    assert measure(ledger, "fill_rate") == pytest.approx(0 if warm_up else 1 / WEEKS)
