"""Use of what is sent back or bought beside it: periods that are over, pantries, longer lives."""

from typing import Any

import numpy as np
import pytest

from simulator.market.customers.using import put_to_use
from simulator.market.simulate import opened, simulate
from tests.worlds.one_product import market

ONE = np.zeros(1, dtype=np.int64)
"""The only customer, and its only product."""


def customer(product: dict[str, Any], need: dict[str, Any], crowd: str = "columns") -> Any:
    """Return the crowd of a market of one customer."""
    return opened(market(20, 1, {"per_year": 0, **need}, product, crowd=crowd), 1).crowd


def has_in_use(crowd: Any, until: int, units: int = 1) -> None:
    """Let the customer have units in use until a week."""
    crowd.columns.belongings.in_use[0, 0], crowd.columns.belongings.units[0, 0] = until, units
    for one in getattr(crowd, "customers", []):
        one.in_use[0], one.units_in_use[0] = until, units


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
@pytest.mark.parametrize(("units", "until"), [(2, 8), (1, 5)])
def test_with_the_last_period_sent_back_the_use_ends(units: int, until: int, crowd: str) -> None:
    """In week 6, with use paid for until week 8: one of two leaves the other, as long as it was."""
    people = customer({"subscription": {"period_weeks": 4}}, {}, crowd)
    has_in_use(people, 8, units)
    people.send_back(ONE, ONE, 6)

    assert people.columns.belongings.in_use[0, 0] == until
    assert people.columns.belongings.units[0, 0] == units - 1
    for one in getattr(people, "customers", []):
        assert (one.in_use[0], one.units_in_use[0]) == (until, units - 1)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_a_unit_that_will_be_sent_back_is_kept_no_longer(crowd: str) -> None:
    """Of one in a pantry none is left; of none, none; and but one was taken from there."""
    people = customer({}, {"pantry": {"storage_cost": 1.0}}, crowd)
    people.store(ONE, ONE)
    for one in getattr(people, "customers", []):
        assert one.pantry == {0: 1}
    assert people.units_drawn().tolist() == [[-1]]
    people.set_aside(np.zeros(2, dtype=np.int64), np.zeros(2, dtype=np.int64))

    assert people.units_kept(1)[1].tolist() == [[0]]
    assert people.units_drawn().tolist() == [[1]]
    assert people.units_drawn().tolist() == [[0]]


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_what_lasts_is_not_bought_ahead(crowd: str) -> None:
    """However cheap it is: a lamp that is for later is in use, with the other."""
    need = {"per_year": 52, "while_owning": 1.0, "pantry": {"storage_cost": 0.01, "most_units": 5}}
    deal = [{"week": 3, "do": {"price_change": 0.8}, "lasts": 1}]
    sold = {}
    for name, product in (("lasts", {"life": {"mean_weeks": 500.0}}), ("used up", {})):
        ledger = simulate(market(3, 20, need, product, events=deal, crowd=crowd), 1)
        sold[name] = ledger.table("sale").query("week == 3")["units"].sum()

    assert sold == {"lasts": 20, "used up": 20 * 6}


def test_a_second_unit_does_not_shorten_the_life_of_a_first() -> None:
    """What lasts until week 5000 still does when one that lasts two weeks is bought beside it."""
    people = customer({"life": {"mean_weeks": 2.0}}, {"while_owning": 1.0})
    has_in_use(people, 5000)
    put_to_use(people.columns, ONE, ONE, 3, ONE + 3)

    assert people.columns.belongings.in_use[0, 0] == 5000
