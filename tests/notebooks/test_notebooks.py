"""Notebooks: each runs from top to bottom as a student would run it, and is kept without outputs."""

from pathlib import Path

import nbformat
import pytest

from tests.kernels import kernel, run

CLOCK = "import os; _work = sum(os.times()[:4])"
TOOK = "print(sum(os.times()[:4]) - _work)"
PATIENCE = 10.0
"""What a student is asked to wait for one cell, on a machine that does nothing else [seconds].

What is measured is the time that processors work for the cell, in the kernel and in processes that it waited
for. On the wall a busy machine takes any time; and no cell waits for anything but work of its own.
"""
FEWER = {"customers=2000": 'weeks=13", "customers=100', "seeds=5": "seeds=2", "seeds=3)": "seeds=2)"}
"""What the default run makes smaller in the cells; at night they run as they are."""
NOTEBOOKS = sorted(Path("notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    """The first what-if, a customer of one's own, the beer game."""
    assert {path.name[:2] for path in NOTEBOOKS} >= {"01", "02", "06"}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_outputs(path: Path) -> None:
    """What a run prints belongs to whoever runs it; nor is there anything of somebody's machine."""
    notebook = nbformat.read(path, as_version=4)

    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def code_of(path: Path, fewer: dict[str, str]) -> list[str]:
    """Return the cells of code of a notebook, with some of what they say made smaller."""
    code = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    for said, smaller in fewer.items():
        code = [source.replace(said, smaller) for source in code]
    return code


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_top_to_bottom(path: Path) -> None:
    """In its own folder, in a kernel of its own, on few customers; no cell fails, what is drawn is drawn."""
    with kernel(path.parent) as client:
        shown = [run(client, source) for source in code_of(path, FEWER)]

    assert [cell.errors for cell in shown if cell.errors] == []
    assert any("image/png" in cell.kinds for cell in shown)


@pytest.mark.nightly
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_as_it_is_and_no_cell_is_slow(path: Path) -> None:
    """As a student runs it: no cell fails, or asks for more patience than a student has."""
    took = []
    with kernel(path.parent) as client:
        for source in code_of(path, {}):
            run(client, CLOCK)
            assert run(client, source).errors == []
            took.append(float(run(client, TOOK).text))

    assert max(took) < PATIENCE
