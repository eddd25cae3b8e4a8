"""The verb advise: what goes to stdout, and how it ends."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.views.cli.app import app
from tests.worlds.small import written

SHORT = ["--set", "weeks=4", "--seeds", "2", "--models", "exclusive,direct_automated", "--jobs", "1"]


def ended(path: Path, *more: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of an advice on a small world."""
    result = CliRunner().invoke(app, ["advise", str(path), *SHORT, *more])
    return result.exit_code, result.stdout, result.stderr


def test_it_answers_as_table_csv_and_json(tmp_path: Path) -> None:
    """The same numbers in each."""
    file = written(tmp_path / "world.yaml", events=[])
    flip = ("--over", "direct_automated.sale_cost=0..40", "--without", "fit")
    code, table, said = ended(file, *flip)
    _, rows, _ = ended(file, *flip, "--format", "csv")
    _, content, _ = ended(file, *flip, "--format", "json")
    told = json.loads(content)

    assert code == 0
    assert "everybody" in table
    assert "direct_automated.sale_cost" in table
    assert rows.splitlines()[0] == "customers,what,way,against,key,rank,value,low,high,unit"
    assert len(told["rows"]) == len(rows.splitlines()) - 1
    # who leads is said before it is looked for where that turns, so that it is there if that is stopped
    assert said.splitlines()[-2:] == [told["verdict"][0], "next: where that turns"]
    page = "".join(table.split())
    assert all("".join(sentence.split())[:40] in page for sentence in told["verdict"])


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--models", "exclusive,direct_automatd"), "did you mean 'direct_automated'"),
        (("--metric", "contributon"), "did you mean 'contribution'"),
        (("--metric", "conflict:type"), "one number"),
        (("--over", "products.lamp.list_price=5"), "should be 'key.path=low..high'"),
        (("--over", "weeks=1..9", "--no-flips"), "exclude each other"),
        (("--without", "seasn"), "did you mean 'season'"),
        (("--seeds", "x"), "--seeds"),
        (("--jobs", "0"), "--jobs"),
        (("--set", "weeks=many"), "weeks"),
    ],
)
def test_what_cannot_be_done_is_bad_input(more: tuple[str, ...], told: str, tmp_path: Path) -> None:
    """Exit 2, nothing on stdout, and the reason on stderr."""
    code, out, error = ended(written(tmp_path / "world.yaml", events=[]), *more)

    assert (code, out) == (2, "")
    assert told in error


def test_without_flips_and_mechanisms_it_only_ranks(tmp_path: Path) -> None:
    """Nothing else is played or told."""
    code, out, said = ended(
        written(tmp_path / "world.yaml", events=[]), "--no-flips", "--without", "", "--by-segment"
    )

    assert code == 0
    assert "change places" not in out and "next:" not in said
    assert "readers" in out
