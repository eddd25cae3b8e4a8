"""Contribution: payments and change in inventory value of each member, firm and tier.

Stock opens unpaid, from outside; the final stock is valued at its cost to the holder. So goods pushed into
the channel are no loss of the holder but a gain of the shipper: read it beside `weeks_of_supply` and rate B.
"""

from typing import Any

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.header import Flags, RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.inventory_value import inventory_value, opening_inventory_value
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, rows_of, window

GOODS_HELD, OWED = "goods held", "owed by customers"
"""What stand among the reasons for goods that gained or lost in value, and for what is still to be paid."""


@METRICS.register(
    "contribution",
    meant_by=("profit", "net_profit", "earnings", "roi", "return_on_investment", "ebit", "payoff"),
)
@metric(by=("member", "firm", "tier", "reason"), additive=("reason",), amount=True, accumulates=True)
def contribution(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much is left to the focal manufacturer and its own outlets, after the warm-up?

        payments received − payments made + what goods held at the end cost − what those at the start did
        + what customers owe at the end − what they owed at the start

    Goods held are on hand, in inspection, bought and under way, or in the making. By member, everybody alone;
    by firm and by tier, all who handle the focal manufacturer's products, what a manufacturer owns counting
    with it, and of firms only those that ever paid or were paid. Stock left in the channel is worth what it
    cost its holder, so that pushing goods on others shows as their stock, not as a loss of theirs. What a
    member has when it opens is worth the lowest price at which it can buy it, or what it costs to make. By
    reason, what it was paid and what it paid to others for each, what its goods gained and what customers owe
    it more; these sum to the whole. An empty ledger: 0.

    Unit: currency
    Source: contribution margin with inventory at cost; Horngren, Datar and Rajan (2015), Cost Accounting
    """
    header = ledger.header
    gained = {GOODS_HELD: goods_gained(ledger), OWED: owed_more(ledger)}
    left = cash(ledger) * header.scenario.units.money_step + sum(gained.values())
    names = [member.name for member in header.members]
    if by == "member":
        return pd.Series(left[1:], index=pd.Index(names, name=by), dtype=np.float64)
    homes = [header.home(name) for name in names]
    if by == "firm":
        return _by_firm(ledger, left[1:], homes)
    if by == "tier":
        tiers = pd.Index([header.member(home).in_tier for home in homes], name=by)
        inside = focal_channel(header)
        each = pd.Series(left[1:], index=tiers, dtype=np.float64)[[name in inside for name in names]]
        return each.groupby(level=0, sort=False).sum()
    ours = np.array([False, *(home == header.scenario.focal_maker for home in homes)], dtype=np.bool_)
    if by == "reason":
        return _by_reason(ledger, ours, {name: float(each[ours].sum()) for name, each in gained.items()})
    return float(left[ours].sum())


def _by_firm(ledger: Ledger, left: "np.ndarray[Any, Any]", homes: list[str]) -> pd.Series:
    header, paid = ledger.header, rows_of(ledger, "payment")
    inside, names = focal_channel(header), [member.name for member in header.members]
    traded = {header.parties[code] for code in np.unique([*paid["payer"], *paid["payee"]])}
    kept = [name in inside and home in traded for name, home in zip(names, homes, strict=True)]
    each = pd.Series(left, index=pd.Index(homes, name="firm"), dtype=np.float64)[kept]
    return each.groupby(level=0, sort=False).sum()


def _by_reason(ledger: Ledger, ours: Flags, gained: dict[str, float]) -> pd.Series:
    """Return payments received less payments made, by reason; internal payments do not count.

    What was *gained* without a payment stands beside them; what is owed, where somebody owes something.
    """
    paid = rows_of(ledger, "payment")
    flow = np.where(ours[paid["payee"]], 1, 0) - np.where(ours[paid["payer"]], 1, 0)
    amounts = flow * paid["amount"] * ledger.header.scenario.units.money_step
    words = np.asarray([*ledger.words, ""])[paid["reason"]]
    used, at = np.unique(words[flow != 0], return_inverse=True)
    sums = np.bincount(at, amounts[flow != 0], minlength=len(used))
    more = {name: value for name, value in gained.items() if value or name == GOODS_HELD}
    labels = pd.Index([*used.tolist(), *more], name="reason")
    return pd.Series([*sums, *more.values()], index=labels, dtype=np.float64)


def focal_channel(header: RunHeader) -> set[str]:
    """Return the focal manufacturer, all members ever supplied with its products, and their hosts."""
    own = {name for name, p in header.scenario.products.items() if p.maker == header.scenario.focal_maker}
    supplied = {contract.buyer for contract in header.contracts if own & set(contract.prices)}
    hosts = {member.hosted_by for member in header.members if member.name in supplied and member.hosted_by}
    return {header.scenario.focal_maker, *supplied, *hosts}


def cash(ledger: Ledger) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return each party's receipts less its payments, in steps of money; they sum to zero."""
    paid = rows_of(ledger, "payment")
    balance = np.zeros(len(ledger.header.parties), np.int64)
    np.add.at(balance, paid["payee"], paid["amount"])
    np.subtract.at(balance, paid["payer"], paid["amount"])
    return balance


def goods_gained(ledger: Ledger) -> Numbers:
    """Return by how much the goods that each party holds gained in value in the window."""
    first, last = window(ledger)
    if first > last:
        return np.zeros(len(ledger.header.parties))
    gained = _held(ledger, last) - _by_party(*opening_inventory_value(ledger, first))
    return gained - _held(ledger, first - 1)


def owed_more(ledger: Ledger) -> Numbers:
    """Return by how much more customers owe each party at the end of the window than at its start."""
    first, last = window(ledger)
    owed = [all_rows(ledger, "receivable").between(week, week) for week in (last, first - 1)]
    now, before = (_by_party(rows, rows.money("amount")) for rows in owed)
    return now - before if first <= last else np.zeros(len(now))


def _held(ledger: Ledger, week: int) -> Numbers:
    """Return the inventory of each party at the end of a week, at cost."""
    parts = (_by_party(rows, values) for rows, values in inventory_value(ledger, week))
    return sum(parts, np.zeros(len(ledger.header.parties)))


def _by_party(rows: Rows, values: Numbers) -> Numbers:
    return np.bincount(rows.who, values, minlength=len(rows.header.parties)).astype(np.float64)
