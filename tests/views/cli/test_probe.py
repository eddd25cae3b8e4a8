"""The verb probe: what goes to stdout and to --out, and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.views.cli.app import app
from tests.worlds.small import written

SHORT = ["--set", "weeks=3", "--set", "customers=40", "--seeds", "1", "--jobs", "1"]


def ended(path: Path, *more: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of a probe of a small world."""
    result = CliRunner().invoke(app, ["probe", str(path), *SHORT, *more])
    return result.exit_code, result.stdout, result.stderr


def test_it_answers_as_table_csv_and_json_and_writes_to_out_only(tmp_path: Path) -> None:
    """The same rows in each; nothing appears beside the folder asked for."""
    file = written(tmp_path / "world.yaml", events=[])
    code, table, _ = ended(file)
    _, rows, _ = ended(file, "--format", "csv", "--out", str(tmp_path / "found"))
    _, content, _ = ended(file, "--format", "json")
    told = json.loads(content)

    assert code == 0
    assert "own-price elasticity" in table
    assert "Bijmolt" in table
    assert rows.startswith(
        "figure,part,value,low,high,unit,published_low,published_high,verdict,source,played"
    )
    assert len(told["rows"]) == len(rows.splitlines()) - 1
    assert (tmp_path / "found" / "probe.csv").read_text(encoding="utf-8") == rows
    manifest = json.loads((tmp_path / "found" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["scenario"]["hash"]
    assert {place.name for place in tmp_path.iterdir()} == {"world.yaml", "found"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--seeds", "x"), "--seeds"),
        (("--seed", "1"), "exclude each other"),
        (("--jobs", "0"), "--jobs"),
        (("--set", "weeks=many"), "weeks"),
        (("--set", "nope=1"), "nope"),
        (("--out", "."), "holds something"),
        (("--out", "world.yaml"), "is no folder"),
    ],
)
def test_what_cannot_be_done_is_bad_input(
    more: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exit 2, nothing on stdout, nothing written, and the reason on stderr."""
    file = written(tmp_path / "world.yaml", events=[])
    monkeypatch.chdir(tmp_path)
    code, out, error = ended(file, *more)

    assert (code, out) == (2, "")
    assert told in error
    assert [place.name for place in tmp_path.iterdir()] == ["world.yaml"]


def test_a_file_that_is_none_is_told_with_its_place(tmp_path: Path) -> None:
    """By file, line and column."""
    file = tmp_path / "world.yaml"
    file.write_text("name: [", encoding="utf-8")
    code, out, error = ended(file)

    assert (code, out) == (2, "")
    assert "world.yaml:1" in error
