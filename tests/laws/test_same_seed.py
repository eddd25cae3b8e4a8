"""Same seed, same ledger: in another process, in another order, with any number of workers."""

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.crowd import all_at_once
from simulator.engine.simulate import simulate
from simulator.scenario.load import load
from simulator.scenario.schema import Scenario
from tests.worlds import worlds

SHIPPED = "scenarios/espresso_hybrid_deal.yaml"

PLAY = """
import sys
from simulator.engine.simulate import simulate
from simulator.scenario.load import load
print(simulate(load(sys.argv[1], set=["weeks=20"]), int(sys.argv[2])).content_hash())
"""


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_another_process_writes_the_same_ledger(hash_seed: str) -> None:
    """Nothing depends on the process, nor on how Python orders sets."""
    there = subprocess.run(
        [sys.executable, "-c", PLAY, SHIPPED, "11"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": hash_seed, "PATH": ""},
    )

    assert there.stdout.strip() == simulate(load(SHIPPED, set=["weeks=20"]), 11).content_hash()


def test_another_seed_writes_another_ledger() -> None:
    """The seed matters."""
    scenario = load(SHIPPED, set=["weeks=8"])

    assert simulate(scenario, 1).content_hash() != simulate(scenario, 2).content_hash()


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(scenario=worlds(weeks=6), seed=st.integers(0, 2**40), block=st.integers(1, 50))
def test_blocks_of_any_size_write_the_same_ledger(scenario: Scenario, seed: int, block: int) -> None:
    """How customers are cut into blocks is nobody's luck."""
    whole = simulate(scenario, seed).content_hash()
    before = all_at_once.BLOCK
    try:
        all_at_once.BLOCK = block
        assert simulate(scenario, seed).content_hash() == whole
    finally:
        all_at_once.BLOCK = before
