"""Customers: advice takes doubt away, and loyalty brings them back."""

from math import exp, sqrt

import pytest

from simulator.market.simulate import simulate
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.plain import SIGMAS, dealers, plain

CROWDS = pytest.mark.parametrize(("crowd", "people"), [("columns", 600), ("one_by_one", 250)])
"""Both ways of keeping customers, and how many: one by one they take long."""


def bought_of_those_considering(scenario: Scenario) -> tuple[int, int]:
    """Return how many customers bought and how many considered."""
    stages = simulate(scenario, int(DRAW.integers(1000))).table("stage_flow").astype({"stage": str})
    reached = stages.groupby("stage")["customers"].sum()
    return int(reached.get("bought", 0)), int(reached["considering"])


@pytest.mark.by_day("columns")
@CROWDS
@pytest.mark.parametrize("expertise", [0.0, None, 1.0])
def test_advice_takes_the_doubt_away(crowd: str, people: int, expertise: float | None) -> None:
    """One offer of appeal a and doubt u: σ(a − (1 − expertise) u) of those advised buy it."""
    skill = float(DRAW.uniform(0.3, 0.7)) if expertise is None else expertise
    appeal, doubt = float(DRAW.uniform(-0.3, 0.6)), float(DRAW.uniform(1.5, 2.5))
    scenario = plain(
        {"information_need": 1.0, "advice_effort": -50.0},
        {"appeal": appeal, "uncertainty": doubt},
        customers=people,
        crowd=crowd,
        distribution=dealers(dealers_per_region=1, expertise=skill),
    )
    bought, considering = bought_of_those_considering(scenario)
    chance = 1 / (1 + exp(-(appeal - (1 - skill) * doubt)))

    assert considering > 1000
    assert abs(bought - considering * chance) < SIGMAS * sqrt(considering * chance * (1 - chance))


@pytest.mark.by_day("columns")
@CROWDS
@pytest.mark.parametrize("loyal", [False, True])
def test_loyalty_brings_customers_back(crowd: str, people: int, loyal: bool) -> None:
    """Of four outlets alike, a repeat purchase is at the last with chance e^l / (e^l + 3)."""
    loyalty = float(DRAW.uniform(1.0, 2.0)) if loyal else 0.0
    scenario = plain({"loyalty": loyalty}, {"appeal": 2.0}, customers=people, crowd=crowd, detail="sales")
    sales = simulate(scenario, int(DRAW.integers(1000))).table("sale").astype({"outlet": str})
    in_turn = sales.sort_values(["customer", "week"])
    again = in_turn["customer"].to_numpy()[1:] == in_turn["customer"].to_numpy()[:-1]
    same = in_turn["outlet"].to_numpy()[1:] == in_turn["outlet"].to_numpy()[:-1]
    repeats, chance = int(again.sum()), exp(loyalty) / (exp(loyalty) + 3)

    assert repeats > 500
    assert abs(int((again & same).sum()) - repeats * chance) < SIGMAS * sqrt(repeats * chance * (1 - chance))
