"""Sweeps from where people type, a notebook or a prompt: workers start there, answers are the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from simulator.studies.sweep.sweep import sweep
from tests.kernels import kernel, run
from tests.studies.sweep.tiny import file_of

CELLS = (
    "from simulator import experiment, load, sweep",
    "found = sweep({path!r}, out={out!r}, jobs=2)",
    "found",
    "found.table().to_csv({table!r}, index=False)\nprint(found.verdict())",
)
MORE = (
    "given = experiment(load({scenario!r}), {{'weeks': [1, 2]}}, seeds=2, metrics=['units_sold'])",
    "sweep(given, jobs=2).response('units_sold')",
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory) -> dict[str, str]:
    """Return the places that the cells speak of, and beside them what a serial sweep answers."""
    folder = tmp_path_factory.mktemp("typed")
    path = file_of(folder, seeds=4)
    sweep(path, folder / "alone")
    names = {
        "path": path,
        "out": folder / "out",
        "table": folder / "typed.csv",
        "scenario": folder / "tiny.yaml",
    }
    return {name: str(place) for name, place in names.items()}


@pytest.mark.nightly
def test_a_notebook_sweeps_with_workers(asked):
    """The same numbers as a serial sweep, and an answer that can be read."""
    folder = Path(asked["out"]).parent
    with kernel(folder) as client:
        shown = [run(client, cell.format(**asked)) for cell in (*CELLS, *MORE)]

    assert [cell.errors for cell in shown if cell.errors] == []
    assert shown[2].text.startswith("<Sweep 'tiny': 16 runs, 0 failed")
    assert (folder / "out/results.csv").read_bytes() == (folder / "alone/results.csv").read_bytes()
    assert (folder / "typed.csv").read_bytes() == (folder / "alone/results.csv").read_bytes()


@pytest.mark.nightly
def test_a_prompt_sweeps_with_workers(asked):
    """Lines from standard input have no file that workers could import, and need none."""
    lines = [cell.format(**asked).replace(asked["out"], asked["out"] + "2") for cell in CELLS]
    done = subprocess.run(
        [sys.executable, "-"], input="\n".join(lines), capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    folder = Path(asked["out"]).parent
    assert (folder / "out2/results.csv").read_bytes() == (folder / "alone/results.csv").read_bytes()
    assert json.loads((folder / "out2/manifest.json").read_text())["is_finished"]
