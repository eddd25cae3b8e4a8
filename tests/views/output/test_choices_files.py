"""Choices and transactions as files: `--detail … --out` writes tables of every run, beside its ledger."""

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from simulator import choices, transactions
from simulator.ledger.files import open_ledger
from simulator.studies.lifetime.read_transactions import read_transactions
from simulator.views.cli.app import app
from tests.worlds.scenario_files import pair, written


def ended(*arguments: str) -> None:
    """Give a command that ends well."""
    result = CliRunner().invoke(app, [*arguments, "--out", "results"])

    assert result.exit_code == 0, result.output


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_run_has_its_table(folder: Path) -> None:
    """The numbers of its ledger, whole; going without has no outlet."""
    written(folder)
    ended("run", "one.yaml", "--seeds", "2", "--detail", "journeys")
    files = sorted((folder / "results/choices").rglob("*.csv"))

    assert [file.name for file in files] == ["seed-1.csv", "seed-2.csv"]
    for file in files:
        kept = choices(open_ledger(folder / "results/ledgers" / file.parent.name / file.stem))
        read = pd.read_csv(file)
        assert list(read.columns) == list(kept.columns)
        assert len(read) == len(kept) > 0
        for name in read.columns:
            assert read[name].isna().equals(kept[name].isna()), name
            assert (read[name].dropna() == kept[name].dropna()).all(), name


@pytest.mark.nightly
def test_a_comparison_has_a_folder_for_each_scenario(folder: Path) -> None:
    """Named as the ledgers are."""
    ended("compare", *pair(folder), "--seeds", "2", "--detail", "journeys", "--assumptions", "0")
    kinds = {
        kind: {f.parent.name for f in (folder / "results" / kind).glob("*/*")}
        for kind in ("choices", "ledgers")
    }

    assert len(kinds["choices"]) == 2
    assert kinds["choices"] == kinds["ledgers"]


@pytest.mark.parametrize("detail", ["summary", "sales"])
def test_less_detail_writes_none(folder: Path, detail: str) -> None:
    """No empty folder either."""
    written(folder)
    ended("run", "one.yaml", "--detail", detail)

    assert not (folder / "results/choices").exists()


@pytest.mark.parametrize("detail", ["sales", "journeys"])
def test_transactions_are_read_back(folder: Path, detail: str) -> None:
    """Where customers are known apart: by the reader of such files, whole."""
    written(folder)
    ended("run", "one.yaml", "--detail", detail)
    (file,) = (folder / "results/transactions").rglob("*.csv")
    kept = transactions(open_ledger(folder / "results/ledgers" / file.parent.name / file.stem))

    read = read_transactions(file)

    assert len(read) == len(kept) > 0
    for name in kept.columns:
        assert (read[name].to_numpy() == kept[name].to_numpy()).all(), name


def test_sums_over_customers_are_no_transactions(folder: Path) -> None:
    """No empty folder either."""
    written(folder)
    ended("run", "one.yaml", "--detail", "summary")

    assert not (folder / "results/transactions").exists()
