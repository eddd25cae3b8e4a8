"""Ledger: append-only tables of everything that happened in a run, one for each kind of entry.

Columns hold whole numbers: codes of the run header, counted steps of goods and money, codes of words. Rows
are appended in pieces, which are put together when they are first read.
"""

from typing import Any

import numpy as np
import pandas as pd

from simulator.domain.entry_kind import Kind, Sort
from simulator.domain.ledger_entries import KINDS, NOBODY
from simulator.ledger.columns import (
    CODED,
    DTYPES,
    Column,
    Columns,
    LedgerError,
    check_codes,
    check_names,
    check_numbers,
    common_length,
    concatenated,
    kind_asked_for,
    kind_named,
)
from simulator.ledger.content_hash import hash_of
from simulator.ledger.header import RunHeader
from simulator.scenario.errors.arguments import truth_value
from simulator.scenario.errors.quoting import shortened
from simulator.scenario.html_table import html_table

MOST_PENDING = 4096
"""Number of entries recorded one by one that are put into columns together."""


class Ledger:
    """All entries of one run, and its header. Written by `record`, until it is closed."""

    def __init__(self, header: RunHeader) -> None:
        self.header = header
        self.last_week = 0
        """The last week of which anything is recorded."""
        self.is_closed = False
        self._pieces: dict[str, list[Columns]] = {kind: [] for kind in KINDS}
        self._pending: dict[str, list[tuple[Any, ...]]] = {}
        self._words: dict[str, int] = {}
        self._translations: dict[tuple[str, ...], Column] = {}

    def __repr__(self) -> str:
        """Say of which run it is; the entries are in `table`."""
        entries = sum(map(self.count, KINDS))
        of = f"{shortened(self.header.scenario.name)!r}, seed {self.header.seed}"
        return f"<Ledger of {of}: {entries:,} entries in {self.last_week} weeks: see .table(kind), measure()>"

    def _repr_html_(self) -> str:
        counts = [(kind, self.count(kind)) for kind in KINDS if self.count(kind)]
        return html_table(
            f"Ledger of {self.header.scenario.name}, seed {self.header.seed}, {self.last_week} weeks",
            [(kind, f"{count:,}", KINDS[kind].says) for kind, count in counts],
            ("table", "entries", "what a row says"),
            ["ledger.table(kind) is a table; measure(ledger, metric) answers a question."],
        )

    @property
    def page(self) -> RunHeader:
        """Return the header, under its former name."""
        return self.header

    def record(self, kind: str, /, **columns: Any) -> None:
        """Append entries of a *kind*; single values stand for all rows, and no rows add nothing.

        *columns* are those that the kind has, all of them, by name.
        Words are a string, a sequence of strings, or a pair (array of codes, tuple of names) in
        which code −1 is no word. Parties, products, cells and categories are codes of the run
        header, −1 for none. Everything else is whole numbers; only `amount` need not be.
        """
        self._check_open(kind)
        entry = kind_named(kind)
        check_names(entry, columns)
        if self._pending:
            self._put_down(kind)
        self._append(entry, columns)

    def record_one(self, kind: str, week: int, *row: Any) -> None:
        """Append one entry of a *kind* in a *week*, its *row* in the order of the kind's columns; cheap.

        Such entries are checked and put into columns when the ledger is read, or when enough are pending: one
        NumPy call per order and shipment was most of the time of a run without customers.
        """
        if self.is_closed:
            self._check_open(kind)
        pending = self._pending.get(kind)
        if pending is None:
            pending = self._pending[kind_named(kind).name] = []
        pending.append((week, *row))
        self.last_week = max(self.last_week, week)
        if len(pending) >= MOST_PENDING:
            self._put_down(kind)

    def _check_open(self, kind: str) -> None:
        if self.is_closed:
            raise LedgerError(f"the ledger is closed; nothing more can be recorded ({kind})")

    def _put_down(self, *kinds: str) -> None:
        """Turn pending entries of kinds into columns."""
        for kind in kinds:
            rows = self._pending.pop(kind, None)
            if rows:
                entry = kind_named(kind)
                if {len(row) for row in rows} != {len(entry.columns)}:
                    raise LedgerError(f"{kind}: a row must say {', '.join(entry.columns)}, in this order")
                columns = zip(*rows, strict=True)
                self._append(entry, {n: list(c) for n, c in zip(entry.columns, columns, strict=True)})

    def _append(self, entry: Kind, columns: dict[str, Any]) -> None:
        piece = {name: self._read(entry, name, columns[name]) for name in entry.columns}
        length = common_length(entry, piece)
        if not length:
            return
        for name, column in piece.items():
            if not column.ndim:
                piece[name] = np.full(length, column)
        self._pieces[entry.name].append(piece)
        self.last_week = max(self.last_week, int(piece["week"].max()))

    def close(self) -> "Ledger":
        """Make the ledger read-only, and return it."""
        self._put_down(*list(self._pending))
        self.is_closed = True
        return self

    def excerpt(self, header: RunHeader, oldest: int, last_week: int) -> "Ledger":
        """Return the entries from a week on as a closed ledger under another header; nothing is copied.

        *header* is its header, *oldest* the first week that is needed, *last_week* the last one recorded.
        Pieces that were put together by a reader stay together, older entries among them; so do all entries
        that hold until others replace them.
        """
        self._put_down(*list(self._pending))
        part = Ledger(header)
        part.last_week, part._words = last_week, self._words
        for kind, pieces in self._pieces.items():
            at = 0 if KINDS[kind].holds_on else len(pieces)
            while at and int(pieces[at - 1]["week"][-1]) >= oldest:
                at -= 1
            part._pieces[kind] = pieces[at:]
        return part.close()

    def count(self, kind: str) -> int:
        """Return how many entries of a *kind* there are."""
        entry = kind_named(kind)
        self._put_down(kind)
        return sum(piece["week"].size for piece in self._pieces[entry.name])

    def columns(self, kind: str) -> Columns:
        """Return the columns of a *kind* as read-only arrays of codes and counts; words index `words`."""
        entry = kind_named(kind)
        self._put_down(kind)
        pieces = self._pieces[kind]
        if not pieces:
            return dict(concatenated(entry, []))  # not kept: an excerpt looks for the week of the last row
        if len(pieces) != 1 or pieces[0]["week"].flags.writeable:
            pieces[:] = [concatenated(entry, pieces)]
        return dict(pieces[0])

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words used so far, by code."""
        return tuple(self._words)

    def names(self, sort: Sort) -> tuple[str, ...] | None:
        """Return the names that codes of a *sort* stand for; none for a sort that is plain numbers."""
        if sort is Sort.WORD:
            return self.words
        return self.header.names(sort) if sort in CODED else None

    def table(self, kind: str, *, steps: bool = False) -> pd.DataFrame:
        """Return the entries of a *kind* with names for codes; where no name is given, the value is missing.

        Money is in currency; of one unit, such as a price, it is in currency per quantity step. With *steps*
        it is in whole money steps, as recorded, whose sums are exact. Goods are whole quantity steps. What
        each column holds, and its unit, tells ``simulator list ledger KIND``. Raises an InputError for no
        kind.
        """
        sorts = kind_asked_for(kind).columns
        counted = truth_value("steps", steps)
        return pd.DataFrame(
            {name: self._shown(sorts[name], column, counted) for name, column in self.columns(kind).items()}
        )

    def content_hash(self) -> str:
        """Return the hash of the content, which does not depend on the order of writing."""
        tables = {kind: self.columns(kind) for kind in KINDS if self.count(kind)}
        return hash_of({sort: self.header.names(sort) for sort in CODED}, tables, self.words)

    def _shown(self, sort: Sort, column: Column, counted: bool) -> Any:
        names = self.names(sort)
        if sort is Sort.MONEY and not counted:
            return self.header.scenario.units.currency_of(column)
        return column if names is None else pd.Categorical.from_codes(column, categories=pd.Index(names))

    def _read(self, kind: Kind, name: str, raw: Any) -> Column:
        """Return a fresh column of the right type, with one dimension or none."""
        sort = kind.columns[name]
        place = f"{kind.name}: {name}"
        values = self._word_codes(place, raw) if sort is Sort.WORD else np.asarray(raw)
        if values.ndim > 1:
            raise LedgerError(f"{place} has {values.ndim} dimensions")
        if not values.size:
            return np.empty(0, DTYPES[sort])
        if sort in CODED:
            check_codes(place, values, len(self.header.names(sort)))
        else:
            check_numbers(place, sort, values)
        return values.astype(DTYPES[sort])

    def _word_codes(self, place: str, raw: Any) -> Column:
        if isinstance(raw, str):
            return np.asarray(self._word_code(place, raw))
        if isinstance(raw, tuple) and len(raw) == 2 and not isinstance(raw[0], str):
            codes, names = np.asarray(raw[0]), tuple(raw[1])
            if codes.size:
                check_codes(place, codes, len(names))
            translated: Column = self._translation(place, names)[codes.astype(np.intp)]
            return translated
        if not isinstance(raw, list | tuple | np.ndarray | pd.Series):
            raise LedgerError(f"{place} must be words, not {raw!r}")
        return np.asarray([self._word_code(place, word) for word in raw], dtype=np.int32)

    def _translation(self, place: str, names: tuple[str, ...]) -> Column:
        """Return own codes of a foreign list of words; the last, which −1 reaches, is no word."""
        if names not in self._translations:
            own = [self._word_code(place, word) for word in (*names, NOBODY)]
            self._translations[names] = np.asarray(own)
        return self._translations[names]

    def _word_code(self, place: str, word: Any) -> int:
        if not isinstance(word, str):
            raise LedgerError(f"{place} must be words, not {word!r}")
        return self._words.setdefault(str(word), len(self._words))
