"""A ledger on disk: comes back as it was, and a damaged folder is told file by file."""

import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ledger import by_hand
from simulator.domain.entries import KINDS
from simulator.ledger import files
from simulator.ledger.difference import difference
from simulator.ledger.files import FIRST_PAGE, LedgerFileError, open_ledger, save


def test_a_ledger_comes_back_as_it_was(tmp_path: Path) -> None:
    """Same page, same hash, same columns, and closed."""
    ledger = by_hand.busy()
    back = open_ledger(save(ledger, tmp_path / "deep" / "run"))
    assert back.page == ledger.page
    assert back.content_hash() == ledger.content_hash()
    assert difference(ledger, back) == ""
    assert back.last_week == ledger.last_week
    assert back.is_closed
    for kind in KINDS:
        for name, column in back.columns(kind).items():
            assert column.dtype == ledger.columns(kind)[name].dtype
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["run"]


def test_an_empty_ledger_comes_back(tmp_path: Path) -> None:
    """A first page alone is a ledger."""
    save(by_hand.blank(), tmp_path / "run")
    assert [path.name for path in (tmp_path / "run").iterdir()] == [FIRST_PAGE]
    assert open_ledger(tmp_path / "run").content_hash() == by_hand.blank().content_hash()


def test_other_tools_read_names(tmp_path: Path) -> None:
    """The Parquet files stand on their own."""
    save(by_hand.busy(), tmp_path / "run")
    table = pq.read_table(tmp_path / "run" / "sale.parquet").to_pandas()
    assert table["outlet"].tolist() == ["north", "south", "shop", "north"]
    assert table["adviser"].isna().tolist() == [True, True, True, False]


def test_saving_again_replaces(tmp_path: Path) -> None:
    """A ledger takes the place of a ledger, and of nothing else."""
    save(by_hand.busy(), tmp_path / "run")
    save(by_hand.blank(), tmp_path / "run")
    assert open_ledger(tmp_path / "run").content_hash() == by_hand.blank().content_hash()
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("mine")
    with pytest.raises(LedgerFileError, match="thesis: is in the way"):
        save(by_hand.busy(), tmp_path / "thesis")
    assert (tmp_path / "thesis" / "chapter.txt").read_text() == "mine"


def test_a_failed_save_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old ledger stands, and no half-written one."""
    save(by_hand.busy(), tmp_path / "run")

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(files.pq, "write_table", fail)
    with pytest.raises(OSError, match="no space"):
        save(by_hand.busy(), tmp_path / "run")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
    assert open_ledger(tmp_path / "run").content_hash() == by_hand.busy().content_hash()


def test_a_failed_renaming_puts_the_old_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the two renames the old ledger is not lost."""
    save(by_hand.busy(), tmp_path / "run")
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if path.suffix == ".new":
            raise OSError("disk gone")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="disk gone"):
        save(by_hand.blank(), tmp_path / "run")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]
    assert open_ledger(tmp_path / "run").content_hash() == by_hand.busy().content_hash()


def _rewrite(path: Path, **change: object) -> None:
    first = json.loads(path.read_text())
    path.write_text(json.dumps({**first, **change}))


def _cut(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2])


def _flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for at in range(4, 60):
        raw[at] ^= 0xFF
    path.write_bytes(bytes(raw))


def _change(path: Path, name: str, column: object) -> None:
    table = pq.read_table(path)
    pq.write_table(table.set_column(table.column_names.index(name), name, column), path)


STRANGERS = pa.DictionaryArray.from_arrays([0, 0], ["nobody we know"])
DAMAGE = {
    "no first page": (FIRST_PAGE, Path.unlink, "cannot be read"),
    "half a first page": (FIRST_PAGE, _cut, "is not JSON"),
    "not our JSON": (FIRST_PAGE, lambda path: path.write_text("[1]"), "does not say"),
    "a later format": (FIRST_PAGE, lambda path: _rewrite(path, format="ledger 99"), "does not say"),
    "no entries": (FIRST_PAGE, lambda path: _rewrite(path, entries=["sale"]), "'entries' must"),
    "unknown kind": (FIRST_PAGE, lambda path: _rewrite(path, entries={"../x": 1}), "'entries' must"),
    "no page": (FIRST_PAGE, lambda path: _rewrite(path, page=None), "validation error"),
    "wrong page": (FIRST_PAGE, lambda path: _rewrite(path, page={"seed": "x"}), "validation error"),
    "no table": ("stock.parquet", Path.unlink, "cannot be read"),
    "half a table": ("stock.parquet", _cut, "cannot be read"),
    "flipped bits": ("stock.parquet", _flip, "cannot be read"),
    "not Parquet": ("stock.parquet", lambda path: path.write_text("units\n5\n"), "cannot be read"),
    "other columns": ("stock.parquet", lambda path: pq.write_table(pa.table({"a": [1]}), path), "columns"),
    "other type": ("stock.parquet", lambda path: _change(path, "units", [[1.5, 2.5]]), "units holds double"),
    "gaps": ("stock.parquet", lambda path: _change(path, "units", pa.array([1, None])), "or gaps"),
    "codes for names": ("stock.parquet", lambda path: _change(path, "member", [[1, 2]]), "expected names"),
    "strangers": ("stock.parquet", lambda path: _change(path, "member", STRANGERS), "nobody we know"),
    "fewer rows": ("stock.parquet", lambda path: pq.write_table(pq.read_table(path)[:1], path), "1 rows"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_by_file(tmp_path: Path, damage: str) -> None:
    """The message names the file and what is wrong with it."""
    name, harm, told = DAMAGE[damage]
    harm(save(by_hand.busy(), tmp_path / "run") / name)
    with pytest.raises(LedgerFileError, match=told) as caught:
        open_ledger(tmp_path / "run")
    assert name in str(caught.value)


def test_no_folder_is_told(tmp_path: Path) -> None:
    """Nothing there at all."""
    with pytest.raises(LedgerFileError, match="nowhere"):
        open_ledger(tmp_path / "nowhere")


def test_large_columns_come_back(tmp_path: Path) -> None:
    """More rows than a row group's page holds."""
    ledger = by_hand.blank()
    units = np.arange(200_000)
    by_hand.stock(ledger, units % 9, units % 8, units * 2**20)
    back = open_ledger(save(ledger, tmp_path / "run"))
    assert (back.columns("stock")["units"] == units * 2**20).all()
