"""Notebooks: each runs from top to bottom as a student runs it, is kept without outputs, says what comes.

Numbers in their texts stand in blocks that `experiments/figures.py` writes. They are compared with what the
notebook itself comes to, in its kernel.
"""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.blocking import BlockingKernelClient

from experiments.numbers_in_texts.agreement import disagreements
from experiments.numbers_in_texts.blocks import found
from experiments.numbers_in_texts.plays import rows_of
from experiments.numbers_in_texts.questions import questions
from experiments.numbers_in_texts.statements import statements
from tests.kernels import kernel, run

CLOCK = "import os; _work = sum(os.times()[:4])"
TOOK = "print(sum(os.times()[:4]) - _work)"
PATIENCE = 10.0
"""What a student is asked to wait for one cell, on a machine that does nothing else [seconds].

What is measured is the time that processors work for the cell, in the kernel and in processes that it waited
for. On the wall a busy machine takes any time; and no cell waits for anything but work of its own.
"""
FEWER = {
    "weeks=26": "weeks=6",
    "customers=2000": 'weeks=8", "customers=80',
    "seeds=5": "seeds=2",
    "seeds=3)": "seeds=2)",
}
"""What the default run makes smaller in the cells; at night they run as they are."""
BY_DAY = ("02_a_customer_in_five_lines",)
"""Notebooks that the default run plays; at night all are played."""
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
def test_no_sentence_goes_on_behind_a_list(path: Path) -> None:
    """What stands below a list of figures begins anew."""
    for cell in nbformat.read(path, as_version=4).cells:
        for behind in cell.source.split("<!-- [end of figures] -->")[1:]:
            assert not behind.strip()[:1].islower(), behind


def code_of(path: Path, fewer: dict[str, str]) -> list[str]:
    """Return the cells of code of a notebook, with some of what they say made smaller."""
    code = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    for said, smaller in fewer.items():
        code = [source.replace(said, smaller) for source in code]
    return code


def value(client: BlockingKernelClient, expression: str) -> Any:
    """Return what an expression is worth in a notebook that was run."""
    shown = run(client, f"import json; print(json.dumps({expression}))")
    assert shown.errors == []
    return json.loads(shown.text)


def untrue(client: BlockingKernelClient, path: Path) -> list[str]:
    """Return the numbers of a notebook's texts that it does not come to."""
    bodies, wrong = dict(found(path)), []
    for name, block in questions().items():
        if block.evaluates == str(path):
            values = {row: [value(client, f"float({row.metric})")] for row in rows_of(block)}
            wrong += disagreements(bodies[name], " ".join(statements(block, values)))
    return wrong


@pytest.mark.parametrize(
    "path",
    [pytest.param(p, marks=() if p.stem in BY_DAY else pytest.mark.nightly, id=p.stem) for p in NOTEBOOKS],
)
def test_it_runs_from_top_to_bottom(path: Path) -> None:
    """In its own folder, in a kernel of its own, on few customers; no cell fails, what is drawn is drawn.

    Where fewer customers change nothing, its texts say what it comes to.
    """
    with kernel(path.parent) as client:
        shown = [run(client, source) for source in code_of(path, FEWER)]
        wrong = untrue(client, path) if code_of(path, FEWER) == code_of(path, {}) else []

    assert wrong == []
    assert [cell.errors for cell in shown if cell.errors] == []
    assert any("image/png" in cell.kinds for cell in shown)


@pytest.mark.nightly
def test_the_four_causes_show_and_the_best_line_costs_what_is_published() -> None:
    """Each cause makes orders vary more than demand; with it switched off a line passes demand on.

    Forecasts: 1 + 2L/p + 2L²/p² = 2.12 (Chen et al. 2000), as near as 70 weeks of luck come to it. The
    mindful line: 46, 50, 54, 54 (Sterman 1989).
    """
    path = Path("notebooks/06_bullwhip.ipynb")
    with kernel(path.parent) as client:
        for source in code_of(path, {}):
            if "ipywidgets" not in source:
                run(client, source)
        rows = value(client, "{cause: each.to_dict() for cause, each in rows.items()}")
        costs = value(
            client, 'cost(simulate(seats(game, mindful, {**mindful, "aim": 20})))["cost"].to_dict()'
        )

    tiers = ("the retailer", "the wholesaler", "the distributor")
    causes = [cause for cause in rows if not cause.startswith("without")]
    assert len(causes) == 4
    for cause in causes:
        assert max(rows[cause][tier] for tier in tiers) > 2, cause
        assert [rows[f"without {cause}"][tier] for tier in tiers] == pytest.approx([1, 1, 1], abs=0.005)
    assert all(rows["shortage_gaming"][tier] > 2 for tier in tiers)
    assert rows["demand_signals"]["the retailer"] == pytest.approx(2.12, rel=0.2)
    assert sorted(costs.values()) == pytest.approx([46, 50, 54, 54])


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
        wrong = untrue(client, path)

    assert wrong == []
    assert max(took) < PATIENCE
