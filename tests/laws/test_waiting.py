"""Customers who wait: backorders are filled or withdrawn one by one, in the order in which they came."""

import numpy as np
import pandas as pd
import pytest

from simulator.ledger.ledger import Ledger
from tests.worlds.pool import World


def test_orders_wait_are_filled_or_withdrawn_one_by_one(world: World) -> None:
    """Placed − delivered − withdrawn is what the books say, every week; one a customer and unit of need."""
    played, people = world.detailed, world.scenario.segments.values()
    needs = [need for one in people for need in one.needs.values()]
    most = max((need.units for need in needs), default=1)
    adds_up = any(need.meanwhile == "adds_up" for need in needs)
    if adds_up or any(noun.suggested_with for noun in world.scenario.products.values()):
        most = 10**9  # needs that add up are ordered for one after another, and suggestions come on top
    ledger, on_the_books = played.ledger, [len(week.waiting) for week in played.weeks]
    for week in played.weeks:
        assert (
            week.waiting.groupby(["customer", "category"]).size().max() <= most if len(week.waiting) else True
        )
        assert set(week.waiting["outlet"]) == week.open_outlets
        for place, rows in week.waiting.groupby(["outlet", "product"]):
            assert week.counted[0][place] >= len(rows)
    by_week = [in_weeks(ledger, kind) for kind in ("backorder", "delivery", "withdrawal")]
    waiting = np.cumsum(by_week[0] - by_week[1] - by_week[2])[1:]

    assert waiting.tolist() == on_the_books
    in_the_order_in_which_they_came(ledger)


def in_weeks(ledger: Ledger, kind: str) -> np.ndarray:
    """Return the units of a kind by week, from week 0 on."""
    table = ledger.columns(kind)
    return np.bincount(table["week"], table["units"], minlength=ledger.header.scenario.weeks + 1)


def in_the_order_in_which_they_came(ledger: Ledger) -> None:
    """Assert that nobody got something who had ordered it after somebody who still waited for it."""
    tables = [pd.DataFrame(ledger.columns(k)) for k in ("delivery", "withdrawal", "backorder")]
    delivered, withdrawn, placed = tables
    over = pd.concat([delivered, withdrawn])
    ended = over.groupby(["outlet", "product", "customer", "ordered"])["week"].max()
    placed["ended"] = [
        ended.get((row.outlet, row.product, row.customer, row.week), 10**9) for row in placed.itertuples()
    ]
    for row in delivered.itertuples():
        same = placed[(placed["outlet"] == row.outlet) & (placed["product"] == row.product)]
        assert not ((same["week"] < row.ordered) & (same["ended"] > row.week)).any()


@pytest.mark.worlds("late")
def test_what_came_later_than_was_told_is_written(world: World) -> None:
    """Σ units and Σ (waited − promised)₊ of deliveries, offer by offer, where weeks are promised."""
    ledger, places = world.ledger, ["week", "outlet", "product", "cell"]
    came = ledger.table("delivery").astype({"outlet": str, "product": str, "cell": str})
    late = ledger.table("late_delivery").astype({"outlet": str, "product": str, "cell": str})
    for rows in (came, late):
        rows["told"] = np.array([promised(world, outlet) for outlet in rows["outlet"]], dtype=float)
    came["weeks"] = came["week"] - came["ordered"] - came["told"]
    came, late = came[came["weeks"] > 0.0], late[late["told"].notna()]
    came["amount"] = came["weeks"] * came["units"]
    due = came.groupby(places)[["units", "amount"]].sum()

    if any(one.parameter("lateness") for one in world.scenario.segments.values()):
        pd.testing.assert_frame_equal(late.groupby(places)[["units", "amount"]].sum(), due, check_dtype=False)
    else:
        assert not len(late)


def promised(world: World, outlet: str) -> int | None:
    """Return the weeks that an outlet promises; none if it tells what it has taken."""
    header = world.ledger.header
    member = header.member(outlet)
    said = [terms for terms in world.scenario.backorders if terms.at.selects(member)]
    return said[-1].promised_weeks
