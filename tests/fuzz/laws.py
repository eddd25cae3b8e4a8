"""Laws: what holds in every ledger of every world, exactly, and with no number wrapped round."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from experiments.validation._movements import moved
from simulator.domain.entry_kind import Sort
from simulator.domain.ledger_entries import KINDS
from simulator.ledger.ledger import Ledger
from tests.laws.amounts_due.law import amounts_due, wrong_payments
from tests.laws.customers_goods import customers_goods

FARTHEST = 2.0**61
"""What no sum of a run may come near: beyond four times that, whole numbers wrap round."""


def broken_laws(ledger: Ledger) -> list[str]:
    """Return a line for each law that does not hold in a ledger; none if all do."""
    laws = wrapped, shelves, homes, contacts, payments
    return [line for law in laws for line in law(ledger)]


def wrapped(ledger: Ledger) -> Iterator[str]:
    """Units, prices and amounts are never negative, and their sums are far from the largest whole number."""
    for name, kind in KINDS.items():
        columns = ledger.columns(name)
        for column, sort in kind.columns.items():
            values = np.asarray(columns[column])
            if sort is Sort.UNITS and values.size and values.min() < 0:
                yield f"{name}.{column}: {values.min()} is negative"
            if sort in (Sort.UNITS, Sort.MONEY, Sort.COUNT):
                total = float(np.abs(values.astype(float)).sum())
                if total > FARTHEST:
                    yield f"{name}.{column}: sums up to {total:g}"
            if sort is Sort.AMOUNT and not np.isfinite(values).all():
                yield f"{name}.{column}: is not finite"


def shelves(ledger: Ledger) -> Iterator[str]:
    """Count opening + in − out against the stock entries, per member, product and week."""
    moves = moved(ledger)
    stock = pd.DataFrame(
        {key: ledger.columns("stock")[key] for key in ("week", "member", "product", "units")}
    )
    weeks = ledger.header.scenario.weeks
    shape = (
        (weeks + 1, int(moves["member"].max()) + 1, int(moves["product"].max()) + 1)
        if len(moves)
        else (1, 1, 1)
    )
    expected, counted = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    here = moves[moves["week"] <= weeks]
    np.add.at(
        expected,
        tuple(here[key].to_numpy() for key in ("week", "member", "product")),
        here["units"].to_numpy(),
    )
    expected = expected.cumsum(axis=0)
    np.add.at(
        counted,
        tuple(stock[key].to_numpy() for key in ("week", "member", "product")),
        stock["units"].to_numpy(),
    )
    if (expected < 0).any():
        yield "a shelf holds less than nothing"
    off = int(np.abs(expected[1:] - counted[1:]).sum())
    if off:
        yield f"shelves are off by {off} units"


def homes(ledger: Ledger) -> Iterator[str]:
    """Count what customers bought, sent away, got back and used up against what they keep, each week."""
    if ledger.header.tells_use:
        due, counted = customers_goods(ledger)
        if off := int(np.abs(due - counted).sum()):
            yield f"what customers keep is off by {off} units"


def contacts(ledger: Ledger) -> Iterator[str]:
    """Count contacts asked − answered − given up against contacts open, per member, product and week."""
    kinds = {"contact": 1, "contact_outcome": -1}
    left: Counter[tuple[int, int]] = Counter()
    told = {kind: pd.DataFrame(dict(ledger.columns(kind))) for kind in (*kinds, "open_contact")}
    for week in range(1, ledger.header.scenario.weeks + 1):
        for kind, sign in kinds.items():
            now = told[kind][told[kind]["week"] == week]
            for answerer, product, customers in now[["answerer", "product", "customers"]].to_numpy().tolist():
                left[answerer, product] += sign * customers
        now = told["open_contact"][told["open_contact"]["week"] == week]
        waits = now.set_index(["answerer", "product"])["customers"].to_dict()
        if waits != {place: many for place, many in left.items() if many}:
            yield f"contacts that wait in week {week} are not those asked less those that are over"


def payments(ledger: Ledger) -> Iterator[str]:
    """Each payment is due, to the last step, between the same two parties in that week, and none is not."""
    paid = ledger.columns("payment")
    if (paid["amount"] <= 0).any():
        yield f"a payment of {paid['amount'].min()}"
    if (paid["payer"] == paid["payee"]).any():
        yield "a party pays itself"
    yield from wrong_payments(amounts_due(ledger), ledger)
