"""By need: what a report and a folder of results tell of new outlets' sales."""

import re
from pathlib import Path

import pandas as pd
import pytest
from markupsafe import escape
from typer.testing import CliRunner

from simulator.scenario.save import to_yaml
from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from simulator.views.cli.app import app
from tests.studies.need_split.test_split_of_runs import pair


def test_the_report_shows_the_split_as_flows(comparison: Comparison, page: Path) -> None:
    """With its sentence, its picture and its numbers."""
    (split,) = comparison.need_splits()
    text = page.read_text(encoding="utf-8")

    assert "what new outlets sold, need by need" in text
    assert escape(split.sentence()) in text
    assert 'id="needs-0-figure_1"' in text
    for row in split.lines():
        assert "".join(f"<td>{cell}</td>" for cell in row) in text
    assert "Not recorded" not in text


@pytest.mark.nightly
def test_a_report_of_summaries_says_that_needs_were_not_recorded(tmp_path: Path) -> None:
    """And how they are."""
    text = compare(pair("summary"), 1, metrics="units_sold").report(tmp_path / "page.html", assumptions=0)

    assert "Not recorded: with `detail: summary`" in text.read_text(encoding="utf-8")


@pytest.mark.parametrize("detail", ["sales", pytest.param("summary", marks=pytest.mark.nightly)])
def test_the_folder_of_a_comparison_has_the_split_as_csv(detail: str, tmp_path: Path) -> None:
    """Flows sum to what the new outlets sold, seed by seed; without needs there is no file."""
    files = [str(tmp_path / f"{one.name}.yaml") for one in pair("summary")]
    for file, scenario in zip(files, pair("summary"), strict=True):
        Path(file).write_text(to_yaml(scenario), encoding="utf-8")
    out = tmp_path / "out"
    done = CliRunner().invoke(
        app,
        ["compare", *files, "--seeds", "2", "--detail", detail, "--assumptions", "0", "--out", str(out),
         "--metrics", "units_sold:outlet", "--jobs", "1"],
    )  # fmt: skip

    assert done.exit_code == 0, done.output
    assert (out / "need_flows.csv").exists() == (out / "need_split.csv").exists() == (detail == "sales")
    if detail == "summary":
        return
    flows, split = (pd.read_csv(out / f"need_{name}.csv") for name in ("flows", "split"))
    sold = pd.read_csv(out / "metrics.csv").query("scenario == 'both' and by == 'outlet'")
    sold = sold[sold["key"].str.contains("web_store") & sold["key"].str.startswith("acme")]
    by_seed = flows.groupby("seed")["units"].sum()

    assert by_seed.to_dict() == sold.groupby("seed")["value"].sum().to_dict()
    assert split["source"].tolist() == ["new", "own", "rival", "shifted", "open"]
    assert split["units"].sum() == pytest.approx(by_seed.mean())
    assert split["net"].sum() == pytest.approx(by_seed.mean())
    assert re.search("need by need", (out / "report.html").read_text(encoding="utf-8"))
