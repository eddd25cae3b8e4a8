"""Use of what is sent back or bought beside it: periods that are over, pantries, longer lives."""

from typing import Any

import numpy as np
import pytest

from simulator.market.customers.using import put_to_use
from simulator.market.simulate import opened
from tests.worlds.one_product import market

ONE = np.zeros(1, dtype=np.int64)
"""The only customer, and its only product."""


def customer(product: dict[str, Any], need: dict[str, Any], crowd: str = "columns") -> Any:
    """Return the crowd of a market of one customer."""
    return opened(market(20, 1, {"per_year": 0, **need}, product, crowd=crowd), 1).crowd


def has_in_use(crowd: Any, until: int) -> None:
    """Let the customer have one unit in use until a week."""
    crowd.columns.belongings.in_use[0, 0], crowd.columns.belongings.units[0, 0] = until, 1
    for one in getattr(crowd, "customers", []):
        one.in_use[0], one.units_in_use[0] = until, 1


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize(("bought", "until"), [(2, 8), (5, 5)])
def test_sending_back_a_period_that_is_over_ends_no_other(bought: int, until: int, crowd: str) -> None:
    """In week 6, with one of four weeks running until week 8: that of week 2 is over, that of week 5 not."""
    people = customer({"subscription": {"period_weeks": 4}}, {}, crowd)
    has_in_use(people, 8)
    people.send_back(ONE, ONE, 6, ONE + bought)

    assert people.columns.belongings.in_use[0, 0] == until
    for one in getattr(people, "customers", []):
        assert one.in_use[0] == until


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_a_unit_sent_back_is_kept_no_longer(crowd: str) -> None:
    """Of three in a pantry two are left."""
    people = customer({}, {"pantry": {"storage_cost": 1.0}}, crowd)
    people.columns.belongings.pantry[0, 0] = 3
    for one in getattr(people, "customers", []):
        one.pantry[0] = 3
    people.send_back(ONE, ONE, 6, ONE + 5)

    assert people.columns.belongings.pantry[0, 0] == 2
    for one in getattr(people, "customers", []):
        assert one.pantry[0] == 2


def test_a_second_unit_does_not_shorten_the_life_of_a_first() -> None:
    """What lasts until week 5000 still does when one that lasts two weeks is bought beside it."""
    people = customer({"life": {"mean_weeks": 2.0}}, {"while_owning": 1.0})
    has_in_use(people, 5000)
    put_to_use(people.columns, ONE, ONE, 3, ONE + 3)

    assert people.columns.belongings.in_use[0, 0] == 5000
