"""Run tests on mutants: what does the default run see of the small faults of `mutants.yaml`?

    python -m tests.mutants.run                      every mutant with its killers, in copies of the tree
    python -m tests.mutants.run market-3 tests/laws  one mutant, with tests of one's own choice

A mutant is applied to a copy of the tree, and Python there finds the copy's simulator first.
"""

import os
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML

from tests.draws import VARIABLE
from tests.mutants.mutant import Mutant, copied

TREE = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("mutants.yaml")
PASSED, FAILED, INTERRUPTED = 0, 1, 2


def entries() -> dict[str, dict[str, Any]]:
    """Read the list: what is written down of each mutant, by name."""
    return {entry["name"]: entry for entry in YAML(typ="safe").load(LIST)}


def is_killed(mutant: Mutant, tests: Iterable[str]) -> bool:
    """Whether one of the tests fails once the mutant is applied; whether the file can be imported counts."""
    with TemporaryDirectory() as folder:
        tree = copied(TREE, Path(folder) / "tree")
        mutant.apply(tree)
        done = tested(tree, tests)
    if done.returncode not in (PASSED, FAILED, INTERRUPTED):
        raise RuntimeError(f"the tests could not be run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.returncode != PASSED


QUICKLY = ("-q", "-x", "-n", "0", "-p", "no:cacheprovider", "--assert=plain")
"""Options of pytest: it stops at the first failure, whose values need not be told apart."""


def tested(tree: Path, tests: Iterable[str], *options: str) -> "subprocess.CompletedProcess[str]":
    """Run tests in a tree, one after another until one fails; they draw what the default run draws."""
    command = [sys.executable, "-m", "pytest", *QUICKLY]
    around = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PYTEST_") and name != VARIABLE
    }
    env = {**around, "PYTHONPATH": str(tree), "TMPDIR": str(tree.parent)}
    return subprocess.run(
        [*command, *options, *tests], cwd=tree, env=env, check=False, capture_output=True, text=True
    )


def main(words: Sequence[str]) -> None:
    """Run and print, a line for each mutant."""
    for name, entry in entries().items():
        tests = list(words[1:]) or entry["killers"]
        if tests and name in (list(words[:1]) or [name]):
            verdict = "killed" if is_killed(Mutant.read(entry), tests) else "SURVIVES"
            print(f"{name}: {verdict}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
