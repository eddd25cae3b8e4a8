"""Files: a ledger on disk, a folder with its run header as JSON and one Parquet file a kind of entry.

A folder appears whole or not at all: it is written beside its place and then renamed. In the files codes are
written out as names, so that any tool reads them; nothing is ever pickled. The JSON file keeps the digest of
every file, so that a damaged one is never read as if it were whole.
"""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from simulator.base.input_error import InputError
from simulator.domain.entry_kind import Kind, Sort
from simulator.domain.ledger_entries import KINDS
from simulator.ledger.columns import CODED, DTYPES, Column, LedgerError
from simulator.ledger.former_words import NEW_COLUMNS, column_of_today, kind_of_today, reasons_of_today
from simulator.ledger.header import NOBODY_CODE, RunHeader, RunHeaderError
from simulator.ledger.ledger import Ledger

FIRST_PAGE = "first_page.json"
FORMAT, FORMER_FORMAT = "channel-simulator ledger 2", "channel-simulator ledger 1"


class LedgerFileError(InputError, ValueError):
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
    header, entries = _read_header(folder / FIRST_PAGE)
    ledger = Ledger(header)
    for kind, digest in entries.items():
        path = folder / f"{kind}.parquet"
        try:
            today = kind_of_today(kind)
            ledger.record(today, **_read_table(path, digest, KINDS[today], header))
        except LedgerError as error:
            raise LedgerFileError(f"{path}: {error}") from error
    return ledger.close()


def _write(ledger: Ledger, folder: Path) -> None:
    digests = {}
    for kind in (kind for kind in KINDS if ledger.count(kind)):
        columns, sorts = ledger.columns(kind), KINDS[kind].columns
        table = pa.table({name: _named(columns[name], ledger.names(sorts[name])) for name in sorts})
        path = folder / f"{kind}.parquet"
        pq.write_table(table, path)
        digests[kind] = _digest(path.read_bytes())
    header = json.loads(ledger.header.to_json())
    first = {"format": FORMAT, "entries": digests, "digest": _header_digest(header), "page": header}
    text = json.dumps(first, indent=1, ensure_ascii=False, allow_nan=False)
    (folder / FIRST_PAGE).write_text(text + "\n", encoding="utf-8")


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _header_digest(header: Any) -> str:
    return _digest(json.dumps(header, sort_keys=True).encode())


def _named(column: Column, names: tuple[str, ...] | None) -> Any:
    if names is None:
        return pa.array(column)
    codes = pa.array(column, mask=column == NOBODY_CODE)
    return pa.DictionaryArray.from_arrays(codes, pa.array(names, pa.string()))


def _read_header(path: Path) -> tuple[RunHeader, dict[str, str]]:
    try:
        first = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise LedgerFileError(f"{path}: cannot be read ({error.strerror}); is this a ledger?") from error
    except ValueError as error:
        raise LedgerFileError(f"{path}: is not JSON: {error}") from error
    if not isinstance(first, dict) or first.get("format") not in (FORMAT, FORMER_FORMAT):
        raise LedgerFileError(f"{path}: does not say '{FORMAT}'")
    entries = first.get("entries")
    if not isinstance(entries, dict) or not all(kind_of_today(kind) in KINDS for kind in entries):
        raise LedgerFileError(f"{path}: 'entries' must give the digest of the file of each kind")
    if _header_digest(first.get("page")) != first.get("digest"):
        raise LedgerFileError(f"{path}: is damaged; it is not the header that was saved")
    try:
        return RunHeader.from_json(json.dumps(first["page"])), entries
    except (ValidationError, RunHeaderError) as error:
        raise LedgerFileError(f"{path}: {error}") from error


def _read_table(path: Path, digest: str, kind: Kind, header: RunHeader) -> dict[str, Any]:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise LedgerFileError(f"{path}: cannot be read ({error.strerror})") from error
    if _digest(raw) != digest:
        raise LedgerFileError(f"{path}: is damaged; it is not the file that was saved")
    try:
        table = pq.ParquetFile(pa.BufferReader(raw)).read()
    except (OSError, pa.ArrowException) as error:
        raise LedgerFileError(f"{path}: is not Parquet: {error}") from error
    table = table.rename_columns([column_of_today(kind.name, name) for name in table.column_names])
    table = _with_new_columns(table, kind)
    if set(table.column_names) != set(kind.columns):
        raise LedgerFileError(f"{path}: columns {table.column_names}; expected {list(kind.columns)}")
    return {name: _read_column(path, name, sort, table[name], header) for name, sort in kind.columns.items()}


def _with_new_columns(table: pa.Table, kind: Kind) -> pa.Table:
    """Return a table of former days with the columns that are new since."""
    for (of, name), usual in NEW_COLUMNS.items():
        if of == kind.name and name not in table.column_names:
            no_words = pa.nulls(len(table), pa.dictionary(pa.int32(), pa.string()))
            sort = DTYPES[kind.columns[name]]
            values = no_words if usual is None else pa.array(np.full(len(table), usual, dtype=sort))
            table = table.append_column(name, values)
    return table


def _read_column(path: Path, name: str, sort: Sort, column: Any, header: RunHeader) -> Any:
    column = column.combine_chunks()
    if sort is Sort.WORD or sort in CODED:
        codes, names = _codes(path, name, column)
        if sort is Sort.WORD:
            return codes, reasons_of_today(names) if path.stem == "payment" else names
        return _translated(path, name, codes, names, header.names(sort))
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
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise LedgerFileError(f"{path}: {name} names '{unknown[0]}', which is not in the run header")
    code_of = {known_name: code for code, known_name in enumerate(known)}
    translation = np.asarray([*(code_of[each] for each in names), NOBODY_CODE], np.int32)
    return translation[codes]
