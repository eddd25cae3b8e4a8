"""The validate command: what it answers, in every format, how it ends, and what is published."""

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from simulator.views.cli.app import app

COIN = """
import numpy as np
from simulator.studies.validation.targets import TargetCase, Mutant, Target


def cases(draw, off=0.0):
    p = draw.uniform(0.4, 0.6)
    play = lambda seed: {"heads": p + off + {bias} + 0.001 * np.random.default_rng(seed).normal()}
    return [TargetCase(f"a coin | <b>p</b> = {p:.4f}", {"heads": p}, play)]


TARGET = Target(
    reference="V0", title="A coin", formula="p", source="Bernoulli (1713)", cases=cases,
    mutants=(Mutant("off by a tenth", lambda draw: cases(draw, {mutant}), "heads"),),
)
"""


def answered(*arguments: str, code: int = 0) -> Result:
    """Give a command and expect an exit code; without a traceback whatever it is."""
    result = CliRunner().invoke(app, ["validate", *arguments])

    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Return a folder of one small target."""
    return str(coin(tmp_path / "targets").parent)


def coin(folder: Path, name: str = "coin", bias: float = 0.0, mutant: float = 0.1) -> Path:
    """Write a target that plays no market."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.py"
    file.write_text(COIN.replace("{bias}", str(bias)).replace("{mutant}", str(mutant)))
    return file


def test_the_table_says_what_was_expected_and_what_came(folder):
    """Table on stdout, seed and summary on stderr; the same seed gives the same table."""
    one = answered("--folder", folder, "--mutants", "--seed", "7")

    assert "V0 A coin (coin). Bernoulli (1713)" in one.stdout
    assert "fails, as it must" in one.stdout
    assert "--seed 7" in one.stderr
    assert "1 rows of 1 targets: 1 met; 1 of 1 mutants fail as they must" in one.stderr
    assert answered("--folder", folder, "--mutants", "--seed", "7").stdout == one.stdout
    assert answered("--folder", folder, "--mutants").stdout != one.stdout


def test_every_format_says_the_same(folder):
    """CSV and JSON hold the rows with all digits."""
    rows = list(
        csv.DictReader(io.StringIO(answered("--folder", folder, "--seed", "7", "--format", "csv").stdout))
    )
    content = json.loads(answered("--folder", folder, "--seed", "7", "--format", "json").stdout)

    assert content["seed"] == 7
    assert content["is_met"] is True
    assert [row["verdict"] for row in rows] == ["met"] == [row["verdict"] for row in content["rows"]]
    assert float(rows[0]["expected"]) == content["rows"][0]["expected"]
    assert float(rows[0]["standard_error"]) == content["rows"][0]["standard_error"]


def test_what_is_published(folder, tmp_path):
    """Markdown whose tables hold, HTML that asks nobody for anything, CSV."""
    out = tmp_path / "published"
    answered("--folder", folder, "--mutants", "--out", str(out))
    markdown, page = (out / "validation.md").read_text(), (out / "validation.html").read_text()

    assert sorted(file.name for file in out.iterdir()) == [
        "validation.csv",
        "validation.html",
        "validation.md",
    ]
    tables = [line for line in markdown.splitlines() if line.startswith("|")]
    assert [line.count("|") for line in tables] == [5] * 3 + [7] * 6
    assert "| V0 | A coin (`coin`) | 1 of 1 | 1 of 1 |" in markdown
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert "http" not in page
    for text in (markdown, page):
        assert "A coin" in text
        assert "off by a tenth" in text
        assert "fails, as it must" in text


def test_an_earlier_table_is_written_over_and_nothing_else(folder, tmp_path):
    """A file of one's own beside it, and the table stays as it is."""
    out = tmp_path / "published"
    answered("--folder", folder, "--seed", "1", "--out", str(out))
    answered("--folder", folder, "--seed", "2", "--out", str(out))
    assert "--seed 2" in (out / "validation.md").read_text()

    (out / "mine.txt").write_text("mine")
    result = answered("--folder", folder, "--seed", "3", "--out", str(out), code=2)
    assert "holds something" in result.stderr
    assert "--seed 2" in (out / "validation.md").read_text()
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith(".")] == []


PATTERNS = """
from simulator.studies.validation.empirical_patterns import WORDS, Pattern

PATTERNS = (
    Pattern(7, "bears | sleep", "Linnaeus (1758)", counts=False, remark="no winter"),
    Pattern(
        2, "coins fall", "Galilei (1638)", counts=True, remark="by hand", shown="a tower",
        published={"heads": 0.5, "height": WORDS}, seeds=3,
        play=lambda seed: {"heads": seed / 4, "height": 3.0},
    ),
)
"""


def test_patterns_and_what_is_missing_stand_beside_the_targets(folder, tmp_path):
    """By number, distances worked out, no verdict; not with a target named, nor if nobody wants them."""
    (Path(folder) / "patterns").mkdir()
    (Path(folder) / "patterns" / "nature.py").write_text(PATTERNS)
    (Path(folder) / "_not_built.py").write_text(
        "from simulator.studies.validation.targets import NotBuilt\n"
        "NOT_BUILT = (NotBuilt('V3', 'A dam', 'no beavers'),)\n"
    )
    out = tmp_path / "published"
    result = answered("--folder", folder, "--jobs", "1", "--format", "json", "--out", str(out))
    content = json.loads(result.stdout)
    markdown, page = (out / "validation.md").read_text(), (out / "validation.html").read_text()

    assert [row["row"] for row in content["patterns"]] == ["heads", "height", "not asked"]
    assert [row["simulated"] for row in content["patterns"]] == [0.5, 3.0, None]
    assert [row["distance"] for row in content["patterns"]] == [0.0, None, None]
    assert content["not_built"] == [{"reference": "V3", "title": "A dam", "why": "no beavers"}]
    line = "| 2 | coins fall · Galilei (1638) | heads (a tower; by hand) | 0.5 | 0.5 ± 0.14 | +0 | held out |"
    assert line in markdown
    assert "| V3 | A dam: no beavers | not asked | |" in markdown
    assert "bears | sleep" in page
    assert len((out / "patterns.csv").read_text().splitlines()) == 4
    assert "V3 A dam: not asked, no beavers" in " ".join(answered("--folder", folder).stdout.split())
    for arguments in (["coin"], ["--no-patterns"]):
        assert "coins fall" not in answered("--folder", folder, *arguments).stdout


@pytest.mark.parametrize(
    ("text", "told", "code"),
    [
        ("PATTERNS = 3", "odd.py: PATTERNS is no tuple but 3", 2),
        (PATTERNS.replace("Pattern(7", "Pattern(2"), "two patterns are number 2", 2),
        (PATTERNS + "PATTERNS = (*PATTERNS, PATTERNS[1])", "two patterns are number 2", 2),
        (PATTERNS.replace("seed / 4", "seed / 0"), "odd: seed 1: ZeroDivisionError: division by zero", 1),
    ],
)
def test_a_broken_pattern_is_told(folder, text, told, code):
    """With its file, before anything is played where that can be known."""
    (Path(folder) / "patterns").mkdir()
    (Path(folder) / "patterns" / "odd.py").write_text(text)
    result = answered("--folder", folder, "--jobs", "1", code=code)

    assert told in " ".join(result.stderr.split())


@pytest.mark.parametrize(("bias", "mutant"), [(0.05, 0.1), (0.0, 0.0)])
def test_a_target_missed_or_a_mutant_that_passes_is_a_failure(tmp_path, bias, mutant):
    """Exit 1, and it is published all the same."""
    folder, out = coin(tmp_path / "targets", bias=bias, mutant=mutant).parent, tmp_path / "out"
    result = answered("--folder", str(folder), "--mutants", "--out", str(out), code=1)

    assert ("missed (2nd)" if bias else "not caught: met") in result.stdout
    assert (out / "validation.md").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("con", "no target called 'con' in"),
        ("con", "did you mean 'coin'?"),
        ("--seed -1", "greater than or equal to 0"),
        ("--seed x", "integer"),
        ("--jobs 0", "--jobs: must be from 1 to 256, not 0"),
        ("--format xml", "xml"),
        ("--folder nowhere", "nowhere: no such folder of targets"),
        ("--folder empty", "empty: holds no target"),
        ("--out full", "full is there already and holds something"),
        ("--out full/precious", "full/precious is no folder"),
    ],
)
def test_bad_input_is_refused(tmp_path, monkeypatch, folder, arguments, told):
    """Exit 2, an explanation on stderr, nothing on stdout, nothing written."""
    monkeypatch.chdir(tmp_path)
    for name in ("full", "empty"):
        (tmp_path / name).mkdir()
    (tmp_path / "full" / "precious").write_text("mine")
    before = sorted(path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts)
    where = () if "--folder" in arguments else ("--folder", folder)
    result = answered(*where, *arguments.split(), code=2)

    assert told in " ".join(result.stderr.replace("│", " ").split())
    assert result.stdout == ""
    assert sorted(path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts) == before


def test_a_broken_file_among_good_ones_is_refused_before_anything_is_played(folder, tmp_path):
    """Exit 2 with file and line; one that breaks while it is played is a failure, and nothing is left."""
    (Path(folder) / "wrong.py").write_text("import nothing_of_the_kind\n")
    result = answered("--folder", folder, "--out", str(tmp_path / "out"), code=2)
    assert "wrong.py:1: ModuleNotFoundError: No module named 'nothing_of_the_kind'" in result.stderr
    assert not (tmp_path / "out").exists()

    answered("--folder", folder, "coin")
    (Path(folder) / "wrong.py").unlink()
    text = (Path(folder) / "coin.py").read_text()
    (Path(folder) / "late.py").write_text(text.replace('{"heads": p +', '{"heads": p / 0 +'))
    result = answered("--folder", folder, "--jobs", "1", "--out", str(tmp_path / "out"), code=1)
    assert "late: seed 1: ZeroDivisionError: " in result.stderr
    assert not (tmp_path / "out").exists()
