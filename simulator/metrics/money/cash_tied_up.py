"""Cash tied up: money that is bound in goods and in what customers owe."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import GROUPS
from simulator.ledger.queries.channels import channels_of, focal_channel
from simulator.ledger.queries.inventory_value import making_costs
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, rows_of, weeks, window


@METRICS.register("cash_tied_up", meant_by=("working_capital", "capital_employed", "inventory_investment"))
@metric(by=("member", *GROUPS), amount=True)
def cash_tied_up(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much money of the focal manufacturer is bound in goods and in what customers owe it?

        mean over weeks of ( goods at what they cost their holder + instalments that customers owe )

    at the end of each week after the warm-up. Goods are on hand, in inspection, bought and under way, or in
    the making, of all makers; what the manufacturer owns counts with it. By member, everybody alone; by tier
    and channel, all who handle its products, as in `contribution`: together they tell what money earns where
    it is bound. Bills between members are paid at once and bind nothing. No weeks: nan.

    Unit: currency
    Source: working capital, payables apart; Brealey, Myers and Allen (2019), Principles of Corporate Finance
    """
    header = ledger.header
    names = [member.name for member in header.members]
    bound = np.divide(_weeks_of_money(ledger)[1:], weeks(ledger) or np.nan)
    if by == "member":
        return pd.Series(bound, index=pd.Index(names, name=by), dtype=np.float64)
    homes = [header.home(name) for name in names]
    if by is None:
        return float(sum(bound[[home == header.scenario.focal_maker for home in homes]]))
    groups = [header.member(home).in_tier for home in homes] if by == "tier" else channels_of(header)[1:]
    inside = focal_channel(header)
    each = pd.Series(bound, index=pd.Index(groups, name=by), dtype=np.float64)
    return each[[name in inside for name in names]].groupby(level=0, sort=False).sum()


def _weeks_of_money(ledger: Ledger) -> Numbers:
    """Return what each party had bound at the ends of weeks, summed over them [currency · weeks]."""
    total = np.zeros(len(ledger.header.parties))
    for kind in ("stock", "in_inspection"):
        rows = rows_of(ledger, kind)
        np.add.at(total, rows.who, rows.worth("unit_cost"))
    owed = rows_of(ledger, "receivable")  # the balance at the end of each week, as stock is
    np.add.at(total, owed.who, owed.money("amount"))
    bought, made = all_rows(ledger, "shipment", who="buyer"), all_rows(ledger, "production")
    for rows, values, until in (
        (bought, bought.worth("price"), bought["arrives"]),
        (made, made["units"] * making_costs(ledger.header)[made["product"]], made["arrives"]),
    ):
        np.add.at(total, rows.who, values * _ends(ledger, rows, until))
    return total


def _ends(ledger: Ledger, rows: Rows, until: Numbers) -> Numbers:
    """Return at the ends of how many weeks of the window something is there, from its week until another."""
    first, last = window(ledger)
    there = np.minimum(until - 1, last) - np.maximum(rows["week"], first) + 1
    return np.asarray(np.maximum(there, 0), np.float64)
