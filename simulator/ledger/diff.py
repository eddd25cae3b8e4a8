"""Difference: where two ledgers that should say the same part ways."""

import pandas as pd

from simulator.domain.ledger_entries import KINDS
from simulator.ledger.columns import CODED
from simulator.ledger.ledger import Ledger

_COPY = "copy"


def difference(one: Ledger, other: Ledger) -> str:
    """Tell in words where two ledgers first differ; empty if they say the same.

    Row by row only where their hashes are unequal: the hash takes in all that is compared here.
    """
    if one.content_hash() == other.content_hash():
        return ""
    for sort in CODED:
        ours, theirs = one.header.names(sort), other.header.names(sort)
        if ours != theirs:
            return f"names of {sort}: ({', '.join(ours)}) in the first, ({', '.join(theirs)}) in the second"
    for kind in (kind for kind in KINDS if one.count(kind) or other.count(kind)):
        text = _difference_in(kind, one, other)
        if text:
            return text
    return ""


def _difference_in(kind: str, one: Ledger, other: Ledger) -> str:
    keys = [*KINDS[kind].columns, _COPY]
    both = _counted(one, kind).merge(_counted(other, kind), on=keys, how="outer", indicator="side")
    odd = both[both["side"] != "both"].sort_values(keys)
    if odd.empty:
        return ""
    row = odd.iloc[0]
    text = ", ".join(f"{name} {row[name]}" for name in KINDS[kind].columns)
    where = "first" if row["side"] == "left_only" else "second"
    firsts = int((odd["side"] == "left_only").sum())
    return (
        f"kind {kind}: row ({text}) only in the {where}; "
        f"in all, {firsts} rows only in the first and {len(odd) - firsts} only in the second"
    )


def _counted(ledger: Ledger, kind: str) -> pd.DataFrame:
    """Rows in words, equal ones numbered, so that they can be matched one to one."""
    table = ledger.table(kind, steps=True)
    for name, sort in KINDS[kind].columns.items():
        if ledger.names(sort) is not None:
            table[name] = table[name].astype(object).fillna("nobody").astype(str)
    table[_COPY] = table.groupby(list(table.columns), sort=False).cumcount()
    return table
