"""Sales capacity: people with few hours close few sales, however many customers come."""

from fractions import Fraction
from math import floor

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.mechanisms.supply.sales_capacity import lent, shares, whole_sales
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.small import small_scenario

NEEDS = {"light": {"per_year": 20}}


def test_a_team_never_closes_more_than_its_hours_allow() -> None:
    """Week by week and team by team; and demand is so high that the limit binds."""
    draw = DRAW
    reps, hours_per_sale = int(draw.integers(1, 3)), float(draw.uniform(12, 30))
    team = {"model": "direct_assisted", "reps": reps, "hours_per_sale": hours_per_sale, "opening_stock": 5000}
    scenario = load("scenarios/espresso.yaml", set=["customers=60000", "weeks=8"]).changed(distribution=team)
    ledger = simulate(scenario, int(draw.integers(1000)))
    sold = ledger.table("sale")
    teams = sold[sold["outlet"].astype(str).str.contains("sales_team")]
    weekly = teams.groupby(["week", "outlet"], observed=True)["units"].sum()
    capacity = reps * 30 / hours_per_sale

    assert weekly.max() in {floor(capacity), floor(capacity) + 1}
    assert (weekly.groupby("outlet").sum() <= capacity * 8).all()
    assert measure(ledger, "fill_rate") < 0.9


def test_leads_beyond_capacity_add_no_sales() -> None:
    """Twice as many customers for the same few people: the same sales, a lower fill rate."""
    team = {"model": "direct_assisted", "reps": 1, "hours_per_sale": 15.0, "opening_stock": 5000}
    few, many = (
        simulate(
            load("scenarios/espresso.yaml", set=[f"customers={n}", "weeks=8"]).changed(distribution=team), 5
        )
        for n in (60_000, 120_000)
    )
    sold = [measure(ledger, "units_sold") for ledger in (few, many)]

    assert sold[1] <= 1.02 * sold[0]
    assert measure(many, "fill_rate") < measure(few, "fill_rate")


def team_of(
    products: int, hours_per_sale: float, weeks: int, customers: int = 3000, **said: object
) -> Scenario:
    """Return a market in which one person sells several products to more people than there are hours for."""
    lamp = {"maker": "acme", "category": "light", "unit_cost": 40.0, "attributes": {"quality": 0.8}}
    return small_scenario(
        weeks=weeks,
        customers=customers,
        products={f"lamp {n}": {**lamp, "list_price": 80.0 + n} for n in range(products)},
        segments={
            "readers": {"share": 1.0, "values": {}, "price_sensitivity": 0.01, "needs": NEEDS}
        },
        response={"always_aware": 1.0},
        distribution={
            "model": "direct_assisted", "reps": 1, "hours_per_week": 30.0, "hours_per_sale": hours_per_sale,
            "reach": 1.0, "opening_stock": 500, **said,
        },
        competition=[],
        campaigns=[],
        events=[],
    )  # fmt: skip


def sold_by(ledger: Ledger) -> list[np.ndarray]:
    """Return the sales of each team by week and product [W, P]."""
    table = ledger.table("sale")
    found = []
    for outlet in set(table["outlet"].astype(str)):
        mine = table[table["outlet"].astype(str) == outlet]
        units = np.zeros((ledger.last_week + 1, len(ledger.header.products)), np.int64)
        np.add.at(units, (mine["week"], mine["product"].cat.codes), mine["units"])
        found.append(units)
    return found


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_several_products_share_the_hours_of_one_person(crowd: str) -> None:
    """Thirty hours, fifteen a sale, three products: two sales a week, and each product gets its turn."""
    scenario = team_of(3, 15.0, 12, customers=150).changed(crowd=crowd)
    for units in sold_by(simulate(scenario, int(DRAW.integers(1000)))):
        assert units.sum(axis=1).max() == 2
        assert units.sum() > 0.9 * 2 * 12
        assert (units.sum(axis=0) > 0).all()


def test_hours_that_do_not_suffice_for_a_sale_carry_over() -> None:
    """Forty hours a sale and thirty a week: three sales in four weeks, none too early."""
    for units in sold_by(simulate(team_of(2, 40.0, 16), int(DRAW.integers(1000)))):
        closed = units.sum(axis=1).cumsum()

        assert (closed * 40.0 <= 30.0 * np.arange(17)).all()
        assert closed[-1] == 12


def test_who_opens_later_has_worked_no_hours_before() -> None:
    """Hours count from the first week on in which there is something to sell."""
    late = team_of(2, 40.0, 12, opening_stock=0, lead_time_weeks=0)
    event = {"week": 5, "open_channel": late.model_dump(mode="json")["distribution"][0]}
    scenario = late.changed(distribution={"model": "pickup_points", "reach": 0.0}, events=[event])
    ledger = simulate(scenario, int(DRAW.integers(1000)))
    table = ledger.table("sale").astype({"outlet": str})
    teams = table[table["outlet"].str.contains("sales_team")]

    assert len(teams)
    for _, mine in teams.groupby("outlet"):
        for week in range(1, 13):
            assert mine[mine["week"] <= week]["units"].sum() * 40.0 <= 30.0 * max(0, week - 4)


def test_sales_never_take_more_hours_than_there_were() -> None:
    """Whatever hours, products and stock: Σ sales × hours a sale ≤ hours so far, in every week."""
    for _ in range(3):
        hours, products = float(DRAW.uniform(5, 90)), int(DRAW.integers(1, 5))
        scenario = team_of(products, hours, 10, opening_stock=int(DRAW.integers(0, 6)))
        for units in sold_by(simulate(scenario, int(DRAW.integers(1000)))):
            assert (units.sum(axis=1).cumsum() * hours <= 30.0 * np.arange(11) + 1e-6).all()


def test_whole_sales_add_up_to_the_hours() -> None:
    """⌊c t⌋ after t weeks, and in no week more than one beyond another."""
    for capacity in (*DRAW.uniform(0, 9, 20).tolist(), 0.29, 0.7, 2.0, 0.0):
        weekly = [whole_sales(capacity, week) for week in range(1, 101)]

        assert sum(weekly) == floor(capacity * 100 + 1e-6)
        assert max(weekly) - min(weekly) <= 1


def test_every_product_gets_its_share_and_what_one_lacks_another_sells() -> None:
    """Rounded up or down, right on average; nothing beyond the goods, nothing idle that could sell."""
    for _ in range(20):
        count, whole = int(DRAW.integers(1, 6)), int(DRAW.integers(0, 12))
        asked = [Fraction(int(DRAW.integers(0, 9)), int(DRAW.integers(1, 27))) for _ in range(count)]
        ready = DRAW.integers(0, 8, count).tolist()
        lucks = [Fraction(2 * number + 1, 400) for number in range(200)]
        each = [shares(whole, asked, luck) for luck in lucks]
        weights = asked if any(asked) else [Fraction(1)] * count
        fair = [float(whole * weight / sum(weights)) for weight in weights]

        assert {sum(share) for share in each} == {whole}
        assert np.abs(np.array(each) - fair).max() < 1
        assert np.mean(each, axis=0) == pytest.approx(fair, abs=1e-2)
        for share, luck in zip(each[::20], lucks[::20], strict=True):
            sold = lent(share, ready, asked, luck)
            assert sum(sold) == min(whole, sum(ready))
            assert all(min(pair) <= units <= pair[1] for *pair, units in zip(share, ready, sold, strict=True))
