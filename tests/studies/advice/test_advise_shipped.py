"""Advise on a shipped world: where the first two change places is where runs by hand say so."""

import numpy as np
import pytest

from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from simulator.studies.advice.advise import advise, with_model
from simulator.studies.advice.setting_range import range_of

SEEDS = (31, 32, 33)
WAYS = ("authorized_dealers", "direct_automated")
OVER = "products.machine.needs=now..commodity"


def world() -> Scenario:
    """Return the innovative espresso world as it is shipped."""
    return load("scenarios/espresso_innovative.yaml")


def by_hand(first: str, second: str, value: float) -> float:
    """Return the mean lead of one way over another at a point of the range, from runs of their own."""
    there = range_of(OVER).put(world(), value)
    one, other = (
        np.array([measure(simulate(with_model(there, way), seed), "contribution") for seed in SEEDS])
        for way in (first, second)
    )
    return float((one - other).mean())


@pytest.mark.nightly
def test_the_less_a_machine_asks_for_the_sooner_another_way_is_ahead() -> None:
    """On the innovative espresso world: inside the range, and either side of it somebody else leads."""
    ((_, flip),) = advise(world(), WAYS, seeds=SEEDS, over=[OVER], without=[]).break_evens

    assert flip.at is not None
    assert 0 < flip.low < flip.at < flip.high < 1
    below, above = (by_hand(flip.first, flip.second, value) for value in (flip.low - 0.01, flip.high + 0.01))
    assert below > 0 > above
