"""Choices: every need with its alternatives, as a table that estimators of discrete choice models read.

One row a chooser, need, week and alternative that it knew and had at hand, in stock or not, and one for going
without. A need that lasts looks again, with the luck that it had, where something may have changed for the
better, and in its last week: only its first week, ``week == onset``, is a choice of its own; later ones are
there because the first found nothing.

`available` is 1 where an alternative could be had when the week opened, and `chosen` where it was the best of
these to the chooser, so that a choice model is fitted to `chosen` given `available`. What sold out before a
customer's turn it did not get: `bought` adds up to sales from the shelf, `ordered` to backorders.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.domain.entry_kind import Sort
from simulator.ledger.columns import Column, Columns
from simulator.ledger.header import NOBODY_CODE, RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError
from simulator.ledger.queries.customer_needs import onsets
from simulator.ledger.queries.rows import rows_of
from simulator.scenario.errors.arguments import of_type

if TYPE_CHECKING:
    from collections.abc import Iterator

GOING_WITHOUT = "going without"
"""Name of the alternative of having nothing; its price and attributes are zero."""
OFFERED = ("alternative", "outlet", "product", "format")
IDENTIFIED = ("need", "week", "onset", "chooser", "segment", "region", "category", *OFFERED)
MET = ("availability", "available", "price")
DECIDED = ("chosen", "bought", "ordered")
COLUMNS = (*IDENTIFIED, *MET, *DECIDED)
"""Columns of every table of choices; attributes stand before what was decided, under other names."""


def choices(ledger: Ledger) -> pd.DataFrame:
    """Return a run's choices, one row an alternative of a need in a week, in the weeks after the warm-up.

    *ledger* is that of the run, as `simulate` returns it.

    Columns: need (a number, the same in all its weeks), week, onset (week in which the need arose), chooser,
    segment, region, category, alternative (product at outlet), outlet, product, format of the outlet,
    availability (a word) and available (0 or 1), price [currency], an attribute of each term of utility
    (`UtilityTerm.attributes`), chosen, bought and ordered (0 or 1).

    Raises NotRecordedError unless the scenario says ``detail: journeys``, ArgumentError for no ledger.
    """
    of_type("ledger", ledger, Ledger, "a ledger, as simulate returns it")
    kept = ledger.header.scenario.detail
    if kept != "journeys":
        raise NotRecordedError(f"choices were not recorded: they need 'detail: journeys'; this has '{kept}'")
    rows = rows_of(ledger, "choice", who="outlet")
    need, order, onset = _needs(ledger, rows.columns)
    columns = {name: column[order] for name, column in rows.columns.items()} | {"onset": onset}
    step = ledger.header.scenario.units.money_step
    table = {"need": need, **_named(ledger, columns), "price": columns["price"] * step}
    table |= _attributes(ledger, columns)
    return pd.DataFrame(table | {name: columns[name] for name in DECIDED})


def _needs(ledger: Ledger, columns: Columns) -> tuple[Column, Column, Column]:
    """Return a number for the need of each row, the order, by week, need and offer, and when needs arose."""
    keys = [columns[name] for name in ("week", "category", "customer")]
    order = np.lexsort((columns["product"], columns["outlet"], *reversed(keys)))
    week, category, customer = (key[order] for key in keys)
    onset = onsets(ledger, category, customer, week).astype(np.int64)
    _, need = distinct_rows([onset, category, customer])
    return need, order, onset


def _named(ledger: Ledger, columns: Columns) -> dict[str, Any]:
    """Return what identifies alternatives, as names."""
    header, words = ledger.header, np.array(ledger.words, dtype=object)
    cell = columns["cell"]
    availability = words[columns["availability"]]
    return {
        "week": columns["week"],
        "onset": columns["onset"],
        "chooser": columns["customer"],
        "segment": _of([one.segment for one in header.cells], cell),
        "region": _of([one.region for one in header.cells], cell),
        "category": _of(header.names(Sort.CATEGORY), columns["category"]),
        **_offers(header, columns["outlet"], columns["product"]),
        "availability": availability,
        "available": (availability != "out_of_stock").astype(np.int64),
    }


def _offers(header: RunHeader, outlet: Column, product: Column) -> dict[str, Any]:
    """Return the alternatives' names, outlets, products and formats; nothing of going without."""
    made = len(header.products)
    numbers, place = np.unique(outlet.astype(np.int64) * made + product, return_inverse=True)
    outlets = np.where(numbers < 0, NOBODY_CODE, numbers // made)
    shops, goods = _of(header.parties, outlets), _of(header.products, numbers % made)
    nothing = outlets == NOBODY_CODE
    names = [GOING_WITHOUT if no else f"{p} at {o}" for no, o, p in zip(nothing, shops, goods, strict=True)]
    formats = _of([None, *(member.format for member in header.members)], outlets)
    shown = zip(OFFERED, (names, shops, np.where(nothing, None, goods), formats), strict=True)
    return {name: np.array(values, dtype=object)[place] for name, values in shown}


def _attributes(ledger: Ledger, columns: Columns) -> dict[str, Any]:
    """Return what terms of utility weigh of each alternative, a column an attribute."""
    said = rows_of(ledger, "attribute", who="outlet").columns
    place = {key: at for at, key in enumerate(_keys(columns))}
    row = np.fromiter((place[key] for key in _keys(said)), dtype=np.int64)
    found = {}
    for code in sorted(np.unique(said["attribute"]).tolist(), key=lambda code: ledger.words[code]):
        of_name = said["attribute"] == code
        column = np.zeros(len(columns["week"]))
        column[row[of_name]] = said["amount"][of_name]
        found[ledger.words[code]] = column
    return found


def _keys(columns: Columns) -> "Iterator[tuple[int, ...]]":
    names = ("week", "category", "customer", "outlet", "product")
    return zip(*(columns[name].tolist() for name in names), strict=True)


def _of(names: Any, codes: Column) -> Any:
    """Return the names of codes, nothing for −1."""
    return np.array([*names, None], dtype=object)[codes]
