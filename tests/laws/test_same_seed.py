"""Same seed, same ledger: in another process, in another order, with any number of workers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.ledger.files import open_ledger
from simulator.market.customers import needs_arising
from simulator.market.simulate import simulate
from simulator.scenario.load import load
from simulator.studies.runs.replicate import replicate
from tests.draws import DRAW
from tests.worlds.pool import World

SHIPPED = "scenarios/espresso_hybrid_matrix.yaml"

COMPILED = "PYTHONPYCACHEPREFIX"
"""Where Python keeps compiled modules: another process need not compile them anew."""
FEW = ["weeks=8", "customers=600"]
PLAY = f"""
import sys
from simulator.market.simulate import simulate
from simulator.scenario.load import load
print(simulate(load(sys.argv[1], set={FEW}), int(sys.argv[2])).content_hash())
"""


@pytest.mark.parametrize("hash_seed", [pytest.param("0", marks=pytest.mark.nightly), "12345"])
def test_another_process_writes_the_same_ledger(hash_seed: str) -> None:
    """Nothing depends on the process, nor on how Python orders sets."""
    there = subprocess.run(
        [sys.executable, "-c", PLAY, SHIPPED, "11"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": hash_seed, "PATH": "", COMPILED: os.environ[COMPILED]},
    )
    here = simulate(load(SHIPPED, set=FEW), 11)

    assert here.count("sale") > 20
    assert there.stdout.strip() == here.content_hash()


def test_another_seed_writes_another_ledger() -> None:
    """The seed matters."""
    scenario = load(SHIPPED, set=["weeks=8", "customers=1000"])

    assert simulate(scenario, 1).content_hash() != simulate(scenario, 2).content_hash()


@pytest.mark.worlds("any", most=10)
def test_blocks_of_any_size_write_the_same_ledger(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger does not depend on how customers are cut into blocks."""
    monkeypatch.setattr(needs_arising, "BLOCK", int(DRAW.integers(1, 51)))

    assert simulate(world.scenario, world.seed).content_hash() == world.ledger.content_hash()


def test_workers_write_the_same_ledgers(tmp_path: Path) -> None:
    """One worker or two: each seed's ledger has the same hash, and every measured number is the same."""
    scenario = load(SHIPPED, set=["weeks=8", "customers=1500"])
    runs = [replicate(scenario, [3, 4, 5], jobs=jobs, ledgers_to=tmp_path / str(jobs)) for jobs in (1, 2)]
    hashes = [
        {file.parent.name: open_ledger(file.parent).content_hash() for file in out.rglob("first_page.json")}
        for out in (tmp_path / "1", tmp_path / "2")
    ]

    assert len(hashes[0]) == 3
    assert hashes[0] == hashes[1]
    assert runs[0].rows.equals(runs[1].rows)
