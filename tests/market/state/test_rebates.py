"""Rebates by hand: steps are marginal, added up over a period and rounded once."""

from typing import Any

import pytest

from simulator.ledger.ledger import Ledger
from simulator.market.simulate import simulate
from simulator.scenario.describe.describe import describe
from simulator.scenario.save import to_plain, to_yaml
from simulator.scenario.schema import Scenario
from tests.worlds.supply_lines import supply_line

STEPS = [{"above": 50, "rate": 0.05}, {"above": 100, "rate": 0.10}]


def buying(rebate: Any, weekly: int = 10, weeks: int = 13, **changes: Any) -> Scenario:
    """Return a shop that buys so many units a week at 10.00 each, and gets a rebate."""
    shop = {"name": "shop", "lead_time_weeks": 0, "margin": 0.0}
    shop["ordering"] = {"policy": "fixed_schedule", "orders": [weekly]}
    maker = {"opening_stock": 10_000, "ordering": {"policy": "fixed_schedule"}}
    scenario = supply_line(weeks, maker, tiers=[shop], demand={"process": "constant", "mean": 10})
    return scenario.changed(contracts=[{"to": {"tier": "shop"}, "rebate": rebate}], **changes)


def paid(scenario: Scenario) -> list[tuple[int, float]]:
    """Return week and amount of each rebate [hundreds of money steps]."""
    ledger: Ledger = simulate(scenario, seed=1)
    table = ledger.table("payment", steps=True)
    rebates = table[table["reason"] == "rebate"]
    return [(int(week), cents / 100) for week, cents in zip(rebates["week"], rebates["amount"], strict=True)]


@pytest.mark.parametrize(
    ("rebate", "amount"),
    [
        (STEPS, 25.0 + 30.0),
        (STEPS[:1], 40.0),
        (STEPS[0], 40.0),
        (STEPS[1:], 30.0),
        ([{"above": 0, "rate": 0.01}, *STEPS], 5.0 + 25.0 + 30.0),
        ([*STEPS, {"above": 1000, "rate": 0.5}], 55.0),
        ([{"above": 50, "rate": 0.10}, {"above": 100, "rate": 0.05}], 50.0 + 15.0),
        ([{"above": 55, "rate": 0.05}, {"above": 57, "rate": 0.10}], 1.0 + 73.0),
    ],
)
def test_each_unit_gets_the_rate_of_its_step(rebate: Any, amount: float) -> None:
    """130 units at 10.00; 5 % beyond 50 and 10 % beyond 100 are 25.00 and 30.00."""
    assert paid(buying(rebate)) == [(13, amount)]


def test_one_shipment_may_cross_several_steps() -> None:
    """130 at once, in each of two periods of a week."""
    steps = [{**step, "every": 1} for step in STEPS]
    assert paid(buying(steps, weekly=130, weeks=2)) == [(1, 55.0), (2, 55.0)]


def test_steps_take_the_period_of_the_first() -> None:
    """Six weeks of 10 pass 50 once; the seventh begins anew."""
    steps = [{**STEPS[0], "every": 6}, STEPS[1]]
    assert paid(buying(steps, weeks=12)) == [(6, 5.0), (12, 5.0)]


def test_thresholds_are_units_where_steps_of_quantity_are_smaller() -> None:
    """Twenty halves a week are ten units."""
    assert paid(buying(STEPS, weekly=20, units={"quantity_step": 0.5})) == [(13, 55.0)]


def test_all_steps_together_are_rounded_once() -> None:
    """In steps of 1.00, 6 % of two units of 10.00 are 0.6 and 0.6 steps: one by one 2, together 1."""
    steps = [{"above": 0, "rate": 0.06}, {"above": 1, "rate": 0.06}]
    assert paid(buying(steps, weekly=2, weeks=1, units={"money_step": 1.0})) == [(1, 0.01)]


def test_a_single_step_is_written_as_it_was() -> None:
    """So a file that has one says what it always said."""
    assert to_plain(buying(STEPS[0]))["contracts"][0]["rebate"] == {**STEPS[0], "every": 13}
    assert to_plain(buying(STEPS[:1])) == to_plain(buying(STEPS[0]))


def test_steps_are_described_and_kept() -> None:
    """In one sentence, and in the file that is saved."""
    scenario = buying(STEPS)
    assert "5 % of what they buy beyond 50 units and 10 % of what they buy beyond 100 units" in describe(
        scenario
    )
    assert to_yaml(Scenario.model_validate(to_plain(scenario))) == to_yaml(scenario)


@pytest.mark.parametrize(
    ("rebate", "why"),
    [
        ([STEPS[1], STEPS[0]], "do not rise"),
        ([STEPS[0], STEPS[0]], "do not rise"),
        ([{**STEPS[0], "every": 4}, {**STEPS[1], "every": 5}], "different periods"),
        ([], "at least 1"),
    ],
)
def test_steps_that_contradict_each_other_are_refused(rebate: Any, why: str) -> None:
    """Thresholds rise, and one period counts for all."""
    with pytest.raises(ValueError, match=why):
        buying(rebate)
