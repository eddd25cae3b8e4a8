"""Use by closed forms, with customers in columns and one by one: subscriptions, seats, pantries, refills."""

import math

import numpy as np
import pytest

from experiments.validation._markets import plain_market, shops
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.market.customers.test_use import assert_within_luck, weekly_units
from tests.worlds.one_product import ALWAYS, SHOP, market

CROWDS = pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
SOME = {"columns": 600, "one_by_one": 200}
"""How many customers, where a share is asked after or nothing but who they are: one by one they take long."""
DEAL = 6
PAID = {"subscription": {"period_weeks": 4, "compares": 0.0}}


def with_a_rival(compares: float, crowd: str) -> Scenario:
    """Return a market of subscriptions in which a dear rival becomes far cheaper when periods end."""
    made = {
        "subscription": {"period_weeks": 4, "compares": compares},
        "unit_cost": 1,
        "list_price": 20,
        "appeal": ALWAYS,
    }
    ways = {
        "distribution": [{"model": "authorized_dealers", "dealers_per_region": 1, **shops()}],
        "competition": [{"model": "direct_automated", "maker": "rival", **shops()}],
        "events": [{"week": 5, "who": "rival", "do": {"price_change": 0.05}}],
    }
    return plain_market(
        8,
        SOME[crowd],
        {"lamp": made, "bulb": {**made, "list_price": 80, "maker": "rival"}},
        {"price_sensitivity": 1.0, "needs": {"light": {"per_year": 52}}},
        detail="sales",
        crowd=crowd,
        **ways,
    )


@CROWDS
@pytest.mark.parametrize("compares", [0.0, 0.3, 1.0])
def test_as_many_subscribers_go_to_what_is_better_as_compare(compares: float, crowd: str) -> None:
    """All the others go on with what they have."""
    rows = simulate(with_a_rival(compares, crowd), 3).columns("sale")
    first, again = (rows["product"][rows["week"] == week] for week in (1, 5))
    gone = (again == 1).astype(float)

    assert (first == 0).all()
    assert len(first) == len(again) == SOME[crowd]
    if compares in (0.0, 1.0):
        assert (gone == compares).all()
    else:
        assert_within_luck(gone, compares)


@CROWDS
def test_a_subscriber_of_an_outlet_that_has_left_subscribes_elsewhere(crowd: str) -> None:
    """As soon as its period has ended."""
    ways = [{"model": "authorized_dealers", "dealers_per_region": 2, **shops()}]
    depart = [{"week": 3, "depart": "acme dealer here 1"}]
    some = SOME[crowd]
    scenario = market(8, some, {"per_year": 52}, PAID, distribution=ways, events=depart, crowd=crowd)
    table = simulate(scenario, 1).table("sale", steps=True).astype({"outlet": str})
    left = set(table.query("week == 1 and outlet == 'acme dealer here 1'")["customer"])

    assert len(left) > some / 4
    assert left <= set(table.query("week == 5")["customer"])


@CROWDS
def test_seats_of_one_need_run_together(crowd: str) -> None:
    """Three of fifty customers each, for four weeks; none of them prolongs another."""
    need = {"per_year": 52, "units": 3}
    ledger = simulate(market(9, 50, need, PAID, crowd=crowd), 1)

    assert weekly_units(ledger).tolist() == [0, 150, 0, 0, 0, 150, 0, 0, 0, 150]


@CROWDS
@pytest.mark.parametrize("most", [1, 5])
def test_nobody_keeps_more_than_there_is_room_for(most: int, crowd: str) -> None:
    """At a deal one unit for the week's use and as many as there is room for; until they are used up none."""
    need = {"per_year": 52, "pantry": {"storage_cost": 0.01, "most_units": most}}
    deal = [{"week": DEAL, "do": {"price_change": 0.8}, "lasts": 1}]
    sold = weekly_units(simulate(market(DEAL + 10, 30, need, events=deal, crowd=crowd), 1))

    assert sold[DEAL] == 30 * (1 + most)
    assert not sold[DEAL + 1 : DEAL + 1 + most].any()
    assert (sold[DEAL + 1 + most :] == 30).all()


@CROWDS
def test_each_purchase_of_a_week_is_a_chance_to_leave(crowd: str) -> None:
    """Half stay after each; of those that bought two in a week, how many had no third need is Poisson's."""
    need = {"per_year": 104, "counted": True, "leaving": {"alpha": 1e6, "beta": 1e6}}
    people = 5 * SOME[crowd]
    rows = simulate(market(2, people, need, crowd=crowd), 5).columns("sale")
    first, later = (
        np.bincount(rows["customer"], rows["units"] * (rows["week"] == week), minlength=people)
        for week in (1, 2)
    )
    two = 2 * math.exp(-2)
    more = 1 - 5 * math.exp(-2)  # three needs or more: who bought but two of them has left
    stays = two * 0.25 / (two * 0.5 + more * 0.25)

    assert_within_luck((later[first == 2] > 0).astype(float), stays * (1 - math.exp(-2)))


@CROWDS
def test_a_refill_is_of_use_with_any_one_of_what_it_refills(crowd: str) -> None:
    """Of two machines that three in ten own each: pods sell to all that have one, and to nobody else."""
    life = {"mean_weeks": 2000.0, "shape": 50.0, "owned": 0.3}
    machine = {"category": "machine", "unit_cost": 50, "list_price": 100, "appeal": ALWAYS, "life": life}
    pods = {"category": "coffee", "unit_cost": 1, "list_price": 4, "appeal": ALWAYS}
    needs = {"machine": {"per_year": 0}, "coffee": {"per_year": 52}}
    scenario = plain_market(
        3,
        SOME[crowd],
        {"one": machine, "other": machine, "pods": {**pods, "refill_of": ["one", "other"]}},
        {"price_sensitivity": 0.0, "needs": needs},
        distribution=SHOP,
        detail="sales",
        crowd=crowd,
    )
    begun = opened(scenario.changed(crowd="columns"), 4).crowd.columns.belongings.in_use.max(axis=1)
    rows = simulate(scenario, 4).columns("sale")

    for week in (1, 2, 3):
        who = rows["customer"][rows["week"] == week]
        assert set(who.tolist()) == set(np.flatnonzero(begun >= week).tolist())
    assert 0.4 < (begun >= 3).mean() < 0.7


@pytest.mark.by_day("columns")
@CROWDS
def test_money_weighs_more_in_its_own_category_alone(crowd: str) -> None:
    """Four times the weight sells as four times the price sensitivity does there, and elsewhere as before."""

    def sold(fuel: float, light: float, sensitivity: float = 0.0625) -> list[list[list[int]]]:
        made = {"unit_cost": 5, "list_price": 10, "appeal": 1.0}
        weights = {"light": light, "fuel": fuel}
        scenario = plain_market(
            8,
            SOME[crowd] // 2,
            {"lamp": {**made, "category": "light"}, "oil": {**made, "category": "fuel"}},
            {
                "price_sensitivity": sensitivity,
                "needs": {name: {"per_year": 26, "price_weight": one} for name, one in weights.items()},
            },
            distribution=SHOP,
            detail="sales",
            crowd=crowd,
        )
        table = simulate(scenario, 2).table("sale", steps=True).astype({"product": str})
        columns = ["week", "customer", "units"]
        return [table.loc[table["product"] == name, columns].to_numpy().tolist() for name in ("lamp", "oil")]

    plain, sensitive = sold(1.0, 1.0), sold(1.0, 1.0, 0.25)
    assert len(plain[0]) > 2 * len(sensitive[0])
    assert sold(4.0, 1.0) == [plain[0], sensitive[1]]
    assert sold(1.0, 4.0) == [sensitive[0], plain[1]]
