"""Plays: the runs behind the numbers in texts, each scenario once for all questions that are asked of it."""

import contextlib
import io
import json
import os
import shlex
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from simulator import Scenario, load, measure, simulate
from simulator.ledger.ledger import Ledger

from .questions import Block, Row

type Values = dict[Row, list[float]]


@cache
def scenario_of(play: str) -> Scenario:
    """Return the scenario of a play, ``name setting=value …``."""
    name, *settings = shlex.split(play)
    return load(f"scenarios/{name}.yaml", set=settings)


def answer(ledger: Ledger, row: Row) -> float:
    """Return what a ledger answers: a metric, one key of its cut (zero where it has none), or Python."""
    if row.is_expression:
        return float(eval(row.metric, {"ledger": ledger, "measure": measure, "np": np}))  # noqa: S307 - our own file
    metric, _, cut = row.metric.partition(":")
    by, _, key = cut.partition("=")
    if not by:
        return float(measure(ledger, metric))
    found = measure(ledger, metric, by=by)
    keys = [one for one in found.index if " · ".join(one if isinstance(one, tuple) else [str(one)]) == key]
    return float(found[keys[0]]) if keys else 0.0


def played(task: tuple[str, int, tuple[Row, ...]]) -> list[float]:
    """Play one scenario on one seed and return the answers of its rows."""
    play, seed, rows = task
    ledger = simulate(scenario_of(play), seed)
    return [answer(ledger, row) for row in rows]


def measured(blocks: Iterable[Block], most: int | None, jobs: int) -> dict[str, Values]:
    """Return the values of each row by block, on all seeds or on the first few."""
    asked: dict[tuple[str, int], dict[Row, None]] = defaultdict(dict)
    chosen = list(blocks)
    for block in chosen:
        for row in rows_of(block):
            for seed in block.seeds[:most]:
                asked[row.play, seed][row] = None
    tasks = [(play, seed, tuple(rows)) for (play, seed), rows in asked.items()]
    found: dict[tuple[Row, int], float] = {}
    # fresh processes: a fork would inherit the threads of NumPy
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        for (_, seed, rows), values in zip(tasks, pool.map(played, tasks), strict=True):
            found |= {(row, seed): value for row, value in zip(rows, values, strict=True)}
    return {b.name: {r: [found[r, s] for s in b.seeds[:most]] for r in rows_of(b)} for b in chosen}


def rows_of(block: Block) -> list[Row]:
    """Return the rows of a block, each once."""
    return list(dict.fromkeys(row for line in block.lines for row in line.rows))


def evaluated(block: Block) -> Values:
    """Run a script or a notebook's cells, widgets apart, and evaluate expressions there."""
    path = Path(block.evaluates)
    before = Path.cwd()
    space: dict[str, Any] = {"__name__": path.stem}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.chdir(path.parent):
        os.environ.setdefault("MPLBACKEND", "Agg")
        for source in _sources(path, before):
            exec(compile(source, str(path), "exec"), space)  # noqa: S102 - our own files
        return {row: np.ravel(eval(row.metric, space)).astype(float).tolist() for row in rows_of(block)}  # noqa: S307


def _sources(path: Path, root: Path) -> list[str]:
    text = (root / path).read_text(encoding="utf-8")
    if path.suffix != ".ipynb":
        return [text]
    cells = ["".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "code"]
    return [cell for cell in cells if "ipywidgets" not in cell]


def printed(command: str) -> list[str]:
    """Return what a command prints, as a block of Markdown."""
    words = [sys.executable, "-m", *shlex.split(command)]
    environment = {**os.environ, "COLUMNS": "120", "NO_COLOR": "1"}
    done = subprocess.run(words, capture_output=True, text=True, check=True, env=environment)
    return ["```text", *(line.rstrip() for line in done.stdout.splitlines()), "```"]
