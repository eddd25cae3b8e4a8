"""Sales capacity: people with few hours close few sales, however many customers come."""

import numpy as np

from simulator.engine.simulate import simulate
from simulator.ledger.question import measure
from simulator.scenario.load import load


def test_a_team_never_closes_more_than_its_hours_allow() -> None:
    """Week by week and team by team; and demand is so high that the limit binds."""
    draw = np.random.default_rng()
    reps, hours_per_sale = int(draw.integers(1, 3)), float(draw.uniform(12, 30))
    team = {"model": "direct_assisted", "reps": reps, "hours_per_sale": hours_per_sale, "opening_stock": 5000}
    scenario = load("scenarios/espresso.yaml", set=["customers=60000", "weeks=8"]).changed(distribution=team)
    ledger = simulate(scenario, int(draw.integers(1000)))
    sold = ledger.table("sale")
    teams = sold[sold["outlet"].astype(str).str.contains("sales_team")]
    weekly = teams.groupby(["week", "outlet"], observed=True)["units"].sum()
    capacity = int(reps * 30 / hours_per_sale)

    assert weekly.max() == capacity
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
