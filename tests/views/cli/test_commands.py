"""Commands: what they answer, in every format, and where it goes."""

import csv
import io
import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from simulator import compare, load
from simulator.domain.registries import FORMER_KINDS, METRICS, REGISTRIES
from simulator.studies.comparison.comparison import Comparison
from simulator.views.cli import run_and_compare
from simulator.views.cli.app import app
from simulator.views.output.format import Format
from simulator.views.terminal.registries import put_registry
from tests.worlds.scenario_files import WORLD, pair, written
from tests.worlds.small import written as small_written

TIDY = ["scenario", "seed", "week", "metric", "by", "key", "value", "unit"]


def answered(*arguments: str, code: int = 0) -> Result:
    """Give a command and expect an exit code; without a traceback whatever it is."""
    result = CliRunner().invoke(app, list(arguments))

    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def table(text: str) -> list[dict[str, str]]:
    """Read CSV."""
    return list(csv.DictReader(io.StringIO(text)))


def test_a_run_is_shown_as_a_page(tmp_path):
    """Name and seed on top, a line a metric, nothing on stderr."""
    result = answered("run", written(tmp_path), "--seed", "7")

    assert result.stdout.startswith("dealers, seed 7\n")
    assert "sell-through B [% of units to be sold]" in result.stdout
    assert result.stderr == ""


def test_a_run_as_csv_is_tidy(tmp_path):
    """One row a number, and nothing else on stdout."""
    rows = table(answered("run", written(tmp_path), "--seeds", "2", "--format", "csv").stdout)

    assert list(rows[0]) == TIDY
    assert {row["seed"] for row in rows} == {"1", "2"}
    assert {row["unit"] for row in rows if row["metric"] == "revenue"} == {"EUR"}


def test_a_run_as_json_is_json(tmp_path):
    """With the same rows; what is not known is null."""
    content = json.loads(
        answered("run", written(tmp_path, weeks=2), "--format", "json", "--metrics", "conflict").stdout
    )

    assert content["seeds"] == [1]
    assert [row["value"] for row in content["rows"]] == [None]
    assert list(content["rows"][0]) == TIDY


def test_metrics_can_be_chosen_and_cut(tmp_path):
    """With commas or repeated, by week too."""
    chosen = ["--metrics", "units_sold:week,revenue", "--metrics", "conflict:type"]
    rows = table(answered("run", written(tmp_path), *chosen, "--format", "csv").stdout)

    assert {row["metric"] for row in rows} == {"units_sold", "revenue", "conflict"}
    assert [row["week"] for row in rows if row["metric"] == "units_sold"] == [str(w) for w in range(1, 6)]


def test_a_cut_alone_has_its_unit_in_its_head(tmp_path):
    """As the whole has, where that stands above it; one, two or three scenarios."""
    file, (one, other) = written(tmp_path), pair(tmp_path)
    few = ["--seeds", "1", "--metrics", "contribution:tier,fill_rate:week,revenue,revenue:week"]
    for files in (["run", file], ["compare", one, other], ["compare", one, other, file]):
        lines = [line.strip() for line in answered(*files, *few).stdout.splitlines()]

        heads = [line for line in lines if " by " in f" {line} " and "seed" not in line]
        rate = "fill rate by week [% of first-choice demand]"
        assert heads == ["contribution by tier [EUR]", rate, "by week"]


def test_settings_can_be_changed_for_all(tmp_path, monkeypatch):
    """For every scenario that is compared; the manifest says so (the page, not read here, is left out)."""
    monkeypatch.setattr(Comparison, "report", lambda _, path, **__: Path(path).touch())
    result = answered(
        "compare",
        *pair(tmp_path),
        "--set",
        "weeks=5",
        "--seeds",
        "2",
        "--out",
        str(tmp_path / "out"),
        "--assumptions",
        "0",
    )
    manifest = json.loads((tmp_path / "out/manifest.json").read_text())

    assert [one["resolved"]["weeks"] for one in manifest["scenarios"]] == [5, 5]
    assert result.stderr.startswith("for the report at most 4 more runs follow")


def test_a_comparison_opens_with_the_verdict(tmp_path):
    """Then the settings that differ, then the table."""
    text = answered("compare", *pair(tmp_path), "--seeds", "3").stdout

    assert text.startswith("resale, against dealers: ")
    assert text.index("Settings that differ") < text.index("Means and differences") < text.index("units sold")
    assert "distribution: authorized_dealers → open_resale" in text
    assert "messages.default: craft → deal" in text


def test_the_table_is_printed_before_the_runs_of_the_report(tmp_path, monkeypatch):
    """And what follows is told beside it, also where no terminal is."""
    said = []
    monkeypatch.setattr(run_and_compare, "put_comparison", lambda *_: said.append("table"))
    monkeypatch.setattr(run_and_compare, "say", said.append)
    monkeypatch.setattr(Comparison, "report", lambda _, path, **_how: said.append("report") or path)
    few = ["--seeds", "1", "--jobs", "1"]
    files = pair(tmp_path)
    answered("compare", *files, *few, "--assumptions", "4", "--out", str(tmp_path / "one"))

    # one seed, two scenarios: four worlds, two corners
    most = 2 * 4 + 2
    told = f"for the report at most {most} more runs follow, about 1 minute with 1 job"
    assert said == ["table", f"{told}; fewer with --assumptions 0", "report"]
    said.clear()
    answered("compare", *files, *few, "--assumptions", "0", "--out", str(tmp_path / "other"))
    assert said[1].startswith("for the report at most 2 more runs follow")


def test_a_message_that_empties_the_category_is_told_below_the_verdict(tmp_path):
    """With any metrics: no table shows what was measured for it, and CSV is the table alone."""
    heard = {
        "response": {"initial_adstock": 2.0, "price_talk": 3.0},
        "segments": {"all": {**WORLD["segments"]["all"], "media": {"radio": 1.0}}},
        "media": {"radio": {"credibility": 1.0, "cost_per_contact": 0.05}},
    }
    said = {"medium": "radio", "weeks": [1, 8], "weekly_budget": 60}
    quiet, loud = (
        written(tmp_path, f"{name}.yaml", name=name, **heard, campaigns=[{**said, "message": name}])
        for name in ("craft", "deal")
    )
    files = [quiet, loud, "--seeds", "3", "--metrics", "units_sold"]
    page = answered("compare", *files).stdout
    content = json.loads(answered("compare", *files, "--format", "json").stdout)
    told = "Under the messages of deal, anybody's products meet"

    first = next(line for line in page.splitlines() if line.startswith("Under the messages"))
    assert first.startswith(told[:60])
    assert told in content["verdict"]
    assert told in compare([load(quiet), load(loud)], 3, metrics="units_sold").verdict()
    rows = table(answered("compare", *files, "--format", "csv").stdout)
    assert {row["metric"] for row in rows} == {row["metric"] for row in content["table"]} == {"units_sold"}


def test_a_comparison_as_csv_and_as_json_says_the_same(tmp_path):
    """One row a line and scenario."""
    files = pair(tmp_path)
    rows = table(answered("compare", *files, "--seeds", "3", "--format", "csv").stdout)
    content = json.loads(answered("compare", *files, "--seeds", "3", "--format", "json").stdout)

    assert len(rows) == len(content["table"])
    assert content["scenarios"] == ["dealers", "resale"]
    assert content["settings"]["resale"][0]["setting"] == "distribution"
    units = next(row for row in rows if row["metric"] == "units_sold" and row["scenario"] == "resale")
    same = next(
        row for row in content["table"] if row["metric"] == "units_sold" and row["scenario"] == "resale"
    )
    assert float(units["difference"]) == same["difference"]


def test_a_comparison_can_be_taken_apart(tmp_path):
    """As a page, as CSV and as JSON; the parts sum to the total."""
    files = [*pair(tmp_path), "--seeds", "2", "--metrics", "units_sold", "--decompose"]
    rows = table(answered("compare", *files, "--format", "csv").stdout)
    effects = {row["part"]: float(row["effect"]) for row in rows}

    assert effects.pop("total") == pytest.approx(sum(effects.values()))
    assert list(effects) == ["distribution", "messages", "distribution × messages"]
    assert len(json.loads(answered("compare", *files, "--format", "json").stdout)["decomposition"]) == 4
    assert "Whose doing it is" in answered("compare", *files).stdout


def test_a_difference_can_be_split_into_levers(tmp_path):
    """As CSV, on fewer seeds than are compared; the parts sum to the total. As a page."""
    files = [*pair(tmp_path), "--seeds", "2", "--metrics", "conflict", "--levers", "1", "--set", "weeks=2"]
    rows = table(answered("compare", *files, "--format", "csv").stdout)
    effects = {row["part"]: float(row["effect"]) for row in rows if row["metric"] == "contribution"}

    assert {(row["n"], row["of"]) for row in rows} == {("1", "1")}
    assert effects.pop("total") == pytest.approx(sum(effects.values()))
    assert list(effects) == ["reach", "price", "message", "service", "luck"]


def test_what_cannot_be_split_is_refused_before_anything_is_played(tmp_path):
    """More seeds than are played, less than none, levers that do not fit: exit 2, nothing written."""
    out = ["--out", str(tmp_path / "there")]
    files = pair(tmp_path)
    more = answered("compare", *files, "--seeds", "2", "--levers", "3", *out, code=2)
    less = answered("compare", *files, "--levers", "-1", *out, code=2)
    named = ["scenarios/espresso_dealers_craft.yaml", "scenarios/espresso_named_dealers.yaml"]
    misfit = answered("compare", *named, "--seeds", "2", "--levers", "1", *out, code=2)

    assert "--levers: at most the 2 seeds that are played, not 3" in more.stderr
    assert "levers" in less.stderr
    assert "do not fit into" in misfit.stderr
    assert "no product called 'studio'" in misfit.stderr
    assert not (tmp_path / "there").exists()


@pytest.mark.by_day(2)
@pytest.mark.parametrize("baseline", ["2", "resale", "other.yaml", "other"])
def test_the_baseline_can_be_chosen(tmp_path, baseline):
    """By place, name or file."""
    text = answered("compare", *pair(tmp_path), "--seeds", "2", "--baseline", baseline).stdout

    assert text.startswith("dealers, against resale: ")


def test_any_number_of_scenarios_can_be_compared(tmp_path):
    """Also under one name: they are told apart by file."""
    files = [*pair(tmp_path), written(tmp_path, "third.yaml", weeks=9)]
    rows = table(answered("compare", *files, "--seeds", "2", "--format", "csv").stdout)

    assert {row["scenario"] for row in rows} == {"dealers [one]", "resale", "dealers [third]"}
    assert "dealers [third], against dealers [one]: " in answered("compare", *files, "--seeds", "2").stdout


def test_the_answer_does_not_depend_on_jobs(tmp_path):
    """One process or two."""
    files = [*pair(tmp_path), "--seeds", "3", "--format", "csv"]

    assert (
        answered("compare", *files, "--jobs", "1").stdout == answered("compare", *files, "--jobs", "2").stdout
    )


def test_check_says_fine_or_all_that_is_wrong(tmp_path):
    """Right files on stdout; complaints about all files at once on stderr."""
    good = written(tmp_path)
    bad = written(tmp_path, "bad.yaml", weeks=-1, wekks=3)

    assert answered("check", good).stdout == f"{good}: fine: dealers, 300 customers, 5 weeks\n"
    result = answered("check", good, bad, str(tmp_path / "none.yaml"), code=2)
    assert result.stdout == ""
    assert "bad.yaml:1:" in result.stderr
    assert "wekks" in result.stderr
    assert "none.yaml" in result.stderr


def test_check_and_describe_note_terms_that_a_later_one_overrides_in_part(tmp_path):
    """All dealers, then one region's."""
    north = {"format": "dealer", "region": "north"}
    terms = [{"to": "dealer", "margin": 0.2}, {"to": north, "margin": 0.3}]
    path = small_file(tmp_path / "terms.yaml", contracts=terms)
    told = "contracts.1.margin: overrides that of contracts.0 in 2 of the 4 places where it held"

    checked = answered("check", path)
    assert f"{path}:1:" in checked.stderr
    assert f": note: {told}" in checked.stderr
    assert "note: " not in checked.stdout
    assert f"- {told}" in answered("describe", path).stdout.replace("\n", " ")


def test_a_comparison_shows_an_entry_with_a_parameter_that_must_be_given(tmp_path):
    """In the terminal and as a page's rows."""
    one, other = (
        small_file(tmp_path / f"{name}.yaml", name=name, weeks=6, customers=20,
                   distribution={"model": "authorized_dealers", "ordering": rule})
        for name, rule in (("usual", "order_up_to"),
                           ("level", {"policy": "reorder_point", "reorder_at": 3, "level": 9}))
    )  # fmt: skip
    shown = answered("compare", one, other, "--seeds", "1", "--metrics", "units_sold").stdout
    line = "distribution.ordering: order_up_to → reorder_point (reorder_at 3.0, level 9.0)"
    assert line in " ".join(shown.split())


def small_file(path, **changes):
    """Write the small world and return its path."""
    return str(small_written(path, **changes))


def test_describe_tells_a_scenario(tmp_path):
    """In sentences, on stdout."""
    assert answered("describe", written(tmp_path)).stdout.startswith("dealers")


@pytest.mark.parametrize(
    "kind",
    ["distribution_models", "pricing", "ordering", "buy_box", "entry_exit", "messages", "agents", "metrics"],
)
def test_list_tells_what_there_is(kind):
    """As a page, as CSV and as JSON; every entry says what it is."""
    rows = table(answered("list", kind, "--format", "csv").stdout)
    content = json.loads(answered("list", kind, "--format", "json").stdout)

    assert [row["name"] for row in rows] == [one["name"] for one in content] != []
    assert all(row["what"] for row in rows)
    assert rows[0]["name"] in answered("list", kind).stdout
    assert rows[0]["name"] in answered("list", kind, rows[0]["name"]).stdout
    assert kind in answered("list").stdout


def test_what_is_listed_stays_whole_where_no_terminal_is():
    """Each name on the one line of its entry, with all that stands there, so that it can be searched."""
    rows = table(answered("list", "metrics", "--format", "csv").stdout)
    lines = [" ".join(line.split()) for line in answered("list", "metrics").stdout.splitlines()]

    assert len(rows) == len(lines) - 3  # an empty line, the heads and the rule
    for row, line in zip(rows, lines[3:], strict=True):
        assert line == " ".join(" ".join(row.values()).split())


@pytest.mark.parametrize("columns", ["60", "80", "120"])
def test_names_are_not_broken_in_a_terminal(monkeypatch, capsys, columns):
    """However narrow it is."""
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    put_registry("metrics", Format.TABLE)
    words = capsys.readouterr().out.split()

    assert set(METRICS.names()) <= set(words)


@pytest.mark.parametrize(("name", "kind"), [("lifetime_value", "metrics"), ("undercut", "pricing")])
def test_a_name_in_place_of_a_kind_or_a_file_is_answered_with_its_command(name, kind):
    """What it is, and how it is asked for."""
    for verb in ("list", "describe"):
        assert f"simulator list {kind} {name}" in answered(verb, name, code=2).stderr


@pytest.mark.parametrize("former", [*FORMER_KINDS, "without", "switched_off"])
def test_a_kind_may_be_asked_for_by_its_former_word(former):
    """Or by the key under which a scenario names its entries."""
    today = FORMER_KINDS.get(former, "switches")

    assert answered("list", former).stdout == answered("list", today).stdout
    assert f" {today} " in answered("list").stdout


@pytest.mark.parametrize("kind", ["metrics", "distribution_models", "pricing", "messages"])
def test_list_says_whose_ideas_they_are(kind):
    """As each file has it, whole for one entry; what a message is about stands before what it says."""
    whole = {row["name"]: row for row in table(answered("list", kind, "--format", "csv").stdout)}
    files = {
        path.stem: path.read_text() for path in Path(REGISTRIES[kind].room.replace(".", "/")).glob("*.py")
    }

    for name in whole.keys() & files.keys():
        source, text = whole[name]["source"], " ".join(files[name].split())
        assert bool(source) == ("Source: " in text), name
        assert source in text
        if source:
            told = answered("list", kind, name).stdout
            assert source[:60] in " ".join(told.split())
    if kind == "messages":
        assert whole["craft"]["what"].startswith("What the makers are proud of")


@pytest.mark.nightly
def test_schema_is_json():
    """Whole, and as an overlay in which nothing is required."""
    printed = [answered("schema", *more).stdout for more in ([], ["--overlay"])]
    whole, overlay = map(json.loads, printed)

    assert max(map(len, printed)) < 300_000
    assert "required" in whole
    assert "required" not in overlay
    assert "extends" in overlay["properties"]


def test_shipped_files_are_listed_named_and_never_written_to() -> None:
    """By the names under which every command takes them; a kind of its own, with no entries to tell."""
    rows = json.loads(answered("list", "shipped", "--format", "json").output)
    assert {"name": "simulator:espresso", "kind": "scenario", "what": "espresso world"} in rows
    assert {row["kind"] for row in rows} == {"scenario", "experiment"}
    assert "simulator describe simulator:espresso" in answered("list", "shipped", "espresso", code=2).output
    named, by_path = (
        answered("describe", name).output for name in ("simulator:espresso", "scenarios/espresso.yaml")
    )
    assert named.partition("What was fitted")[0] == by_path.partition("What was fitted")[0]
    for command in (["probe"], ["fit", "--target", "units_a_year=100"]):
        refused = answered(*command, "--write", "simulator:espresso", code=2).output
        assert "comes with the simulator and is not written to" in refused
