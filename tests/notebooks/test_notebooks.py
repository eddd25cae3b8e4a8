"""Notebooks: each runs from top to bottom as a student would run it, and is kept without outputs."""

import json
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

CLOCK = """
import json, os
took, begun = [], 0.0
def _begin(info):
    global begun
    begun = sum(os.times()[:4])
def _end(result):
    took.append(sum(os.times()[:4]) - begun)
get_ipython().events.register("pre_run_cell", _begin)
get_ipython().events.register("post_run_cell", _end)
"""
PATIENCE = 10.0
"""What a student is asked to wait for one cell, on a machine that does nothing else [seconds].

What is measured is the time that processors work for the cell, in the kernel and in processes that it waited
for. On the wall a busy machine takes any time; and no cell waits for anything but work of its own.
"""
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


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_from_top_to_bottom(path: Path) -> None:
    """In its own folder, with a kernel of its own; no cell fails or is slow, what is drawn is drawn."""
    notebook = nbformat.read(path, as_version=4)
    cells = list(notebook.cells)
    clock, tell = (nbformat.v4.new_code_cell(source) for source in (CLOCK, "print(json.dumps(took))"))
    notebook.cells = [clock, *cells, tell]
    NotebookClient(
        notebook, timeout=600, kernel_name="python3", resources={"metadata": {"path": "notebooks"}}
    ).execute()
    shown = [output for cell in cells if cell.cell_type == "code" for output in cell.outputs]

    assert [output for output in shown if output.output_type == "error"] == []
    assert any("image/png" in output.get("data", {}) for output in shown)
    assert max(json.loads(tell.outputs[0]["text"])) < PATIENCE
