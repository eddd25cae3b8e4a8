"""Columns: data types of ledger columns, and checks of the values in them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from simulator.base.input_error import InputError
from simulator.base.registry import suggestion
from simulator.domain.entry_kind import Kind, Sort
from simulator.domain.ledger_entries import KINDS
from simulator.ledger.header import NOBODY_CODE
from simulator.scenario.errors.arguments import text_value
from simulator.scenario.errors.quoting import shortened

type Column = NDArray[Any]
type Columns = dict[str, Column]

CODED = (Sort.PARTY, Sort.PRODUCT, Sort.CELL, Sort.CATEGORY)
"""Sorts with codes that stand for names in the run header."""
DTYPES: dict[Sort, np.dtype[Any]] = {
    **{sort: np.dtype(np.int32) for sort in (Sort.WEEK, Sort.WORD, *CODED)},
    **{sort: np.dtype(np.int64) for sort in (Sort.CUSTOMER, Sort.UNITS, Sort.MONEY, Sort.COUNT)},
    Sort.AMOUNT: np.dtype(np.float64),
}


class LedgerError(ValueError):
    """An entry that cannot be made, or a kind that does not exist; the message names the remedy."""


class UnknownKindError(InputError, LedgerError):
    """A kind of entry asked for that does not exist; the message says which was meant."""


def kind_asked_for(name: str) -> Kind:
    """Return the kind of entry that a user asks for by name; an unknown one is the user's mistake."""
    if text_value("kind", name) not in KINDS:
        told = f"no kind of entry called '{shortened(name)}'; {suggestion(name, list(KINDS))}"
        raise UnknownKindError(f"{told}; see: simulator list ledger")
    return KINDS[name]


def kind_named(name: str) -> Kind:
    """Return the kind of entry called *name*; an unknown name is answered with the nearest one."""
    if name not in KINDS:
        raise LedgerError(f"no kind of entry called {name!r}; {suggestion(name, list(KINDS))}")
    return KINDS[name]


def check_numbers(place: str, sort: Sort, values: Column) -> None:
    """Refuse anything but whole numbers, or finite ones for an amount."""
    if sort is Sort.AMOUNT:
        if values.dtype.kind not in "iuf" or not np.isfinite(values).all():
            raise LedgerError(f"{place} must be finite numbers")
    elif values.dtype.kind not in "iub":
        raise LedgerError(f"{place} must be whole numbers, not {values.dtype}")


def check_codes(place: str, codes: Column, known: int) -> None:
    """Refuse unknown codes; −1 stands for no party."""
    check_numbers(place, Sort.COUNT, codes)
    low, high = int(codes.min()), int(codes.max())
    if low < NOBODY_CODE or high >= known:
        wrong = low if low < NOBODY_CODE else high
        raise LedgerError(f"{place}: no code {wrong}; codes run from −1 to {known - 1}")


def check_names(kind: Kind, columns: Mapping[str, Any]) -> None:
    """Refuse missing and unknown columns."""
    if columns.keys() == kind.columns.keys():
        return
    known = list(kind.columns)
    missing = [name for name in known if name not in columns]
    unknown = [f"{name} ({suggestion(name, known)})" for name in columns if name not in kind.columns]
    parts = [f"missing: {', '.join(missing)}"] if missing else []
    parts += [f"unknown: {', '.join(unknown)}"] if unknown else []
    raise LedgerError(f"{kind.name}: {'; '.join(parts)}")


def common_length(kind: Kind, columns: Columns) -> int:
    """Return how many rows the columns make; single values go with any number, and alone make one."""
    lengths = {column.size for column in columns.values() if column.ndim}
    if len(lengths) > 1:
        parts = ", ".join(f"{name} {column.size}" for name, column in columns.items() if column.ndim)
        raise LedgerError(f"{kind.name}: columns differ in length: {parts}")
    return lengths.pop() if lengths else 1


def concatenated(kind: Kind, pieces: Sequence[Columns]) -> Columns:
    """Put the pieces of a table together, read-only."""
    whole = {}
    for name, sort in kind.columns.items():
        parts = [piece[name] for piece in pieces]
        whole[name] = np.concatenate(parts) if parts else np.empty(0, DTYPES[sort])
        whole[name].flags.writeable = False
    return whole
