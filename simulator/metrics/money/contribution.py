"""Contribution: payments and change in inventory value of each member, firm and tier.

Stock opens unpaid, from outside; the final stock is valued at its cost to the holder. So goods pushed into
the channel are no loss of the holder but a gain of the shipper: read it beside `weeks_of_supply` and rate B.
"""

from typing import Any

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.header import Flags
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import GROUPS
from simulator.ledger.queries.channels import channels_of, focal_channel
from simulator.ledger.queries.profit_and_loss import profit_and_loss
from simulator.ledger.queries.rows import rows_of, window
from simulator.ledger.queries.value_gained import cash, gained_by_week, goods_gained, owed_more

GOODS_HELD, OWED = "goods held", "owed by customers"
"""What stand among the reasons for goods that gained or lost in value, and for what is still to be paid."""
STATEMENT = ("route", "step", "statement")
"""By what of a profit-and-loss statement it is told: its rows, its columns, or all that is in it."""


@METRICS.register(
    "contribution",
    meant_by=("profit", "net_profit", "earnings", "roi", "return_on_investment", "ebit", "payoff"),
)
@metric(
    by=("member", "firm", "tier", "channel", "reason", "week", *STATEMENT),
    additive=("reason", "week", *STATEMENT),
    amount=True,
    accumulates=True,
    called="contribution of the maker",
)
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

    By channel, the same members as by tier, and the same sum, each way to market by itself: an outlet of the
    maker's own has its revenue, fees, freight and service costs, and its goods at what making them costs,
    for which it buys them; the maker has what it earns on goods for others, media, and running costs.

    By route, what the manufacturer itself earned through each way to market: through its own outlets, and
    through those that buy of it, less what their goods cost to make; what belongs to none, as media, is in
    common. By step, from the list price down, and by statement, both: a profit-and-loss statement of each
    way. By week, what was gained in each, goods as they were held at its end. These sum to the whole
    (`simulator.ledger.queries.profit_and_loss`).

    Unit: currency
    Note: by route, what the maker earns through each way to market; in common, what belongs to none of them
    Source: contribution margin with inventory at cost; Horngren, Datar and Rajan (2015), Cost Accounting
    """
    return contribution_by(ledger, by)


def contribution_by(ledger: Ledger, by: str | None) -> float | pd.Series:
    """Return the contribution of the focal manufacturer, or that of each part by a cut, as it was played."""
    if by in STATEMENT:
        return _stated(ledger, str(by))
    header = ledger.header
    gained = {GOODS_HELD: goods_gained(ledger), OWED: owed_more(ledger)}
    left = cash(ledger) * header.scenario.units.money_step + sum(gained.values())
    names = [member.name for member in header.members]
    if by == "member":
        return pd.Series(left[1:], index=pd.Index(names, name=by), dtype=np.float64)
    homes = [header.home(name) for name in names]
    if by == "firm":
        return _by_firm(ledger, left[1:], homes)
    if by in GROUPS:
        groups = [header.member(home).in_tier for home in homes] if by == "tier" else channels_of(header)[1:]
        inside = focal_channel(header)
        each = pd.Series(left[1:], index=pd.Index(groups, name=by), dtype=np.float64)
        return each[[name in inside for name in names]].groupby(level=0, sort=False).sum()
    ours = np.array([False, *(home == header.scenario.focal_maker for home in homes)], dtype=np.bool_)
    if by == "reason":
        return _by_reason(ledger, ours, {name: float(each[ours].sum()) for name, each in gained.items()})
    return float(left[ours].sum()) if by is None else _by_week(ledger, ours)


def _stated(ledger: Ledger, by: str) -> pd.Series:
    """Return the rows, the columns, or the single numbers of the profit-and-loss statement."""
    table = profit_and_loss(ledger)
    if by == "statement":
        steps = [step for step in table.columns if (table[step] != 0.0).any()]
        keys = pd.Index([f"{way} · {step}" for way in table.index for step in steps], name=by)
        return pd.Series(table[steps].to_numpy(np.float64).ravel(), index=keys)
    return table.sum(axis=1 if by == "route" else 0).rename_axis(by)


def _by_firm(ledger: Ledger, left: "np.ndarray[Any, Any]", homes: list[str]) -> pd.Series:
    header, paid = ledger.header, rows_of(ledger, "payment")
    inside, names = focal_channel(header), [member.name for member in header.members]
    traded = {header.parties[code] for code in np.unique([*paid["payer"], *paid["payee"]])}
    kept = [name in inside and home in traded for name, home in zip(names, homes, strict=True)]
    each = pd.Series(left, index=pd.Index(homes, name="firm"), dtype=np.float64)[kept]
    return each.groupby(level=0, sort=False).sum()


def _by_week(ledger: Ledger, ours: Flags) -> pd.Series:
    """Return the contribution of each week."""
    first, last = window(ledger)
    weeks = pd.Index(range(first, last + 1), name="week", dtype=np.int64)
    return pd.Series(gained_by_week(ledger)[ours].sum(axis=0), index=weeks, dtype=np.float64)


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
