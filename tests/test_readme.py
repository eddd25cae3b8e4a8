"""README: what it says is what happens; its picture is in `test_readme_picture.py`."""

import os
import re
import shlex
import subprocess
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

TEXT = Path("README.md").read_text(encoding="utf-8")
WORDS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)


def commands() -> list[str]:
    """Return the lines that a new user copies."""
    return [line for line in TEXT.splitlines() if line.startswith("pip install uv && ")]


def block(language: str) -> str:
    """Return the first block in a language."""
    found = re.search(rf"```{language}\n(.*?)```", TEXT, re.S)
    assert found is not None
    return found.group(1)


def test_it_has_the_two_commands() -> None:
    """A new user needs exactly two, and the gate runs these very lines."""
    assert len(commands()) == 2
    assert "simulator compare" in commands()[0]
    assert commands()[1].endswith("pytest")


def test_notebooks_are_opened_with_what_they_import() -> None:
    """Jupyter is no dependency; nor does it find sliders that its own environment does not hold."""
    command = next(line for line in TEXT.splitlines() if "jupyter lab notebooks/" in line)
    drawn = [path for path in Path("notebooks").glob("*.ipynb") if "import FloatSlider" in path.read_text()]

    assert drawn
    assert {"jupyterlab", "ipywidgets"} <= set(re.findall(r"--with (\w+)", command))


@pytest.mark.nightly
def test_its_table_is_what_its_command_prints() -> None:
    """Every number of it, to the last digit; the gate compares them whenever it runs the command."""
    _, _, arguments = commands()[0].partition("uv run simulator ")
    done = subprocess.run(
        [sys.executable, "-m", "simulator", *shlex.split(arguments)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "COLUMNS": "120", "NO_COLOR": "1"},
    )

    assert [line.rstrip() for line in done.stdout.splitlines()] == block("text").splitlines()


def test_its_python_runs() -> None:
    """The lines run as they stand, with fewer seeds, customers and weeks."""
    few = block("python").replace("seeds=30", "seeds=2").replace('.yaml")', '.yaml", set=FEW)')
    exec(few, {"print": lambda *_: None, "FEW": ["customers=100", "weeks=3"]})


def test_its_scenario_is_a_right_one(tmp_path: Path) -> None:
    """What stands as a scenario can be played, beside the world that it extends."""
    from simulator import load  # noqa: PLC0415

    world = Path("scenarios/espresso.yaml").read_text(encoding="utf-8")
    (tmp_path / "espresso.yaml").write_text(world, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(block("yaml"), encoding="utf-8")

    assert load(tmp_path / "own.yaml").name == "authorized dealers, craft message"


def test_its_verbs_are_those_there_are() -> None:
    """None is missing from the table, and none is promised."""
    from typer.main import get_command  # noqa: PLC0415

    from simulator.views.cli.app import app  # noqa: PLC0415

    told = set(re.findall(r"^\| `simulator (\w+)", TEXT, re.M))

    assert told == set(get_command(app).commands)


def test_it_counts_the_phases_of_a_week() -> None:
    """As many as there are."""
    from simulator.market.week import WEEK  # noqa: PLC0415 - brings Mesa along

    assert f"{WORDS[len(WEEK)]} phases" in TEXT


def test_it_counts_the_runs_of_the_benchmark() -> None:
    """The comparison that the named command times: two files, so many seeds."""
    spec = spec_from_file_location("compare_speed", "experiments/benchmarks/compare_speed.py")
    assert spec is not None
    assert spec.loader is not None
    benchmark = module_from_spec(spec)
    spec.loader.exec_module(benchmark)

    assert "a comparison of sixty runs" in TEXT
    assert len(benchmark.FILES) * benchmark.SEEDS == 60


def test_the_files_it_links_are_there() -> None:
    """Every relative link leads somewhere, and every file it speaks of is there."""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", TEXT) if not link.startswith("http")]
    named = re.findall(r"`((?:tests|experiments|scenarios|simulator)/[\w/.]+)`", TEXT)

    assert links
    assert [one for one in [*links, *named] if not Path(one).exists()] == []
