"""Forty typical mistakes: each is told with file, place, what is wrong and what to write instead.

A small world is written line by line; a mistake replaces a piece of it. Nothing is played.
"""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from simulator.base.input_error import InputError
from simulator.market.setup.build_channel import channel_faults
from simulator.scenario.load import load
from simulator.studies.experiment.load_plan import load_experiment
from simulator.studies.runs.questions import questions_of
from simulator.views.cli.app import app
from tests.cases import Cases

RIGHT = """\
schema_version: 1
name: lamps
weeks: 12
customers: 200
manufacturers: {acme: {opening_stock: 50}}
products:
  lamp:
    maker: acme
    category: light
    unit_cost: 24
    list_price: 60
    attributes: {quality: 0.8, price: 0.4}
segments:
  readers:
    share: 1.0
    values: {quality: 2.0, price: 0.5}
    price_sensitivity: 0.02
    media: {social: 0.5}
    needs: {light: {per_year: 2}}
regions: {north: {share: 0.5}, south: {share: 0.5}}
media:
  social: {cost_per_contact: 0.4, credibility: 0.3}
distribution:
  model: authorized_dealers
  dealers_per_region: 2
  margin: 0.35
  price_floor: 0.95
messages: {default: craft}
cohorts: false
campaigns:
  - {medium: social, message: craft, weeks: [1, 6], weekly_budget: 50}
events:
  - {week: 3, do: {price_change: 0.9}}
"""
MISTAKES = {
    "margin in per cent": ("margin: 0.35", "margin: 35", "26:11", "must be at most 1",
        "35 % is written 0.35"),
    "per cent sign": ("margin: 0.35", "margin: 35%", "26:11", "the text '35%'", "as a share: 0.35"),
    "per cent, apart": ("share: 1.0", "share: 60 %", "15:12", "should be a number", "as a share: 0.6"),
    "decimal comma": ("list_price: 60", "list_price: 60,5", "11:17", "'60,5'", "with a decimal point"),
    "points and comma": ("list_price: 60", "list_price: 1.200,50", "11:17", "a number", "point: 1200.50"),
    "currency behind": ("list_price: 60", "list_price: 60 EUR", "11:17", "'60 EUR'", "the number alone: 60"),
    "currency before": ("list_price: 60", "list_price: €60", "11:17", "'€60'", "the number alone: 60"),
    "number in quotes": ("list_price: 60", "list_price: '60'", "11:17", "the text '60'", "without quotes"),
    "number in words": ("weeks: 12", "weeks: twelve", "3:8", "a whole number", "in digits [weeks]"),
    "negative price": ("list_price: 60", "list_price: -60", "11:17", "is -60", "must be more than 0"),
    "empty price": ("list_price: 60", "list_price:", "11:5", "is empty", "should be a number"),
    "thousands": ("customers: 200", "customers: 2.000", "4:12", "a whole number", "or 2000"),
    "two million": ("customers: 200", "customers: 2 million", "4:12", "'2 million'", "in digits: 2000000"),
    "unit behind": ("weeks: 12", "weeks: 12 weeks", "3:8", "'12 weeks'", "the number alone: 12"),
    "another unit": ("weeks: 12", "weeks: 1 year", "3:8", "'1 year'", "the number alone [weeks]"),
    "week 0": ("week: 3,", "week: 0,", "33:12", "is 0", "must be at least 1"),
    "campaign in week 0": ("[1, 6]", "[0, 6]", "31:46", "is 0", "must be at least 1"),
    "negative week": ("week: 3,", "week: -1,", "33:12", "is -1", "must be at least 1"),
    "date of an event": ("week: 3,", "week: 2026-03-01,", "33:12", "'2026-03-01'",
        "from the start of the run"),
    "dates of a campaign": ("[1, 6]", "[2026-01-05, 9]", "31:46", "'2026-01-05'",
        "from the start of the run"),
    "range of weeks": ("[1, 6]", "1-6", "31:45", "should be a list", "write [1, 6]"),
    "one week": ("[1, 6]", "6", "31:45", "should be a list", "write 2 entries in brackets"),
    "weeks backwards": ("[1, 6]", "[6, 1]", "31:45", "comes before the first", "the last week"),
    "yes": ("cohorts: false", "cohorts: yes", "29:10", "should be true or false", "write true"),
    "capitals": ("list_price: 60", "List_Price: 60", "11:5", "no such setting", "did you mean 'list_price'?"),
    "all capitals": ("list_price: 60", "LIST_PRICE: 60", "11:5", "no such setting",
        "did you mean 'list_price'?"),
    "hyphen": ("list_price: 60", "list-price: 60", "11:5", "no such setting", "did you mean 'list_price'?"),
    "part of a name": ("dealers_per_region: 2", "dealers: 2", "25:3", "no such setting",
        "'dealers_per_region'?"),
    "singular": ("products:", "product:", "6:1", "no such setting", "did you mean 'products'?"),
    "months": ("weeks: 12", "months: 3", "3:1", "no such setting", "did you mean 'weeks'?"),
    "seeds": ("weeks: 12", "seeds: 10", "3:1", "no such setting", "--seeds"),
    "no colon": ("list_price: 60", "list_price = 60", "11:5", "neither 'key: value'",
        "write a colon and a space"),
    "tab": ("    share: 1.0", "\tshare: 1.0", "15:1", "a tab", "only spaces"),
    "indented less": ("    price_sens", "   price_sens", "17:4", "begins in another column", "same column"),
    "indented more": ("    price_sens", "      price_sens", "17:7", "another column", "same column"),
    "list in a map": ("  readers:\n", "  - readers:\n", "14:3", "is a list", "names as keys"),
    "list for a map": ("{north: {share: 0.5}, south: {share: 0.5}}", "[north, south]", "20:10", "is a list",
                       "names as keys"),
    "number for a map": ("light: {per_year: 2}", "light: 2", "19:20", "should be a map", "{per_year: 2}"),
    "text for a map": ("{default: craft}", "craft", "28:11", "should be a map", "{default: craft}"),
    "map for a list": ("  - {medium", "  {medium", "31:3", "should be a list", "with '- ' before"),
    "unknown model": ("authorized_dealers", "Authorised-Dealers", "24:10", "no distribution model",
        "'authorized_dealers'?"),
    "unknown message": ("message: craft", "message: crafts", "31:31", "no message called", "'craft'?"),
    "unknown medium": ("medium: social", "medium: socials", "31:14", "no medium called", "'social'?"),
    "unknown segment": ("medium: social", "segments: [reader], medium: social", "31:17", "no segment",
        "'readers'?"),
    "unknown category": ("{light: {", "{lights: {", "19:13", "no category called", "'light'?"),
    "action by itself": ("do: {price_change: 0.9}", "change_price: 0.9", "33:15", "no such setting",
        "{price_change: …}"),
    "unknown switch": ("weeks: 12", "switched_off: [word of mouth]", "3:16", "no switch called",
        "'word_of_mouth'?"),
    "unknown metric": ("{week: 3", "{when: {metric: profit, above: 9}", "33:21", "no metric called 'profit'",
                       "did you mean 'contribution'?"),
    "a quote left open": ("name: lamps", "name: 'lamps", "34:1", "a quote is opened", "never closed"),
    "a colon in a name": ("name: lamps", "name: lamps: new", "2:12", "': ' inside a value",
        "quote the value"),
    "written twice": ("weeks: 12", "weeks: 12\nweeks: 13", "4:1", "written twice", "first in line 3"),
}  # fmt: skip


def refusal(path: Path) -> str:
    """Return what is said of a file."""
    with pytest.raises(InputError) as refused:
        load(path.name, also=channel_faults)
    return str(refused.value)


def test_the_right_file_is_right(tmp_path: Path) -> None:
    """So that what is told is told of the mistakes alone."""
    (tmp_path / "mine.yaml").write_text(RIGHT, encoding="utf-8")
    assert load(tmp_path / "mine.yaml", also=channel_faults).weeks == 12


def test_typical_mistakes_are_told_with_what_to_write_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line has it all: file, line and column, what is wrong, what instead."""
    monkeypatch.chdir(tmp_path)
    with Cases() as cases:
        for name, (right, wrong, place, what, instead) in MISTAKES.items():
            with cases.case(name):
                assert right in RIGHT
                Path("mine.yaml").write_text(RIGHT.replace(right, wrong, 1), encoding="utf-8")
                lines = refusal(Path("mine.yaml")).splitlines()
                assert [
                    line
                    for line in lines
                    if f"mine.yaml:{place}" in line and what in line and instead in line
                ], lines
    assert len(MISTAKES) >= 40


EXPERIMENT = """\
experiment_version: 1
name: how many
scenario: mine.yaml
factors: {distribution.dealers_per_region: [1, 2]}
"""
FILES = {
    "text.txt": (b"hello world", "text.txt:1:1", "settings, as 'key: value'"),
    "list.csv": (b"name,tags\na,b\n", "list.csv:1:1", "members: FILE.csv"),
    "picture.yaml": (b"\x89PNG\r\n\x1a\n\x00", "picture.yaml:1:1", "is a picture (PNG); a scenario is text"),
    "sheet.xlsx": (b"PK\x03\x04\x14\x00", "sheet.xlsx:1:1", "an archive or a spreadsheet"),
    "wide.yaml": ("weeks: 3".encode("utf-16"), "wide.yaml:1:1", "save it as YAML in UTF-8"),
    "odd.yaml": (b"name: \xf1", "odd.yaml:1:7", "is not UTF-8 text"),
    "folder": (None, "folder", "is a folder; name a file in it"),
    "empty.yaml": (b"", "empty.yaml:1:1", "is empty; a scenario file holds settings"),
    "plan.yaml": (
        EXPERIMENT.encode(),
        "plan.yaml:1:1",
        "an experiment, not a scenario; play it by: simulator sweep",
    ),
    "mine.yam": (None, "mine.yam", "did you mean 'mine.yaml'?"),
}


def test_other_files_than_scenarios_are_told_for_what_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text, a list, a picture, a spreadsheet, a folder, an experiment, or none of that name."""
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(RIGHT, encoding="utf-8")
    Path("folder").mkdir()
    with Cases() as cases:
        for name, (content, place, instead) in FILES.items():
            with cases.case(name):
                if content is not None:
                    Path(name).write_bytes(content)
                (line,) = refusal(Path(name)).splitlines()
                assert line.startswith(place)
                assert instead in line


def test_every_command_for_scenarios_says_that_a_file_is_an_experiment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And sweep, that it is a scenario; in one line, with the command that plays it."""
    monkeypatch.chdir(tmp_path)
    Path("mine.yaml").write_text(RIGHT, encoding="utf-8")
    Path("plan.yaml").write_text(EXPERIMENT, encoding="utf-8")
    with Cases() as cases:
        for verb in ("check", "describe", "run", "compare", "advise", "probe"):
            with cases.case(verb):
                files = ["plan.yaml", "mine.yaml"] if verb == "compare" else ["plan.yaml"]
                done = CliRunner().invoke(app, [verb, *files])
                assert done.exit_code == 2, done.output
                assert done.stderr.count("\n") == 1
                assert "plan.yaml:1:1: experiment_version: this file is an experiment" in done.stderr
        with cases.case("sweep"):
            done = CliRunner().invoke(app, ["sweep", "mine.yaml"])
            assert done.exit_code == 2
            assert (
                "mine.yaml:1:1: this file is a scenario, not an experiment; play it by: simulator run"
                in done.stderr
            )
    with pytest.raises(InputError, match="this file is a scenario"):
        load_experiment("mine.yaml")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("profit", "did you mean 'contribution'?"),
        ("ROI", "did you mean 'contribution'?"),
        ("sales", "did you mean 'revenue' or 'units_sold'?"),
        ("turnover", "did you mean 'revenue'?"),
        ("churn rate", "did you mean 'lapse_rate'?"),
        ("clv", "did you mean 'lifetime_value'?"),
        ("margin", "did you mean 'gross_margin'?"),
        ("sold units", "did you mean 'units_sold'?"),
    ],
)
def test_words_for_what_is_measured_lead_to_the_metric(word: str, meant: str) -> None:
    """They are no names of it: nothing is measured under them."""
    with pytest.raises(InputError, match="no metric called") as refused:
        questions_of([word])
    assert meant in str(refused.value)
