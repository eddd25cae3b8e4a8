"""Owners heard: customers that have a product tell of it, and no longer when they have it no more."""

from typing import Any

import numpy as np
import pytest

from simulator.market.market import Market
from simulator.market.simulate import opened
from tests.worlds.one_product import market

TALK = {"initial_adstock": 50.0, "retention": 0.5, "word_of_mouth": 1.0}
LEAVES = {"leaving": {"alpha": 1e6, "beta": 1e-3}}
"""Whoever has bought once leaves the category for good."""


def played(
    weeks: int, need: dict[str, Any], product: dict[str, Any], crowd: str, week: int, **ways: Any
) -> Market:
    """Return a market of 60 customers after some weeks."""
    found = opened(
        market(weeks, 60, {"per_year": 52, **need}, product, response=TALK, crowd=crowd, **ways), 1
    )
    for _ in range(week):
        found.step()
    return found


CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])


@CROWDS
@pytest.mark.parametrize(
    ("need", "product", "heard"),
    [
        ({}, {}, 60),
        (LEAVES, {}, 0),
        ({}, {"life": {"mean_weeks": 5200.0, "shape": 100.0}}, 60),
        (LEAVES, {"life": {"mean_weeks": 5200.0, "shape": 100.0}}, 60),
        (LEAVES, {"life": {"mean_weeks": 2.0, "shape": 100.0}}, 0),
        (LEAVES, {"subscription": {"period_weeks": 2}}, 0),
        ({}, {"subscription": {"period_weeks": 2}}, 60),
    ],
)
def test_owners_are_heard_for_as_long_as_they_have_it(
    need: dict[str, Any], product: dict[str, Any], heard: int, crowd: str
) -> None:
    """Everybody buys in the first week. A machine that works is talked of by customers that want no other."""
    market = played(9, need, product, crowd, 6)

    assert market.brand_knowledge.owners.tolist() == [[heard]]
    before = market.brand_knowledge.adstock.copy()
    market.step()
    added = market.brand_knowledge.adstock - 0.5 * before
    assert added == pytest.approx(np.full((1, 1), 0.5 * heard / 60))


@CROWDS
def test_owners_at_the_start_are_heard_from_the_first_week(crowd: str) -> None:
    """As many as have one in use."""
    lasts = {"life": {"mean_weeks": 5200.0, "shape": 100.0, "owned": 0.4}}
    market = played(3, {"per_year": 0.0}, lasts, crowd, 1)

    owners = int(np.count_nonzero(market.crowd.columns.belongings.in_use))
    assert market.brand_knowledge.owners.tolist() == [[owners]]
    assert 10 < owners < 40
