"""By need: what a report and a folder of results tell of new outlets' sales."""

import re
from pathlib import Path

import pandas as pd
import pytest
from markupsafe import escape

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from tests.studies.need_split.test_split_of_runs import pair
from tests.views.conftest import Compared, compared_into


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


@pytest.mark.nightly
def test_a_folder_without_needs_has_no_split(tmp_path: Path) -> None:
    """There is no file of it."""
    out = compared_into(tmp_path, pair("summary"), "summary").folder

    assert not list(out.glob("need_*.csv"))


def test_the_folder_of_a_comparison_has_the_split_as_csv(compared: Compared) -> None:
    """Flows sum to what the new outlets sold, seed by seed."""
    out = compared.folder
    flows, split = (pd.read_csv(out / f"need_{name}.csv") for name in ("flows", "split"))
    sold = pd.read_csv(out / "metrics.csv").query("scenario == 'both' and by == 'outlet'")
    sold = sold[sold["key"].str.contains("web_store") & sold["key"].str.startswith("acme")]
    by_seed = flows.groupby("seed")["units"].sum()

    assert by_seed.to_dict() == sold.groupby("seed")["value"].sum().to_dict()
    assert split["source"].tolist() == ["new", "own", "rival", "shifted", "open"]
    assert split["units"].sum() == pytest.approx(by_seed.mean())
    assert split["net"].sum() == pytest.approx(by_seed.mean())
    assert re.search("need by need", (out / "report.html").read_text(encoding="utf-8"))
