"""The verb fit, and --write of fit and probe: what goes to stdout, --out and files, and how it ends."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from simulator import load
from simulator.scenario.finding_blocks import Fitted
from simulator.scenario.kept.read_kept import kept_findings
from simulator.scenario.save import fingerprint
from simulator.studies.fitting.measured import MeasuredWorlds
from simulator.views.cli.app import app

BASE = """\
# A base  that others extend
schema_version: 1
name: base
weeks: 4
customers: 300
manufacturers: {acme: {opening_stock: 500}}
products:
  lamp:
    maker: acme
    category: light
    unit_cost: 40
    list_price: 100
    attributes: {quality: 0.8}
    appeal: 1.0   # a choice
segments:
  readers:
    share: 1.0
    values: {quality: 2.0}
    price_sensitivity: 0.02
    needs: {light: {per_year: 26}}
regions: {north: {share: 1.0}}
response: {initial_adstock: 9.0, retention: 1.0}
distribution: {model: authorized_dealers}
"""
PLAYED = "extends: base.yaml\nname: played\ndistribution: {model: authorized_dealers, opening_stock: 90}\n"
APPEAL = ["--setting", "products.lamp.appeal"]
SHORT = ["--seeds", "2", "--jobs", "1"]


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a base, a file that is played, and another."""
    monkeypatch.chdir(tmp_path)
    Path("base.yaml").write_text(BASE, encoding="utf-8")
    Path("played.yaml").write_text(PLAYED, encoding="utf-8")
    Path("other.yaml").write_text("extends: base.yaml\nname: other\nweeks: 3\n", encoding="utf-8")
    return tmp_path


def ended(*given: str) -> tuple[int, str, str]:
    """Return exit code, stdout and stderr of a command."""
    result = CliRunner().invoke(app, list(given))
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.stdout, result.stderr


def contents() -> dict[str, str]:
    """Return all files in the folder with their text."""
    return {str(file): file.read_text(encoding="utf-8") for file in Path().rglob("*") if file.is_file()}


def units(share: float) -> str:
    """Return the target of a share of the sales that all needs would make."""
    return f"units_a_year={300 * 26 * share:.0f}"


def test_it_answers_as_table_csv_and_json_and_writes_to_out_only() -> None:
    """The same rows in each; no file but in the folder asked for."""
    before = contents()
    call = ["fit", "played.yaml", *APPEAL, "--target", units(0.25), *SHORT]
    code, page, _ = ended(*call)
    _, rows, _ = ended(*call, "--format", "csv", "--out", "found")
    _, told, _ = ended(*call, "--format", "json")
    (content,) = json.loads(told)["fits"]

    assert code == 0
    assert page.startswith("All targets are reached")
    assert rows.startswith("kind,name,start,target,value,low,high,residual,unit,verdict")
    assert len(content["rows"]) == 2 == len(rows.splitlines()) - 1
    after = contents()
    assert {name: after[name] for name in before} == before
    assert after["found/fit.csv"] == rows
    assert json.loads(after["found/manifest.json"])["fits"][0]["hash"]


def test_write_puts_the_number_where_it_stands_and_its_source_beside_it() -> None:
    """In the base, though another file was played; the hash is that of the world now there."""
    code, _, said = ended("fit", "played.yaml", *APPEAL, "--target", units(0.25), *SHORT, "--write")
    (kept,) = kept_findings("played.yaml")
    assert isinstance(kept.found, Fitted)
    found = kept.found.settings["products.lamp.appeal"]

    assert code == 0
    assert "written: base.yaml" in said
    assert Path("played.yaml").read_text(encoding="utf-8") == PLAYED
    assert f"    appeal: {found.value}" in Path("base.yaml").read_text(encoding="utf-8")
    assert "# a choice" in Path("base.yaml").read_text(encoding="utf-8")
    assert (kept.file, kept.found.played, kept.found.hash) == (
        "base.yaml",
        "played.yaml",
        fingerprint(load("played.yaml")),
    )
    assert load("other.yaml").products["lamp"].appeal == found.value
    assert not kept.why_not


def test_again_fits_anew_what_the_files_keep() -> None:
    """After another number has changed: to the same target, on the same seeds, and the hash fits again."""
    ended("fit", "played.yaml", *APPEAL, "--target", units(0.25), *SHORT, "--write")
    base = Path("base.yaml")
    base.write_text(
        base.read_text(encoding="utf-8").replace("list_price: 100", "list_price: 120"), encoding="utf-8"
    )
    first = load("base.yaml").products["lamp"].appeal
    _, stale, _ = ended("check", "other.yaml")
    code, _, said = ended(
        "fit", "--again", "--write", "other.yaml", "played.yaml", "base.yaml", "--jobs", "1"
    )
    _, fresh, _ = ended("check", "other.yaml")

    assert "OUT OF DATE" in stale
    assert code == 0
    assert "other.yaml: nothing is fitted in it" in said
    assert "written: base.yaml" in said
    assert "OUT OF DATE" not in fresh
    assert load("base.yaml").products["lamp"].appeal > first + 0.15


def test_check_and_describe_tell_it_and_play_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the numbers, and quickly."""
    ended("fit", "played.yaml", *APPEAL, "--target", units(0.25), *SHORT, "--write")
    ended("probe", "other.yaml", *SHORT, "--write")
    monkeypatch.setattr("simulator.market.simulate.simulate", None)
    _, checked, _ = ended("check", "other.yaml")
    code, described, _ = ended("describe", "other.yaml")

    assert code == 0
    assert (
        "other.yaml: fitted in base.yaml, played on played.yaml, 2 seeds; products.lamp.appeal: " in checked
    )
    assert "other.yaml: probed, 2 seeds; own-price elasticity: " in checked
    assert (
        "What was fitted in base.yaml, played on played.yaml, 2 seeds\n- products.lamp.appeal: " in described
    )
    assert "What was probed, 2 seeds\n- own-price elasticity: " in described
    another = Path("base.yaml").read_text(encoding="utf-8").replace("model: 0.", "model: 9.")
    Path("base.yaml").write_text(another.replace('model: "0.', 'model: "9.'), encoding="utf-8")
    code, checked, _ = ended("check", "other.yaml")
    assert code == 0
    assert "2 seeds; played by another version of the model (9.1" in checked
    assert "2 seeds; played by another version of the model (9.1" in ended("describe", "other.yaml")[1]


def test_a_target_out_of_reach_ends_as_a_failure_and_is_not_written() -> None:
    """The nearest is told."""
    before = contents()
    code, page, said = ended(
        "fit",
        "played.yaml",
        "--setting",
        "products.lamp.appeal=0..1.2",
        "--target",
        units(0.9),
        *SHORT,
        "--write",
    )

    assert code == 1
    assert "OUT OF REACH" in page
    assert "nothing is written" in said
    assert contents() == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ((), "--target: name what is to be reached"),
        (("--target", "units_a_year"), "should be 'name=number'"),
        (("--target", "units_a_year=many"), "should be 'name=number'"),
        (("--target", "=5"), "should be 'name=number'"),
        (("--target", "units_a_year=nan"), "finite"),
        (("--target", "units_a_year=5", "--target", "units_a_year=6"), "given twice"),
        (("--target", "nope=5"), "there is no such metric or figure"),
        (("--target", "conflict=0"), "which setting"),
        (("--target", "units_a_year=5", "--setting", "nope"), "there is no setting"),
        (("--target", "units_a_year=5", "--setting", "weeks"), "whole number"),
        (("--target", "units_a_year=5", *APPEAL, "--setting", "products.lamp.list_price"), "2 settings"),
        (("--target", "units_a_year=5", "--tolerance", "0"), "tolerance"),
        (("--target", "units_a_year=5", "--seeds", "x"), "--seeds"),
        (("--target", "units_a_year=5", "--jobs", "0"), "--jobs"),
        (("--target", "units_a_year=5", "--out", "."), "holds something"),
        (("--target", "units_a_year=5", "--write", "--set", "weeks=3"), "--set"),
        (("--again",), "none of these files"),
        (("--again", "--set", "weeks=3"), "--again"),
        (("--again", "--target", "units_a_year=5"), "--again"),
        (("other.yaml", "--target", "units_a_year=5"), "one scenario file"),
        (
            ("--target", "units_a_year=5", *APPEAL, "--set", "products.lamp.appeal=-45"),
            "no value|moves no target",
        ),
    ],
)
def test_what_cannot_be_done_is_bad_input(more: tuple[str, ...], told: str) -> None:
    """Exit 2, nothing on stdout, nothing written, and the reason on stderr."""
    before = contents()
    code, out, said = ended("fit", "played.yaml", *more)

    assert (code, out) == (2, "")
    assert any(one in said for one in told.split("|"))
    assert contents() == before


def test_numbers_in_several_files_are_not_written() -> None:
    """It is said which stands where, before anything is played."""
    Path("played.yaml").write_text(PLAYED + "products: {lamp: {list_price: 90}}\n", encoding="utf-8")
    before = contents()
    call = ["--setting", "products.lamp.list_price", "--target", "conflict=1", "--target", units(0.2)]
    code, _, said = ended("fit", "played.yaml", *APPEAL, *call, *SHORT, "--write")

    assert code == 2
    assert "products.lamp.appeal in base.yaml; products.lamp.list_price in played.yaml" in said
    assert contents() == before


def test_a_fit_that_is_refused_leaves_the_others(files: Path) -> None:
    """With --again of several files: each refusal is told, the rest is fitted, and it ends as a failure."""
    ended("fit", "played.yaml", *APPEAL, "--target", units(0.25), *SHORT, "--write")
    broken = Path("base.yaml").read_text(encoding="utf-8").replace("units_a_year:", "no_such_metric:")
    Path("broken.yaml").write_text(
        broken.replace("played: played.yaml", "played: broken.yaml"), encoding="utf-8"
    )
    code, page, said = ended("fit", "--again", "base.yaml", "broken.yaml", "--jobs", "1")

    assert code == 1
    assert "broken.yaml: target 'no_such_metric'" in said
    assert "All targets are reached" in page
    assert files == Path().absolute()


def test_a_probe_writes_into_the_file_only_when_told(files: Path) -> None:
    """The block, with the hash of the world; the file says what it said."""
    before = contents()
    ended("probe", "other.yaml", *SHORT)
    assert contents() == before
    code, _, said = ended("probe", "other.yaml", *SHORT, "--write")
    (kept,) = kept_findings("other.yaml")

    assert code == 0
    assert "written: other.yaml" in said
    assert kept.found.hash == fingerprint(load("other.yaml"))
    assert contents()["other.yaml"].startswith(before["other.yaml"])
    code, _, said = ended("probe", "other.yaml", *SHORT, "--write", "--set", "weeks=2")
    assert (code, "--set" in said) == (2, True)
    assert files.is_dir()


FIT = """
fit:
  targets: {units_a_year: 1950}
  settings: [products.lamp.appeal]
  seeds: 2
  tolerance: 0.03
  enlarged: 2
"""


def test_what_is_to_be_reached_may_stand_in_the_file() -> None:
    """Targets, settings, seeds and tolerance; check says that it is to be done, until it has been."""
    base = Path("base.yaml")
    stocked = BASE.replace("{model: authorized_dealers}", "{model: authorized_dealers, opening_stock: 90}")
    base.write_text(stocked + FIT, encoding="utf-8")
    before = load("base.yaml")
    _, first, _ = ended("check", "base.yaml", "played.yaml")
    code, shown, said = ended("fit", "base.yaml", "--write", "--jobs", "1")
    _, then, _ = ended("check", "base.yaml")
    base.write_text(base.read_text(encoding="utf-8").replace("{units_a_year: 1950}", "{units_a_year: 2000}"))
    _, changed, _ = ended("check", "base.yaml")
    (kept,) = kept_findings("base.yaml")
    assert isinstance(kept.found, Fitted)

    told = "base.yaml: not fitted yet to what 'fit' says, units_a_year {}; simulator fit --write base.yaml"
    assert told.format(1950) in first
    assert f"played.yaml: {told.format(1950).removeprefix('base.yaml: ')}" in first
    assert code == 0, said
    assert "fitted on 2 seeds of 4 weeks, of a market 2 times as large" in shown
    assert (list(kept.found.seeds), kept.found.tolerance, kept.found.enlarged) == ([1, 2], 0.03, 2)
    assert {name: one.target for name, one in kept.found.targets.items()} == {"units_a_year": 1950}
    assert list(kept.found.settings) == ["products.lamp.appeal"]
    assert "not fitted" not in then
    assert told.format(2000) in changed
    assert fingerprint(before) != kept.found.hash == fingerprint(load("base.yaml"))


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("fit: {targets: {}}", "fit.targets"),
        ("fit: {targets: {units_a_year: many}}", "fit.targets.units_a_year"),
        ("fit: {target: {units_a_year: 80}}", "fit.target"),
        ("fit: {targets: {units_a_year: 80}, seeds: 0}", "fit.seeds"),
        ("fit: {targets: {units_a_year: 80}, enlarged: 0}", "fit.enlarged"),
        ("fit: {targets: {units_a_year: 80}, enlarged: 2.5}", "fit.enlarged"),
        ("fit: 80", "fit"),
    ],
)
def test_what_is_wrong_under_fit_is_told_with_its_place(block: str, told: str) -> None:
    """By fit and by check, with nothing written."""
    base = Path("base.yaml")
    base.write_text(base.read_text(encoding="utf-8") + block + "\n", encoding="utf-8")
    before = contents()

    for verb in (["fit", "--write"], ["check"]):
        code, out, said = ended(*verb, "base.yaml")
        assert (code, out) == (2, "")
        assert f"base.yaml:{len(BASE.splitlines()) + 1}:" in said
        assert f" {told}: " in said
    assert contents() == before


def test_a_fit_that_was_stopped_goes_on_from_what_was_played(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is written is what a fit in one go writes; the runs are kept until then, and played once."""
    call = ["fit", "played.yaml", *APPEAL, "--target", units(0.25), *SHORT, "--write"]
    played: list[int] = []
    stops_after = [2]
    whole = MeasuredWorlds._runs

    def counted(self: MeasuredWorlds, needed: Any) -> Any:
        if len(played) == stops_after[0]:
            raise KeyboardInterrupt
        played.append(sum(map(len, needed.values())))
        return whole(self, needed)

    monkeypatch.setattr(MeasuredWorlds, "_runs", counted)
    before, kept = Path("base.yaml").read_text(encoding="utf-8"), Path("played.fit.unfinished.jsonl")
    code, _, said = ended(*call)

    assert code == 130 and "the same command goes on from there" in said
    assert Path("base.yaml").read_text(encoding="utf-8") == before
    assert len(kept.read_text(encoding="utf-8").splitlines()) == sum(played)

    kept.write_text(kept.read_text(encoding="utf-8") + "0123 {cut off", encoding="utf-8")
    stops_after[0], first = 99, sum(played)
    code, _, said = ended(*call)
    in_two, worlds = Path("base.yaml").read_text(encoding="utf-8"), sum(played)

    assert code == 0 and f"({first} batches of runs) and not played again" in said
    assert not kept.exists()

    Path("base.yaml").write_text(before, encoding="utf-8")
    played.clear()
    assert ended(*call)[0] == 0
    assert Path("base.yaml").read_text(encoding="utf-8") == in_two
    assert sum(played) == worlds
