"""Use of goods in a market in which nothing is for sale, for whatever needs there are."""

from typing import Any

import pytest

from experiments.validation._markets import plain_market, shops
from simulator.market.simulate import simulate


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize(
    ("product", "need"),
    [
        ({}, {"pantry": {"storage_cost": 1.0}}),
        ({"subscription": {"period_weeks": 1}}, {}),
        ({"life": {"mean_weeks": 2.0, "owned": 0.5}}, {}),
        ({}, {"counted": True, "units": 2, "leaving": {"alpha": 1.0, "beta": 1.0}}),
    ],
)
def test_needs_find_nothing_and_end(product: dict[str, Any], need: dict[str, Any], crowd: str) -> None:
    """Without an outlet at hand nothing is sold, and no customer leaves."""
    made = {"lamp": {"unit_cost": 5, "list_price": 10, **product}}
    people = {"price_sensitivity": 0.1, "needs": {"light": {"per_year": 52, **need}}}
    way = {"model": "authorized_dealers", **shops(), "dealers_per_region": 0}
    ledger = simulate(plain_market(4, 20, made, people, distribution=way, detail="sales", crowd=crowd), 1)

    assert ledger.count("need") > 0
    assert ledger.count("sale") == ledger.count("absence") == 0
