"""Fingerprint: the number that tells whether two ledgers say the same.

The content hash is that of the rows, in an order of their own: it knows neither the order in which rows were
recorded nor in what pieces, nor seed, clock, version, scenario or kind of crowd.
"""

import hashlib
from collections.abc import Mapping

import numpy as np

from simulator.domain.entry_kind import Sort
from simulator.domain.ledger_entries import KINDS
from simulator.ledger.columns import Column, Columns


def hash_of(
    names: Mapping[Sort, tuple[str, ...]],
    tables: Mapping[str, Columns],
    words: tuple[str, ...],
    sorts: Mapping[str, Mapping[str, Sort]] | None = None,
) -> str:
    """Return the hash of tables of entries: 64 hexadecimal digits.

    SHA-256 over the names that codes stand for, then over each table by name: rows sorted by all
    columns, columns as little-endian 64-bit numbers, words by their rank among the words used. *sorts*
    says what the columns of each kind hold, in order; left out, as entries are today.
    """
    digest = hashlib.sha256()
    for sort, held in names.items():
        digest.update(_texts(sort, *held))
    for kind in sorted(tables):
        of_kind = KINDS[kind].columns if sorts is None else sorts[kind]
        _take_in(digest, kind, tables[kind], words, of_kind)
    return digest.hexdigest()


def _take_in(
    digest: "hashlib._Hash", kind: str, table: Columns, words: tuple[str, ...], sorts: Mapping[str, Sort]
) -> None:
    digest.update(_texts(kind, str(table["week"].size)))
    columns = {}
    for name, sort in sorts.items():
        columns[name] = table[name]
        if sort is Sort.WORD:
            used, columns[name] = _alphabetical(words, table[name])
            digest.update(_texts(name, *used))
    order = np.lexsort(tuple(reversed(columns.values())))
    for name, column in columns.items():
        digest.update(_texts(name))
        digest.update(_plain(column[order]).tobytes())


def _texts(*texts: str) -> bytes:
    """Write texts so that no other list of texts is written the same."""
    raws = [text.encode() for text in texts]
    return b"".join(len(raw).to_bytes(8, "little") + raw for raw in (b"%d" % len(raws), *raws))


def _alphabetical(words: tuple[str, ...], codes: Column) -> tuple[list[str], Column]:
    """Return the words used, sorted, and the column as places in that list."""
    used = sorted((words[code], code) for code in np.unique(codes))
    place = np.zeros(len(words), np.int64)
    for at, (_, code) in enumerate(used):
        place[code] = at
    return [word for word, _ in used], place[codes]


def _plain(column: Column) -> Column:
    if column.dtype.kind == "f":
        return np.asarray(column + 0.0, dtype="<f8")  # one zero, not two
    return column.astype("<i8")
