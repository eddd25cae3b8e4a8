"""Names are text everywhere: no page, picture, table or spreadsheet takes a name for its own markup."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import matplotlib.text
import pandas as pd
import pytest
from typer.testing import Result

from simulator.scenario.errors.quoting import UNSEEN
from simulator.studies.experiment.load_plan import experiment
from simulator.studies.runs.csv_text import csv_text
from simulator.studies.sweep.sweep import sweep
from simulator.views.output.csv_json import as_json
from simulator.views.pictures import response_plots
from simulator.views.pictures.response_plots import draw_responses
from simulator.views.pictures.style import Picture, blank, drawn
from simulator.views.validation.render import cell
from tests.views.cli.test_commands import answered
from tests.views.conftest import WORST, Compared
from tests.worlds.scenario_files import written
from tests.worlds.small import small_scenario

NAMES = (
    *("10 % of $5, 20 % of $6", "$x^", "$\\frac", "a_b^c $$", "\\textbf{x}", "100 %s %(a)d {0} {{b}}"),
    *("[bold]loud[/bold]", "[/]", "[link=x]y", ":smile:", "<script>alert(1)</script>", "a & b <!-- c -->"),
    *(
        "]]> --> x",
        "a|b | c",
        "=1+2",
        "+1",
        "-x",
        "@sum",
        "owt \u202eeno",
        "be\x07ll \x1b[31mred",
        "\u2028two",
    ),
    *("`code` *x* _y_ # z", "{{ 7 * 7 }}", "{% raw %}", "'; drop", '"quoted"'),
)


def two(folder: Path, name: str) -> list[str]:
    """Write two small files, one of that name."""
    small: dict[str, Any] = {"weeks": 4, "customers": 40}
    other = {"distribution": {"model": "open_resale"}, "messages": {"default": "deal"}}
    return [written(folder, "one.yaml", name=name, **small), written(folder, "two.yaml", **small, **other)]


def test_a_comparison_of_any_name_is_written_whole(compared: Compared) -> None:
    """The page is there, the name stands in it as text, and nothing acts."""
    out, shown = compared
    page = (out / "report.html").read_text(encoding="utf-8")

    assert not UNSEEN.search(shown + page)
    assert "<script>alert(1)" not in page
    assert "{{ 7 * 7 }} &lt;script&gt;alert(1)" in page
    for file in ("metrics.csv", "comparison.csv"):
        for row in csv.reader(io.StringIO((out / file).read_text(encoding="utf-8"))):
            assert not any(starts_a_formula(one) or UNSEEN.search(one) for one in row), row
    labels = [one["label"] for one in json.loads((out / "manifest.json").read_text())["scenarios"]]
    assert labels[0] == WORST


def two_compared(folder: Path, name: str, code: int = 0) -> Result:
    """Compare two small files, one of that name, into a folder."""
    settings = ["--seeds", "1", "--out", str(folder / "out"), "--assumptions", "0", "--jobs", "1"]
    return answered("compare", *two(folder, name), *settings, code=code)


def starts_a_formula(text: str) -> bool:
    """Say whether a spreadsheet would compute a cell rather than show it."""
    try:
        float(text)
    except ValueError:
        return text.lstrip().startswith(("=", "+", "-", "@"))
    return False


@pytest.mark.parametrize("name", NAMES[6:22:3])
def test_the_terminal_shows_names_as_they_are(tmp_path: Path, name: str) -> None:
    """Without markup; what cannot be seen is written out."""
    shown = answered("run", written(tmp_path, name=name, weeks=2, customers=20), "--seeds", "1").stdout
    written_out = UNSEEN.sub(lambda found: ascii(found[0])[1:-1], name)

    assert written_out in shown


@pytest.mark.by_day(9)
@pytest.mark.parametrize("name", NAMES)
def test_a_picture_draws_a_name_as_text(name: str) -> None:
    """In titles, ticks and legends: as letters, not as mathematics."""

    @drawn
    def picture() -> Picture:
        figure, (axes,) = blank()
        axes.set_title(name)
        axes.bar([0], [1], label=name)
        axes.set_xticks([0], [name])
        axes.legend()
        return figure

    made = picture()
    made.svg()
    texts = [one.get_text() for one in made.findobj(matplotlib.text.Text)]
    assert not any(UNSEEN.search(text) for text in texts)
    assert sum(text == UNSEEN.sub(lambda found: ascii(found[0])[1:-1], name) for text in texts) >= 3


@pytest.mark.by_day(2)
@pytest.mark.parametrize("name", ["$x^", "=1+2", "\u202eowt", "[bold]x", "<b>"])
def test_a_sweep_of_any_name_is_drawn_and_kept(tmp_path: Path, name: str) -> None:
    """Its plots and its tables."""
    scenario = small_scenario(name=name, weeks=3, customers=20, campaigns=[], events=[])
    whole = experiment(scenario, {"customers": [20, 30]}, name=name, seeds=1, metrics=["units_sold"])
    found = sweep(whole, tmp_path / "out")

    assert len(draw_responses(found, tmp_path)) == 1
    assert not UNSEEN.search((tmp_path / "out/results.csv").read_text())


def test_cells_of_spreadsheets_are_marked_and_numbers_are_not() -> None:
    """An apostrophe marks text; negative numbers stay numbers, also as text."""
    table = pd.DataFrame({"=name": ["=1+2", "+x", "-y", "@z", " =3", "-0.5", "plain", None], "n": [-1.5] * 8})

    assert csv_text(table).splitlines() == [
        "'=name,n",
        *("'=1+2,-1.5", "'+x,-1.5", "'-y,-1.5", "'@z,-1.5", "' =3,-1.5", "-0.5,-1.5", "plain,-1.5", ",-1.5"),
    ]


def test_json_keeps_what_cannot_be_seen_as_escapes() -> None:
    """The same text is read back."""
    text = as_json({"name": "a\u202eb\x7f\U000e0001"})

    assert not UNSEEN.search(text)
    assert json.loads(text) == {"name": "a\u202eb\x7f\U000e0001"}


def test_a_cell_of_markdown_stays_one_cell() -> None:
    """No bar, no line, no tag."""
    assert cell("a|b\nc <b> \u202e") == "a&#124;b c &lt;b> \\u202e"


def fails(*_: Any, **__: Any) -> None:
    """Fail as a library would."""
    raise ValueError("no glyph")


@pytest.mark.nightly
def test_results_stay_when_the_page_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 1, the part is named, and tables, manifest and ledgers are in their place."""
    monkeypatch.setattr("simulator.views.pictures.style.Picture.svg", fails)
    out = tmp_path / "out"
    result = two_compared(tmp_path, "x", code=1)

    assert "report.html could not be made: ValueError: no glyph" in result.stderr
    assert str(out) in result.stderr
    assert {file.name for file in out.iterdir()} == {
        "comparison.csv",
        "metrics.csv",
        "manifest.json",
        "ledgers",
    }
    assert len(list((out / "ledgers").rglob("seed-1"))) == 2
    assert [file.name for file in tmp_path.iterdir() if file.name.endswith("unfinished")] == []


def test_a_sweep_stays_when_a_plot_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same."""
    monkeypatch.setattr(response_plots, "response_picture", fails)
    written(tmp_path, "one.yaml", weeks=2, customers=20)
    plan = {"experiment_version": 1, "name": "x", "scenario": "one.yaml", "factors": {"customers": [10, 20]}}
    file = tmp_path / "plan.yaml"
    file.write_text(json.dumps({**plan, "seeds": 1, "metrics": ["units_sold"]}))
    result = answered("sweep", str(file), "--out", str(tmp_path / "out"), "--jobs", "1", code=1)

    assert "the response plots could not be made: ValueError: no glyph" in result.stderr
    assert (tmp_path / "out/results.csv").exists()
