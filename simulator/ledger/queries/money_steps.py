"""Money steps: what adds to or takes from a firm's earnings, from the list price down, by trading partner.

Each amount is told twice: of which firm, and through which party it earned or paid them. That is an
outlet of its own, or the other firm that it traded with; else none, and the amount is in common. What passes
between the parts of a firm, and what goods for another firm cost to make, is taken from one of these and
given to the other, so that all of them sum to what the firm earned.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.inventory_value import making_costs
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, rows_of
from simulator.ledger.queries.terms_of_rows import last_rows, terms_of
from simulator.ledger.queries.value_gained import goods_gained, owed_more

type Codes = NDArray[np.int64]

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
NONE = 0
"""The party through which what is in common was earned: none."""


class MoneySteps(NamedTuple):
    """Amounts by firm, the party through which it earned them, and step; and the units that firms sold."""

    firm: Codes
    through: Codes
    step: Codes
    amount: Numbers
    """Negative where it takes [steps of money]."""
    sold: Codes
    """What each party sold as a firm: to customers, or to other firms [steps]."""


def money_steps(ledger: Ledger) -> MoneySteps:
    """Return every amount that adds to what firms earned in the window, or takes from it."""
    book = _Book(ledger)
    sold = _price_steps(ledger, book)
    _payments(ledger, book)
    _waste(ledger, book)
    _goods_for_others(ledger, book)
    parties = np.arange(len(book.firm))
    unit = ledger.header.scenario.units.money_step
    for step, values in (("goods", goods_gained(ledger)), ("payment in parts", owed_more(ledger))):
        book.add(parties, NONE, PLACE[step], values / unit)
    firm, through, step_of, amount = (np.concatenate(column) for column in zip(*book.entries, strict=True))
    return MoneySteps(firm, through, step_of, amount, sold)


def firms(header: RunHeader) -> Codes:
    """Return the firm of each party, as a party; the outside world is one of its own."""
    homes = [0, *(header.code(header.home(member.name)) for member in header.members)]
    return np.array(homes, np.int64)


class _Book:
    """Amounts as they are entered: of a firm, through a party, in a step [steps of money]."""

    def __init__(self, ledger: Ledger) -> None:
        self.firm = firms(ledger.header)
        self.is_owned = self.firm != np.arange(len(self.firm))
        self.entries: list[tuple[Codes, Codes, Codes, Numbers]] = []

    def add(self, who: Codes, other: Codes | int, step: Codes | int, amount: Codes | Numbers) -> None:
        """Enter amounts of parties, in trade with others."""
        through = np.where(self.is_owned[who], who, other)
        steps = np.broadcast_to(np.asarray(step), amount.shape)
        self.entries.append((self.firm[who], through, steps, amount.astype(np.float64)))

    def move(self, who: Codes, other: Codes, step: int, amount: Codes) -> None:
        """Enter amounts through others that were entered as in common."""
        self.add(who, other, step, amount)
        self.add(who, NONE, step, -amount)


def _price_steps(ledger: Ledger, book: _Book) -> Codes:
    """Enter list prices, and what is paid less for promotions; return the units that each firm sold [steps].

    What is asked beside the list price follows: payments for units sold less what is entered here.
    """
    firm = book.firm
    sold = np.zeros(len(firm), np.int64)
    sales, offers = rows_of(ledger, "sale"), rows_of(ledger, "promotion_sale")
    shipped = _between_firms(rows_of(ledger, "shipment", who="buyer"), firm)
    for seller, other, rows, step in (
        (sales.who, NONE, sales, PRICES),
        (shipped["supplier"], shipped["buyer"], shipped, DISCOUNT),
    ):
        listed = rows["units"].astype(np.int64) * terms_of(ledger, rows).list_price
        np.add.at(sold, firm[seller], rows["units"].astype(np.int64))
        book.add(seller, other, LIST, listed)
        book.add(seller, other, step, -listed)
    less = offers["units"].astype(np.int64) * (offers["price"].astype(np.int64) - offers["asked"])
    book.add(offers.who, NONE, PROMOTIONS, less)
    book.add(offers.who, NONE, PRICES, -less)
    return sold


def _payments(ledger: Ledger, book: _Book) -> None:
    """Enter the payments; what customers and buyers of other firms pay for goods stands with the prices."""
    paid = rows_of(ledger, "payment")
    is_inside = book.firm[paid["payer"]] == book.firm[paid["payee"]]
    words = (*ledger.words, "")
    within = np.array([STEP_OF.get(word, PLACE["other"]) for word in words], np.int64)[paid["reason"]]
    for who, other, sign in (("payee", "payer", 1), ("payer", "payee", -1)):
        step = np.array([_step(word, sign) for word in words], np.int64)[paid["reason"]]
        partner = np.where(is_inside, NONE, paid[other])
        book.add(
            paid[who], partner, np.where(is_inside, within, step), sign * paid["amount"].astype(np.int64)
        )


def _waste(ledger: Ledger, book: _Book) -> None:
    """Enter goods thrown away on their own, and no more among goods."""
    scrapped, stock = rows_of(ledger, "scrap"), all_rows(ledger, "stock")
    known, last = last_rows(stock, scrapped, ledger.last_week)
    cost = np.zeros(len(scrapped), np.int64)
    cost[known] = stock["unit_cost"][last[known]]
    lost = scrapped["units"].astype(np.int64) * cost
    book.add(scrapped.who, NONE, GOODS, lost)
    book.add(scrapped.who, NONE, WASTE, -lost)


def _goods_for_others(ledger: Ledger, book: _Book) -> None:
    """Book the cost of goods shipped to other firms under the buyer, and take it back for goods returned."""
    stock = all_rows(ledger, "stock")
    for kind, buyer, sign in (("shipment", "buyer", 1), ("sell_back", "member", -1)):
        rows = rows_of(ledger, kind, who="supplier")
        rows = _between_firms(rows, book.firm, buyer)
        rows = rows.where(~book.is_owned[rows.who])
        known, last = last_rows(stock, rows, ledger.last_week)
        making = np.rint(making_costs(ledger.header) / ledger.header.scenario.units.money_step)
        cost = making.astype(np.int64)[rows["product"]]
        cost[known] = stock["unit_cost"][last[known]]
        book.move(rows.who, rows[buyer], GOODS, -sign * rows["units"].astype(np.int64) * cost)


def _between_firms(rows: Rows, firm: Codes, buyer: str = "buyer") -> Rows:
    """Return the rows about goods that went from one firm to another."""
    return rows.where(firm[rows["supplier"]] != firm[rows[buyer]])


def _step(reason: str, sign: int) -> int:
    """Return the step that a payment is a part of to the party that gets it (sign 1) or pays it (−1)."""
    if sign > 0 and reason in ("sale", "goods"):
        return PRICES if reason == "sale" else DISCOUNT
    if sign < 0 and reason == "buy_back":
        return PLACE["returns"]
    return STEP_OF.get(reason, PLACE["other"])
