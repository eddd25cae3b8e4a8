"""Pocket margin: what is left of a unit's list price, step by step, to the firm that sells it."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from simulator.domain.registries import METRICS
from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.rows import all_rows, rows_of
from simulator.ledger.queries.terms_of_rows import last_rows, terms_of
from simulator.metrics.money.contribution import focal_channel, goods_gained, owed_more

type Table = NDArray[np.int64]

STEPS = {
    "list price": (),
    "own prices": (),
    "promotions": (),
    "trade discount": (),
    "goods": ("goods", "production", "buy_back"),
    "waste": (),
    "rebates": ("rebate",),
    "allowances": ("late_fee", "penalty"),
    "commissions": ("commission", "commission_refund", "fulfilment", "storage fee"),
    "payment in parts": ("instalment_fee", "credit", "instalment"),
    "advice and handling": ("advice", "handling"),
    "freight": ("freight",),
    "storage": ("storage",),
    "returns": ("refund", "return_shipping", "inspection", "return_credit"),
    "repairs and support": ("repair", "repair_fee", "repair_shipping", "support", "support_fee"),
    "compensation": ("compensation",),
    "communication": ("campaign", "lead_magnet", "community"),
    "running": ("running",),
    "other": (),
}
"""The steps from the list price down, and the reasons of payments that each is made of."""
PLACE = {name: at for at, name in enumerate(STEPS)}
STEP_OF = {reason: PLACE[name] for name, reasons in STEPS.items() for reason in reasons}
LIST, PRICES, PROMOTIONS, DISCOUNT, GOODS, WASTE = range(6)


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
    header, firm = ledger.header, firms(ledger.header)
    table = np.zeros((len(header.parties), len(STEPS)), np.int64)
    sold = _price_steps(ledger, firm, table)
    _payments(ledger, firm, table)
    _waste(ledger, firm, table)
    names = [name for name in header.parties[1:] if header.home(name) == name]
    rows = [header.code(name) for name in names]
    money = table * header.scenario.units.money_step
    for step, values in (("goods", goods_gained(ledger)), ("payment in parts", owed_more(ledger))):
        np.add.at(money[:, PLACE[step]], firm, values)
    told = pd.DataFrame(money[rows], index=pd.Index(names, name="firm"), columns=list(STEPS))
    return told, pd.Series(sold[rows] * header.scenario.units.quantity_step, index=told.index)


def firms(header: RunHeader) -> NDArray[np.int64]:
    """Return the firm of each party, as a party; the outside world is one of its own."""
    homes = [0, *(header.code(header.home(member.name)) for member in header.members)]
    return np.array(homes, np.int64)


def _price_steps(ledger: Ledger, firm: NDArray[np.int64], table: Table) -> Table:
    """Enter list prices, and what is paid less for promotions; return the units that each firm sold [steps].

    What is asked beside the list price follows: payments for units sold less what is entered here.
    """
    sold = np.zeros(len(firm), np.int64)
    sales, offers = rows_of(ledger, "sale"), rows_of(ledger, "promotion_sale")
    shipped = rows_of(ledger, "shipment", who="buyer")
    shipped = shipped.where(firm[shipped["supplier"]] != firm[shipped["buyer"]])
    for seller, rows, step in (
        (firm[sales.who], sales, PRICES),
        (firm[shipped["supplier"]], shipped, DISCOUNT),
    ):
        listed = rows["units"].astype(np.int64) * terms_of(ledger, rows).list_price
        np.add.at(sold, seller, rows["units"].astype(np.int64))
        np.add.at(table[:, LIST], seller, listed)
        np.subtract.at(table[:, step], seller, listed)
    less = offers["units"].astype(np.int64) * (offers["price"].astype(np.int64) - offers["asked"])
    np.add.at(table[:, PROMOTIONS], firm[offers.who], less)
    np.subtract.at(table[:, PRICES], firm[offers.who], less)
    return sold


def _payments(ledger: Ledger, firm: NDArray[np.int64], table: Table) -> None:
    """Enter the payments between firms; what customers and buyers pay for goods stands with the prices."""
    paid = rows_of(ledger, "payment")
    paid = paid.where(firm[paid["payer"]] != firm[paid["payee"]])
    for who, sign in (("payee", 1), ("payer", -1)):
        step = np.array([_step(word, sign) for word in (*ledger.words, "")], np.int64)[paid["reason"]]
        np.add.at(table, (firm[paid[who]], step), sign * paid["amount"].astype(np.int64))


def _waste(ledger: Ledger, firm: NDArray[np.int64], table: Table) -> None:
    """Enter goods thrown away on their own, and no more among goods."""
    scrapped, stock = rows_of(ledger, "scrap"), all_rows(ledger, "stock")
    known, last = last_rows(stock, scrapped, ledger.last_week)
    cost = np.zeros(len(scrapped), np.int64)
    cost[known] = stock["unit_cost"][last[known]]
    lost = scrapped["units"].astype(np.int64) * cost
    np.add.at(table[:, GOODS], firm[scrapped.who], lost)
    np.subtract.at(table[:, WASTE], firm[scrapped.who], lost)


def _step(reason: str, sign: int) -> int:
    """Return the step that a payment is a part of to the party that gets it (sign 1) or pays it (−1)."""
    if sign > 0 and reason in ("sale", "goods"):
        return PRICES if reason == "sale" else DISCOUNT
    if sign < 0 and reason == "buy_back":
        return PLACE["returns"]
    return STEP_OF.get(reason, PLACE["other"])
