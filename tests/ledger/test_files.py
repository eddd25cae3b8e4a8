"""A ledger on disk: comes back as it was, and a damaged folder is told file by file."""

import json
import math
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from simulator.domain.ledger_entries import KINDS
from simulator.ledger import files
from simulator.ledger.diff import difference
from simulator.ledger.files import FIRST_PAGE, LedgerFileError, open_ledger, save
from simulator.ledger.former_words import FORMER_COLUMNS, FORMER_KINDS, FORMER_REASONS, former_hash
from simulator.ledger.metric import NotRecordedError, measure
from tests.ledger import by_hand


def test_a_ledger_comes_back_as_it_was(tmp_path: Path) -> None:
    """Same header, same hash, same columns, and closed."""
    ledger = by_hand.busy()
    back = open_ledger(save(ledger, tmp_path / "deep" / "run"))
    assert back.header == ledger.header
    assert back.content_hash() == ledger.content_hash()
    assert difference(ledger, back) == ""
    assert back.last_week == ledger.last_week
    assert back.is_closed
    for kind in KINDS:
        for name, column in back.columns(kind).items():
            assert column.dtype == ledger.columns(kind)[name].dtype
    assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == ["run"]


def test_an_empty_ledger_comes_back(tmp_path: Path) -> None:
    """A run header alone is a ledger."""
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


def _sign(path: Path) -> None:
    """Make the run header vouch for a file of the folder, whatever is in it."""
    header = path.parent / FIRST_PAGE
    entries = json.loads(header.read_text())["entries"]
    _rewrite(header, entries={**entries, path.stem: sha256(path.read_bytes()).hexdigest()})


def _forge(path: Path, name: str, column: object) -> None:
    table = pq.read_table(path)
    pq.write_table(table.set_column(table.column_names.index(name), name, column), path)
    _sign(path)


def _forge_all(path: Path, text: str) -> None:
    path.write_text(text)
    _sign(path)


def _forge_header(path: Path, header: object) -> None:
    _rewrite(path, page=header, digest=sha256(json.dumps(header, sort_keys=True).encode()).hexdigest())


STRANGERS = pa.DictionaryArray.from_arrays([0, 0], ["nobody we know"])
STOCK = "stock.parquet"
DAMAGE: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "no header file": (FIRST_PAGE, Path.unlink, "cannot be read"),
    "half a header file": (FIRST_PAGE, _cut, "is not JSON"),
    "not our JSON": (FIRST_PAGE, lambda path: path.write_text("[1]"), "does not say"),
    "a later format": (FIRST_PAGE, lambda path: _rewrite(path, format="ledger 99"), "does not say"),
    "no entries": (FIRST_PAGE, lambda path: _rewrite(path, entries=["sale"]), "'entries' must"),
    "unknown kind": (FIRST_PAGE, lambda path: _rewrite(path, entries={"../x": ""}), "'entries' must"),
    "another header": (FIRST_PAGE, lambda path: _rewrite(path, page={"seed": 8}), "is damaged"),
    "no header": (FIRST_PAGE, lambda path: _forge_header(path, None), "validation error"),
    "wrong header": (FIRST_PAGE, lambda path: _forge_header(path, {"seed": "x"}), "validation error"),
    "no table": (STOCK, Path.unlink, "cannot be read"),
    "half a table": (STOCK, _cut, "is damaged"),
    "another table": (STOCK, lambda path: pq.write_table(pq.read_table(path)[:1], path), "is damaged"),
    "not Parquet": (STOCK, lambda path: _forge_all(path, "units"), "is not Parquet"),
    "other columns": (STOCK, lambda path: _forge(path, "units", [[1, 2]]) or _rename(path), "columns"),
    "other type": (STOCK, lambda path: _forge(path, "units", [[1.5, 2.5]]), "units holds double"),
    "gaps": (STOCK, lambda path: _forge(path, "units", pa.array([1, None])), "or gaps"),
    "codes for names": (STOCK, lambda path: _forge(path, "member", [[1, 2]]), "expected names"),
    "strangers": (STOCK, lambda path: _forge(path, "member", STRANGERS), "nobody we know"),
}


def _rename(path: Path) -> None:
    table = pq.read_table(path)
    pq.write_table(table.rename_columns([name.upper() for name in table.column_names]), path)
    _sign(path)


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_by_file(tmp_path: Path, damage: str) -> None:
    """The message names the file and what is wrong with it."""
    name, harm, told = DAMAGE[damage]
    harm(save(by_hand.busy(), tmp_path / "run") / name)
    with pytest.raises(LedgerFileError, match=told) as caught:
        open_ledger(tmp_path / "run")
    assert name in str(caught.value)


@pytest.mark.parametrize("name", ["stock.parquet", "sale.parquet", FIRST_PAGE])
def test_no_flipped_bit_goes_unnoticed(tmp_path: Path, name: str) -> None:
    """Wherever it is: either it is told, or the ledger is as it was."""
    ledger = by_hand.busy()
    path = save(ledger, tmp_path / "run") / name
    raw = path.read_bytes()
    for at in range(0, len(raw), max(1, len(raw) // 60)):
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 0x10]) + raw[at + 1 :])
        try:
            back = open_ledger(path.parent)
        except LedgerFileError as error:
            assert name in str(error) or name == FIRST_PAGE
        else:
            assert (back.header, back.content_hash()) == (ledger.header, ledger.content_hash())


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


def test_a_folder_in_former_words_is_still_read(tmp_path: Path) -> None:
    """Kinds, columns and reasons of payments come back in today's words."""
    ledger = by_hand.busy()
    ledger.record(
        "promotion_sale", week=1, outlet=0, product=0, cell=0, promotion="spring", leaked=0, units=1,
        price=8000, asked=10000, margin=100,
    )  # fmt: skip
    ledger.record("payment", week=1, payer=0, payee=1, amount=3, reason=["goods", "consumption"])
    folder = save(ledger, tmp_path / "run")
    first = json.loads((folder / FIRST_PAGE).read_text())
    for kind in list(first["entries"]):
        path, former = folder / f"{kind}.parquet", FORMER_KINDS.get(kind, kind)
        table = pq.read_table(path)
        table = table.rename_columns([FORMER_COLUMNS.get((kind, name), name) for name in table.column_names])
        if kind == "payment":
            reason = table["reason"].combine_chunks()
            words = pa.array([FORMER_REASONS.get(w, w) for w in reason.dictionary.to_pylist()], pa.string())
            said = pa.DictionaryArray.from_arrays(reason.indices, words)
            table = table.set_column(table.column_names.index("reason"), "reason", said)
        path.unlink()
        pq.write_table(table, folder / f"{former}.parquet")
        del first["entries"][kind]
        first["entries"][former] = sha256((folder / f"{former}.parquet").read_bytes()).hexdigest()
    first["format"] = files.FORMER_FORMAT
    (folder / FIRST_PAGE).write_text(json.dumps(first))

    assert open_ledger(folder).content_hash() == ledger.content_hash()


def test_a_column_that_is_new_since_has_its_usual_value(tmp_path: Path) -> None:
    """In tables of former days, and the ledger is the same; a column that nothing stands for is told."""
    ledger = by_hand.blank(detail="sales")
    ledger.record_one("need", 1, 5, 0, "arisen", 1, 0, -1, -1, 0)
    folder = save(ledger.close(), tmp_path / "run")
    for column in ("ordinal", "onset"):
        path = folder / "need.parquet"
        pq.write_table(pq.read_table(path).drop_columns([column]), path)
        first = json.loads((folder / FIRST_PAGE).read_text())
        first["entries"]["need"] = sha256(path.read_bytes()).hexdigest()
        (folder / FIRST_PAGE).write_text(json.dumps(first))
        if column == "ordinal":
            back = open_ledger(folder)
            assert back.columns("need")["ordinal"].tolist() == [0]
            assert back.content_hash() == ledger.content_hash()
    with pytest.raises(LedgerFileError, match=r"need.parquet: columns .*expected"):
        open_ledger(folder)


def test_words_that_are_new_since_stand_for_none(tmp_path: Path) -> None:
    """A table of drop-offs of former days is of no medium."""
    ledger = by_hand.blank(stages=True)
    where = {"cell": 0, "category": 0, "stage": "aware", "outlet": -1, "medium": "", "reason": "price"}
    ledger.record("drop_off", week=1, sixtieths=60, **where)
    folder = save(ledger.close(), tmp_path / "run")
    path = folder / "drop_off.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["medium"]), path)
    first = json.loads((folder / FIRST_PAGE).read_text())
    first["entries"]["drop_off"] = sha256(path.read_bytes()).hexdigest()
    (folder / FIRST_PAGE).write_text(json.dumps(first))

    back = open_ledger(folder)
    assert back.content_hash() == ledger.content_hash()
    assert measure(back, "drop_offs", "medium").to_dict() == {"no medium": 1.0}


def test_a_folder_of_an_earlier_version_is_still_read() -> None:
    """`former_folder` was written when settings and entries had their former words; its hash then is kept."""
    ledger = open_ledger(Path(__file__).with_name("former_folder"))

    assert former_hash(ledger) == "6c965ba12612ac84d4be18eed16cb5dd7945340e9afecabae81a6c9faf58267a"
    assert any(member.entry_exit for member in ledger.header.members)
    with pytest.raises(NotRecordedError, match="an earlier version wrote this ledger"):
        measure(ledger, "lost_demand")
    assert math.isnan(measure(ledger, "media_cost"))
    assert measure(ledger, "media_contacts") > 0
