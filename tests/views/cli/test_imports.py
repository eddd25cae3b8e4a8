"""Speed: what plays nothing answers at once, without the libraries that take seconds to load."""

import json
import os
import subprocess
import sys

import pytest

HEAVY = ("mesa", "pandas", "scipy", "matplotlib", "pyarrow")
FILE = "scenarios/espresso_dealers_craft.yaml"
QUICK = (
    ["--help"],
    ["compare", "--help"],
    ["new", "--help"],
    ["sweep", "--help"],
    ["validate", "--help"],
    ["schema", "--experiment"],
    ["check", FILE],
    ["describe", FILE],
    ["schema"],
    ["schema", "--overlay"],
    ["list"],
    ["list", "models"],
    ["list", "messages"],
    ["list", "pricing"],
    ["list", "models", "open_resale"],
)
LOOK = """
import io, json, sys
from simulator.views.cli.app import run
found, out = {{}}, sys.stdout
for arguments in json.loads(sys.argv[1]):
    sys.argv, sys.stdout, code = ["simulator", *arguments], io.TextIOWrapper(io.BytesIO(), "utf-8"), None
    try:
        run()
    except SystemExit as end:
        code = end.code
    found[" ".join(arguments)] = [code, sorted(set({heavy}) & set(sys.modules))]
json.dump(found, out)
"""


def test_nothing_heavy_is_imported():
    """Neither Mesa nor what it brings along, by any of them: one process answers all, one after the other."""
    ended = subprocess.run(
        [sys.executable, "-c", LOOK.format(heavy=HEAVY), json.dumps(QUICK)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert json.loads(ended.stdout) == {" ".join(arguments): [0, []] for arguments in QUICK}


LIBRARIES = "import numpy, networkx, pydantic, ruamel.yaml, typer"
"""What reading a scenario takes to load."""
QUICKLY = 3.5
"""How many times as much work as loading these an answer may be."""


def work_of(*arguments):
    """Return the processor time of a process, the least of three, for the machine may be busy [seconds]."""
    took = []
    for _ in range(3):
        before = os.times()
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        after = os.times()
        took.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
    return min(took)


@pytest.mark.nightly
@pytest.mark.parametrize("arguments", [["--help"], ["check", FILE], ["describe", FILE]], ids=" ".join)
def test_it_answers_at_once(arguments):
    """In little more work than loading the libraries takes: on no machine longer than that is slow."""
    assert work_of("-m", "simulator", *arguments) < QUICKLY * work_of("-c", LIBRARIES)


def test_importing_the_package_imports_nothing():
    """The front door is lazy, and still lists what is behind it."""
    look = (
        "import simulator, sys;"
        "print(sorted(name for name in sys.modules if name.startswith('simulator')), dir(simulator))"
    )
    ended = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert ended.stdout.startswith("['simulator']")
    assert "compare" in ended.stdout
