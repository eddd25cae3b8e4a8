"""Transactions: every purchase of every customer, as a table that estimators of customer lifetimes read."""

from typing import Any

import numpy as np
import pandas as pd

from simulator.base.numerics.distinct_rows import distinct_rows
from simulator.ledger.columns import Column
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import NotRecordedError
from simulator.scenario.errors.arguments import of_type

COLUMNS = (
    "customer", "segment", "region", "week", "outlet", "format", "product", "maker", "units", "price",
)  # fmt: skip


def transactions(ledger: Ledger) -> pd.DataFrame:
    """Return a run's purchases, in all weeks, by week and customer; alike ones of a week are one row.

    *ledger* is that of the run, as `simulate` returns it.

    Columns: customer (a number), segment, region, week, outlet and its format, product, maker, units, and
    price paid for a unit [currency]. A customer's first purchase may lie in the warm-up, so this is told,
    too.

    Raises NotRecordedError at ``detail: summary``, ArgumentError for no ledger.
    """
    of_type("ledger", ledger, Ledger, "a ledger, as simulate returns it")
    if ledger.header.scenario.detail == "summary":
        raise NotRecordedError(
            "purchases of customers were not recorded: they need 'detail: sales'; this ledger has 'summary'"
        )
    header, steps = ledger.header, ledger.header.scenario.units
    rows = ledger.columns("sale")
    place, alike = distinct_rows([rows[name] for name in ("week", "customer", "outlet", "product", "price")])
    sold = {name: column[place] for name, column in rows.items()}
    values = (
        sold["customer"],
        _named([cell.segment for cell in header.cells], sold["cell"]),
        _named([cell.region for cell in header.cells], sold["cell"]),
        sold["week"],
        _named(header.parties, sold["outlet"]),
        _named([None, *(member.format for member in header.members)], sold["outlet"]),
        _named(header.products, sold["product"]),
        _named([header.maker_of(product) for product in header.products], sold["product"]),
        np.bincount(alike, rows["units"], minlength=len(place)) * steps.quantity_step,
        sold["price"] * steps.money_step / steps.quantity_step,
    )
    return pd.DataFrame(dict(zip(COLUMNS, values, strict=True)))


def _named(names: Any, codes: Column) -> Any:
    return np.array([*names], dtype=object)[codes]
