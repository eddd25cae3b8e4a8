"""Purchase histories: how often, how lately and how long each customer bought (frequency, recency, age).

What the BG/NBD model needs of a customer: x repeat purchases, the last of them t_x weeks after its first
purchase, and T weeks from this to the end of observation. By convention purchases of one week are one (Fader,
Hardie and Lee 2005, who count by day); told so, each unit is one of its own.

Of customers known from the start, whether they buy or not, x are all purchases and both times run from the
start, a purchase being made in the middle of its week.
"""

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.transactions import transactions
from simulator.scenario.errors.arguments import argument_error

MIDDLE = 0.5
"""How long before its end a purchase of a week is made [weeks]."""


def purchase_histories(table: pd.DataFrame, end: float, *, by_week: bool = True) -> pd.DataFrame:
    """Return the history of each customer with a purchase in a table of transactions, up to *end* [week].

    Columns: customer, since (week of its first purchase), outlet of that if the table names outlets (of
    several in one week the first in the table), frequency [repeat purchases], recency and age [weeks].
    *by_week*: all that is bought in a week is one purchase; else each unit is one.

    Raises ArgumentError for a purchase after the end, or part of a unit that is to be counted.
    """
    counted = _counted(table, end, by_week=by_week)
    first = counted.groupby("customer", sort=True).first()
    purchases = counted.groupby("customer", sort=True)["purchases"].sum()
    last = counted.groupby("customer", sort=True)["week"].max()
    found = pd.DataFrame({"customer": first.index, "since": first["week"].to_numpy()})
    if "outlet" in table:
        found["outlet"] = first["outlet"].to_numpy()
    found["frequency"] = purchases.to_numpy() - 1
    found["recency"] = (last - first["week"]).to_numpy(dtype=np.float64)
    found["age"] = float(end) - found["since"]
    return found


def histories_from_start(
    table: pd.DataFrame, end: float, customers: int, *, by_week: bool = True
) -> pd.DataFrame:
    """Return the history since week 0 of customers with the numbers from 0 on, up to *end* [week].

    Columns: customer, frequency [all purchases], recency and age [weeks since the start]. A customer that
    never bought has 0, 0 and the end.

    Raises ArgumentError as `purchase_histories` does.
    """
    counted = _counted(table, end, by_week=by_week)
    grouped = counted.groupby("customer")
    everybody = pd.RangeIndex(customers, name="customer")
    frequency = grouped["purchases"].sum().reindex(everybody, fill_value=0)
    recency = (grouped["week"].max() - MIDDLE).reindex(everybody, fill_value=0.0)
    columns = {"customer": everybody, "frequency": frequency.to_numpy(), "recency": recency.to_numpy()}
    return pd.DataFrame({**columns, "age": float(end)})


def histories_of(
    ledger: Ledger, maker: str | None = None, *, from_start: bool = False, by_week: bool = True
) -> pd.DataFrame:
    """Return the histories of a run's customers with a manufacturer, by default the focal one.

    From their first purchase, or *from_start* of all customers. Raises NotRecordedError at ``detail:
    summary``.
    """
    table = transactions(ledger)
    table = table[table["maker"] == (maker or ledger.header.scenario.focal_maker)]
    if from_start:
        customers = sum(cell.customers for cell in ledger.header.cells)
        return histories_from_start(table, ledger.last_week, customers, by_week=by_week)
    return purchase_histories(table, ledger.last_week, by_week=by_week)


def _counted(table: pd.DataFrame, end: float, *, by_week: bool) -> pd.DataFrame:
    """Return the table by customer and week, with the purchases that each row adds."""
    if len(table) and table["week"].max() > end:
        raise argument_error("end", f"is before a purchase in week {table['week'].max():g}")
    counted = table.sort_values(["customer", "week"], kind="stable")
    if by_week:
        return counted.assign(purchases=(~counted.duplicated(["customer", "week"])).astype(np.int64))
    units = counted["units"] if "units" in counted else pd.Series(1, counted.index)
    if (units != np.floor(units)).any():
        raise argument_error("by_week", "parts of a unit cannot be counted as purchases")
    return counted.assign(purchases=units.astype(np.int64))
