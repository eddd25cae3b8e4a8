"""Files: a ledger on disk, a folder with its first page as JSON and one Parquet file a kind of entry.

A folder appears whole or not at all: it is written beside its place and then renamed. In the files codes are
written out as names, so that any tool reads them; nothing is ever pickled.
"""

import json
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from simulator.domain.entries import KINDS, Kind, Sort
from simulator.ledger.columns import CODED, DTYPES, Column, LedgerError
from simulator.ledger.ledger import Ledger
from simulator.ledger.page import NOBODY_CODE, FirstPage, FirstPageError

FIRST_PAGE = "first_page.json"
FORMAT = "channel-simulator ledger 1"


class LedgerFileError(ValueError):
    """A folder that holds no ledger, or a damaged one; the message names the file."""


def save(ledger: Ledger, folder: str | Path) -> Path:
    """Write a ledger to a folder, in place of a ledger that is there; return the folder.

    Raises LedgerFileError if something else stands in its place.
    """
    folder = Path(folder)
    if folder.exists() and not (folder / FIRST_PAGE).is_file():
        raise LedgerFileError(f"{folder}: is in the way, and holds no ledger")
    folder.parent.mkdir(parents=True, exist_ok=True)
    mark = uuid4().hex[:8]
    fresh, old = (folder.with_name(f".{folder.name}.{mark}.{what}") for what in ("new", "old"))
    fresh.mkdir()
    try:
        _write(ledger, fresh)
        if folder.exists():
            folder.rename(old)
        fresh.rename(folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        if old.exists():
            old.rename(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return folder


def open_ledger(folder: str | Path) -> Ledger:
    """Read a ledger from a folder; it is closed.

    Raises LedgerFileError for a folder that holds none, and for files missing, damaged or foreign.
    """
    folder = Path(folder)
    page, counts = _read_first_page(folder / FIRST_PAGE)
    ledger = Ledger(page)
    for kind, count in counts.items():
        path = folder / f"{kind}.parquet"
        columns = _read_table(path, KINDS[kind], page)
        try:
            ledger.record(kind, **columns)
        except LedgerError as error:
            raise LedgerFileError(f"{path}: {error}") from error
        if ledger.count(kind) != count:
            raise LedgerFileError(f"{path}: {ledger.count(kind)} rows; the first page says {count}")
    return ledger.close()


def _write(ledger: Ledger, folder: Path) -> None:
    counts = {kind: ledger.count(kind) for kind in KINDS if ledger.count(kind)}
    for kind in counts:
        columns = ledger.columns(kind)
        sorts = KINDS[kind].columns
        table = pa.table({name: _named(columns[name], ledger.names(sorts[name])) for name in sorts})
        pq.write_table(table, folder / f"{kind}.parquet", write_page_checksum=True)
    first = {"format": FORMAT, "entries": counts, "page": json.loads(ledger.page.to_json())}
    text = json.dumps(first, indent=1, ensure_ascii=False, allow_nan=False)
    (folder / FIRST_PAGE).write_text(text + "\n", encoding="utf-8")


def _named(column: Column, names: tuple[str, ...] | None) -> Any:
    if names is None:
        return pa.array(column)
    codes = pa.array(column, mask=column == NOBODY_CODE)
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string()))


def _read_first_page(path: Path) -> tuple[FirstPage, dict[str, int]]:
    try:
        first = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LedgerFileError(f"{path}: cannot be read ({error.strerror}); is this a ledger?") from error
    except ValueError as error:
        raise LedgerFileError(f"{path}: is not JSON: {error}") from error
    if not isinstance(first, dict) or first.get("format") != FORMAT:
        raise LedgerFileError(f"{path}: does not say '{FORMAT}'")
    counts = first.get("entries")
    if not isinstance(counts, dict) or not all(k in KINDS and isinstance(n, int) for k, n in counts.items()):
        raise LedgerFileError(f"{path}: 'entries' must give the number of rows of known kinds")
    try:
        return FirstPage.from_json(json.dumps(first.get("page"))), counts
    except (ValidationError, FirstPageError) as error:
        raise LedgerFileError(f"{path}: {error}") from error


def _read_table(path: Path, kind: Kind, page: FirstPage) -> dict[str, Any]:
    try:
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            table = file.read()
    except (OSError, pa.ArrowException) as error:
        raise LedgerFileError(f"{path}: cannot be read: {error}") from error
    if set(table.column_names) != set(kind.columns):
        raise LedgerFileError(f"{path}: columns {table.column_names}; expected {list(kind.columns)}")
    return {name: _read_column(path, name, sort, table[name], page) for name, sort in kind.columns.items()}


def _read_column(path: Path, name: str, sort: Sort, column: Any, page: FirstPage) -> Any:
    column = column.combine_chunks()
    if sort is Sort.WORD or sort in CODED:
        codes, names = _codes(path, name, column)
        if sort is Sort.WORD:
            return codes, names
        return _translated(path, name, codes, names, page.names(sort))
    if column.null_count or column.type != pa.from_numpy_dtype(DTYPES[sort]):
        raise LedgerFileError(f"{path}: {name} holds {column.type} or gaps; expected {DTYPES[sort]}")
    return column.to_numpy(zero_copy_only=False)


def _codes(path: Path, name: str, column: Any) -> tuple[Column, tuple[str, ...]]:
    if not pa.types.is_dictionary(column.type) or column.type.value_type != pa.string():
        raise LedgerFileError(f"{path}: {name} holds {column.type}; expected names")
    codes = column.indices.fill_null(NOBODY_CODE).to_numpy(zero_copy_only=False)
    return codes, tuple(column.dictionary.to_pylist())


def _translated(
    path: Path, name: str, codes: Column, names: tuple[str, ...], known: tuple[str, ...]
) -> Column:
    strangers = sorted(set(names) - set(known))
    if strangers:
        raise LedgerFileError(f"{path}: {name} names '{strangers[0]}', who is not on the first page")
    code_of = {known_name: code for code, known_name in enumerate(known)}
    translation = np.asarray([*(code_of[each] for each in names), NOBODY_CODE], np.int32)
    return translation[codes]
