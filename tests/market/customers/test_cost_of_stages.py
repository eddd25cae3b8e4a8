"""What telling stages costs: measured beside the same run without them, in one process."""

import time

import pytest

from simulator.domain.ledger_entries import KINDS
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario


def seconds(scenario: Scenario) -> float:
    """Return how long the processor works on a run [s]."""
    began = time.process_time()
    simulate(scenario, 1)
    return time.process_time() - began


@pytest.mark.nightly
@pytest.mark.parametrize("file", ["espresso_dealers_craft", "espresso_stock_out_orders"])
def test_telling_stages_costs_less_than_half_of_a_run(file: str) -> None:
    """Of 20,000 customers; the quickest of three runs each, one after the other."""
    plain = load(f"scenarios/{file}.yaml", set=["customers=20000"])
    times = [(seconds(plain), seconds(plain.changed(stages=True))) for _ in range(3)]
    without, told = (min(each) for each in zip(*times, strict=True))

    assert told < 1.5 * without


def test_telling_stages_changes_nothing_else() -> None:
    """All other entries are the same, to the bit; with orders, too."""
    short = ["manufacturers.northmill.opening_stock=0", "manufacturers.northmill.weekly_capacity=1"]
    few = ["customers=3000", "weeks=14", *short]
    plain = load("scenarios/espresso_stock_out_orders.yaml", set=few)
    without, told = simulate(plain, 3), simulate(plain.changed(stages=True), 3)
    new = {"stage_transition", "in_stage", "drop_off", "traffic_source", "purchase_source"}
    kinds = [kind for kind in KINDS if kind not in new and (without.count(kind) or told.count(kind))]

    assert (
        told.count("backorder")
        and kinds
        and all(told.count(kind) and not without.count(kind) for kind in new)
    )
    for kind in kinds:
        assert without.table(kind).astype(str).equals(told.table(kind).astype(str)), kind
