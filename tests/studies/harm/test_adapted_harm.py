"""Adapted harm: what is booked beside what a run without the source comes to."""

import math

import pandas as pd
import pytest

from simulator import adapted_harm
from simulator.market.simulate import simulate
from simulator.scenario.errors.arguments import ArgumentError
from simulator.studies.need_split.split_by_need import PlayWithout
from tests.laws.test_compensation import LIST, MARGIN, market

STORE = "acme web_store"


def test_where_choice_alone_differs_all_three_are_the_same_loss() -> None:
    """Everybody knows everything and no price moves: booked is what dealers sell more without the store."""
    found = adapted_harm(market(1.0), "web_store", seeds=2)
    lost = 0.0
    for seed in (1, 2):
        runs = simulate(market(1.0), seed), PlayWithout((STORE,))(market(1.0), seed)
        with_it, without = (
            int(sales["units"][sales["outlet"].astype(str).str.contains("dealer")].sum())
            for sales in (ledger.table("sale", steps=True) for ledger in runs)
        )
        lost += (without - with_it) / 2
    spread = 3.5 * LIST * MARGIN * math.sqrt(lost / 2)

    assert found.outlets == (STORE,)
    assert found.adapted.mean == pytest.approx(lost * LIST * MARGIN)
    assert abs(found.gross.mean - found.adapted.mean) < spread
    assert found.net.mean == found.gross.mean
    assert found.static.mean == pytest.approx(found.adapted.mean)
    assert found.ratio == pytest.approx((1.0, 1.0, 1.0))


def test_compensation_is_taken_off_net_and_adapted_alike() -> None:
    """Paid in full, nothing net is left, and what the run without the store brings is what luck does."""
    plain, paid = (adapted_harm(market(1.0, **terms), STORE, seeds=[3]) for terms in (
        {"compensation": 0.0}, {"compensation": 1.0}
    ))  # fmt: skip

    assert paid.gross.mean == plain.gross.mean
    assert paid.net.mean == 0.0
    assert paid.adapted.mean == pytest.approx(plain.adapted.mean - plain.gross.mean)
    pd.testing.assert_series_equal(paid.members["received"], plain.members["gross"], check_names=False)


def test_outlets_that_are_not_there_are_refused() -> None:
    """With what was probably meant, before anything is played."""
    with pytest.raises(ArgumentError, match="did you mean 'web_store'"):
        adapted_harm(market(1.0), "web_stor")
