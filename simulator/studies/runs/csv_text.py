"""CSV text: tables of runs as text in which names stay names, also where a spreadsheet opens them."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from simulator.scenario.errors.quoting import visible

if TYPE_CHECKING:
    import pandas as pd

FORMULA_SIGNS = ("=", "+", "-", "@")
"""Characters with which a spreadsheet takes a cell for a formula."""


def csv_text(table: "pd.DataFrame") -> str:
    """Return a table as CSV, names written by `text_cell`; what is not known is left empty."""
    marked = table.rename(columns=text_cell)
    for at, kind in enumerate(marked.dtypes):
        if str(kind) in ("object", "str", "string", "category"):
            marked.isetitem(at, [text_cell(value) for value in marked.iloc[:, at].astype(object)])
    return marked.to_csv(index=False, lineterminator="\n")


def text_cell(value: Any) -> Any:
    r"""Return a text as a cell that is no formula: an apostrophe marks it, as spreadsheets write texts.

    Numbers stay as they are, also where they are written as text; what cannot be seen is written out.

    >>> text_cell("=1+2"), text_cell("-0.5"), text_cell("mill \u202e"), text_cell(3)
    ("'=1+2", '-0.5', 'mill \\u202e', 3)
    """
    return _cell_of(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _cell_of(text: str) -> str:
    shown = visible(text)
    return f"'{shown}" if shown.lstrip().startswith(FORMULA_SIGNS) and not _is_number(shown) else shown


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
