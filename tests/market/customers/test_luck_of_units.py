"""Units of one product that a customer takes in one week: what becomes of each is luck of its own."""

from math import sqrt
from typing import Any

import numpy as np
import pytest

from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.worlds.returned import returning_shop

TWO_UNITS = {"per_year": 52, "units": 2}
TWO_NEEDS = {"per_year": 104, "counted": True}
FALSE = {"attributes": {"quality": 0.0}, "reputation": {"quality": 1.0}}
"""A lamp that is said to be worth 4 utils and is worth nothing: all that can be sent back is."""


def shop(need: dict[str, Any], lamp: dict[str, Any], people: dict[str, Any], **ways: Any) -> Scenario:
    """Return the shop of lamps for people that need several in a week."""
    return returning_shop({}, {"needs": {"light": need}, **people}, lamp, **ways)


@pytest.mark.parametrize("need", [TWO_UNITS, TWO_NEEDS])
def test_each_of_two_units_is_sent_back_at_a_time_of_its_own(need: dict[str, Any]) -> None:
    """Of two, both come back in the first week by q², and one by 2 q (1 − q)."""
    chance = 0.4
    ledger = simulate(shop(need, FALSE, {"return_promptness": chance}), 5)
    bought, back = (
        np.bincount(rows["customer"], rows["units"], minlength=4000)
        for rows in (ledger.table("sale").query("week == 1"), ledger.table("return").query("week == 2"))
    )
    two = back[bought == 2]

    assert len(two) > 800
    for units, share in enumerate(((1 - chance) ** 2, 2 * chance * (1 - chance), chance**2)):
        assert (two == units).mean() == pytest.approx(share, abs=3.5 * sqrt(share * (1 - share) / len(two)))


def test_each_of_two_units_fails_at_a_time_of_its_own() -> None:
    """If two failed together there were never an odd number of claims."""
    warranty = {"returns": [], "warranties": [{"weeks": 8}], "weeks": 12}
    claims = simulate(shop(TWO_UNITS, {"failure_rate": 0.1}, {}, **warranty), 5).table("claim")

    assert (claims["units"] % 2 == 1).sum() > 10


def test_each_of_two_units_is_reviewed_or_not() -> None:
    """If both were reviewed together there were never an odd number of reviews."""
    reviews = {"response": {"always_aware": 1.0, "reviews": {"chance": 0.1}}, "returns": [], "weeks": 12}
    written = simulate(shop(TWO_UNITS, {}, {}, **reviews), 5).table("review")

    assert (written["customers"] % 2 == 1).sum() > 2
