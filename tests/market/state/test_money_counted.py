"""Money counted: what cannot be counted is an error while it is paid, never a number of another sign."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator import load, measure, simulate
from simulator.base.input_error import InputError
from simulator.market.state.money_counted import MOST_PAID, MoneyError, all_paid, cost_of
from tests.worlds.small import small_world

LINE = {
    "schema_version": 1,
    "name": "a line",
    "weeks": 120,
    "customers": 0,
    "manufacturers": {"acme": {"production_weeks": 0}},
    "products": {
        "book": {"maker": "acme", "category": "books", "unit_cost": 5e5, "list_price": 1e6, "attributes": {}}
    },
    "distribution": {
        "model": "supply_line",
        "tiers": [{"name": "shop", "lead_time_weeks": 0, "opening_stock": 0, "margin": 0.4}],
        "demand": {"process": "constant", "mean": 1e9},
    },
}


def played(world: dict[str, Any], tmp_path: Any) -> float:
    """Load and play a world as a user does; return the manufacturer's contribution."""
    path = tmp_path / "world.yaml"
    path.write_text(json.dumps(world))
    return float(measure(simulate(load(path), seed=1), "contribution"))


def test_a_budget_beyond_counting_is_an_error(tmp_path: Any) -> None:
    """Ten weeks at 10¹² in steps of a millionth: 10¹⁹ steps, more than 2⁶³."""
    campaign = {"medium": "social", "message": "bright", "weeks": [1, 10], "weekly_budget": 1e12}
    world = small_world(units={"money_step": 1e-6}, campaigns=[campaign], events=[])
    with pytest.raises(InputError, match="money_step"):
        played(world, tmp_path)


def test_a_stream_beyond_counting_is_an_error(tmp_path: Any) -> None:
    """A thousand million units a week at a million each, for 120 weeks: 1.2 · 10¹⁹ cents."""
    with pytest.raises(InputError, match="money_step"):
        played(LINE, tmp_path)


def test_the_same_in_larger_steps_is_played(tmp_path: Any) -> None:
    """In steps of a thousand the stream is counted, and profit has its right sign."""
    assert played({**LINE, "units": {"money_step": 1000.0}, "weeks": 12}, tmp_path) > 0


@given(st.lists(st.tuples(st.integers(0, 2**62), st.integers(0, 2**62)), max_size=5))
def test_a_product_is_exact_or_refused(pairs: list[tuple[int, int]]) -> None:
    """By whole numbers of any size."""
    price, units = (
        (np.array(column, dtype=np.int64) for column in zip(*pairs, strict=True))
        if pairs
        else (np.zeros(0, dtype=np.int64),) * 2
    )
    exact = [a * b for a, b in pairs]
    try:
        assert cost_of(price, units, 1).tolist() == exact
    except MoneyError:
        assert max(a for a, _ in pairs) * max(b for _, b in pairs) > MOST_PAID


def test_what_has_been_paid_is_counted_up_to_the_last_step() -> None:
    """2⁶² steps may be paid, and not one more."""
    assert all_paid(MOST_PAID - 1, 1, 3) == MOST_PAID
    with pytest.raises(MoneyError, match="week 3"):
        all_paid(MOST_PAID, 1, 3)
