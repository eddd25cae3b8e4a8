"""Pocket margin: what is left of a unit's list price, step by step, to the firm that sells it."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.channels import focal_channel
from simulator.ledger.queries.money_steps import STEPS, money_steps


@METRICS.register("pocket_margin")
@metric(by=("step", "firm"), additive=("step",))
def pocket_margin(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of a unit's list price is left to the focal manufacturer that sells it, after the warm-up?

        (payments received − payments made + gain of goods held and of what customers owe) / units sold

    so contribution a unit. What a firm owns counts with it, and what passes between its parts is nothing.
    Units are those sold to customers and shipped to other firms, whether or not they come back. By step, from
    the list price in force down: own prices, promotions, discount to buyers, goods at their cost, those
    thrown away apart, rebates, allowances, commissions, and what else was paid and received, by reason; these
    sum to the whole. By firm, of all that handle the focal manufacturer's products, with all that they sell.
    Nothing sold: nan, or infinite with the sign of what is left.

    Unit: currency per unit
    Source: pocket price waterfall, Marn and Rosiello (1992), Harvard Business Review 70(5)
    """
    money, units = price_waterfall(ledger)
    header, left = ledger.header, money.sum(axis=1)
    if by == "firm":
        known = focal_channel(header)
        kept = [name for name in money.index[units > 0.0] if header.home(name) in known]
        return (left / units)[kept].rename_axis(by)
    focal = header.scenario.focal_maker
    if by == "step":
        each = ratio(money.loc[focal].to_numpy(), np.full(len(STEPS), units[focal]))
        return pd.Series(each, index=pd.Index(list(STEPS), name=by))
    return float(ratio(np.array([left[focal]]), np.array([units[focal]]))[0])


def price_waterfall(ledger: Ledger) -> tuple[pd.DataFrame, pd.Series]:
    """Return what each step adds or takes, by firm (a row) and step (a column), and what each firm sold.

    In currency, negative where it takes, and units. The list price is that in force for the outlet that sells
    or buys; of a buyer that is no outlet, that of the beginning. What own prices, promotions and discounts
    make of it comes to what is paid for units sold. Goods thrown away count at what their holder's last stock
    of them cost. Rows sum to the firm's contribution.
    """
    header, told = ledger.header, money_steps(ledger)
    money = np.zeros((len(header.parties), len(STEPS)))
    np.add.at(money, (told.firm, told.step), told.amount)
    names = [name for name in header.parties[1:] if header.home(name) == name]
    rows = [header.code(name) for name in names]
    money *= header.scenario.units.money_step
    table = pd.DataFrame(money[rows], index=pd.Index(names, name="firm"), columns=list(STEPS))
    return table, pd.Series(told.sold[rows] * header.scenario.units.quantity_step, index=table.index)
