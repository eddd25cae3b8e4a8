"""Customer needs: every need of every customer, from the week in which it arose to its end, one row a need.

A need is a customer, a category, the week of its onset and, where there are several a week, its number. Runs
of other scenarios with the same customers and seed draw the same needs, so that what became of a need in one
run is set beside what became of it in another (`simulator.studies.comparison.need_split`).
"""

from typing import Any

import numpy as np
import pandas as pd

from simulator.domain.entry_kind import Sort
from simulator.ledger.columns import Column
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError
from simulator.scenario.errors.arguments import of_type

OPEN = "open"
"""Outcome of a need that is open, or ordered for and waited for, when the run ends."""


def customer_needs(ledger: Ledger) -> pd.DataFrame:
    """Return a run's needs, one row a unit of a need, in all weeks, by category, customer and onset.

    *ledger* is that of the run, as `simulate` returns it.

    Columns: customer (a number), segment, region, category, onset (week in which it arose), ordinal (number
    of the need within its week, from 0, 255 if it arose by a suggestion, and 256 times that of the unit),
    outcome (met, given_up, overtaken, cancelled, open), closed (week of its end; missing where it is open),
    outlet and product that met it, price paid [currency]. One quantity step is had per need met.

    Raises NotRecordedError at ``detail: summary``, ArgumentError for no ledger.
    """
    of_type("ledger", ledger, Ledger, "a ledger, as simulate returns it")
    refuse_summary(ledger)
    header, words, rows = ledger.header, np.array([*ledger.words, ""], dtype=object), ledger.columns("need")
    outcome = words[rows["outcome"]]
    arisen, ended = outcome == "arisen", outcome != "arisen"
    key = need_keys(ledger, rows["category"], rows["customer"], rows["onset"])
    key = key * (rows["ordinal"].max(initial=0) + 1) + rows["ordinal"]
    needs, ends = np.flatnonzero(arisen)[np.argsort(key[arisen])], np.flatnonzero(ended)
    end = np.full(len(needs), -1)
    end[np.searchsorted(key[needs], key[ends])] = ends
    is_open = end < 0
    names = _names(header, rows["customer"][needs], rows["category"][needs])

    def of_end(values: Any, none: Any) -> Any:
        return np.where(is_open, none, np.append(values, none)[end])

    return pd.DataFrame(
        {
            **names,
            "onset": rows["onset"][needs],
            "ordinal": rows["ordinal"][needs],
            "outcome": of_end(outcome, OPEN),
            "closed": pd.array(of_end(rows["week"].astype(object), pd.NA), dtype="Int64"),
            "outlet": of_end(_of(header.parties, rows["outlet"]), None),
            "product": of_end(_of(header.products, rows["product"]), None),
            "price": of_end(rows["price"], 0) * header.scenario.units.money_step,
        }
    )


def refuse_summary(ledger: Ledger) -> None:
    """Raise NotRecordedError for a ledger that does not tell customers apart."""
    if ledger.header.scenario.detail == "summary":
        raise NotRecordedError(
            "needs of customers were not recorded: they need 'detail: sales'; this ledger has 'summary'"
        )


def refuse_unwritten(ledger: Ledger, visits: int) -> None:
    """Raise NotRecordedError for visits of needs that last in a ledger that does not say when they arose."""
    needs = [need for one in ledger.header.scenario.segments.values() for need in one.needs.values()]
    if visits and any(need.lasts_weeks > 1 for need in needs):
        raise NotRecordedError(
            "the weeks in which needs arose were not recorded when this ledger was written; play it again"
        )


def need_keys(ledger: Ledger, category: Column, customer: Column, week: Column) -> Column:
    """Return one whole number a need, in the order of category, customer and week of onset."""
    weeks, customers = ledger.last_week + 1, sum(cell.customers for cell in ledger.header.cells)
    return (category.astype(np.int64) * customers + customer) * weeks + week


def onsets(ledger: Ledger, category: Column, customer: Column, week: Column) -> Column:
    """Return the week in which the need arose of each customer that looks for something in a week.

    In a ledger of before needs were written one by one it is that week, or NotRecordedError is raised.
    """
    rows = ledger.columns("need")
    if not len(rows["week"]):
        refuse_unwritten(ledger, len(week))
        return week
    arisen = rows["outcome"] == (ledger.words.index("arisen"))
    keys = np.sort(need_keys(ledger, *(rows[name][arisen] for name in ("category", "customer", "onset"))))
    last = np.searchsorted(keys, need_keys(ledger, category, customer, week), side="right") - 1
    return keys[last] % (ledger.last_week + 1)


def _names(header: RunHeader, customer: Column, category: Column) -> dict[str, Any]:
    cell = np.searchsorted(np.cumsum([one.customers for one in header.cells]), customer, side="right")
    return {
        "customer": customer,
        "segment": _of([one.segment for one in header.cells], cell),
        "region": _of([one.region for one in header.cells], cell),
        "category": _of(header.names(Sort.CATEGORY), category),
    }


def _of(names: Any, codes: Column) -> Any:
    """Return the names of codes, nothing for −1."""
    return np.array([*names, None], dtype=object)[codes]
