"""Contacts on media: what people met on media of the focal manufacturer's products, and what was paid for it.

The ledger tells campaigns' payments by week and manufacturer, and contacts by cell, product, medium and
message. So what a manufacturer paid in a week is told apart by contacts paid for times the medium's cost per
contact: together it is the payment to the money step, and apart it is right but for contacts being whole.
"""

from dataclasses import dataclass

import numpy as np

from simulator.ledger.header import NOBODY_CODE
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Numbers, Rows, rows_of


@dataclass(frozen=True)
class ContactsOnMedia:
    """Contacts after the warm-up, row by row."""

    rows: Rows
    """Week, cell, product and medium (its place in the scenario's media) of each."""
    contacts: Numbers
    """How many, paid for or earned."""
    cost: Numbers
    """What was paid for them [currency]."""

    def of(self, chosen: np.ndarray) -> "ContactsOnMedia":
        """Return the rows for which *chosen* holds."""
        return ContactsOnMedia(self.rows.where(chosen), self.contacts[chosen], self.cost[chosen])


def contacts_on_media(ledger: Ledger) -> ContactsOnMedia:
    """Return all contacts with the focal manufacturer's products on media."""
    paid, earned = (_placed(ledger, rows_of(ledger, kind)) for kind in ("touchpoint", "earned_contact"))
    cost = np.concatenate([_cost(ledger, paid), np.zeros(len(earned))])
    columns = {name: np.concatenate([paid[name], earned[name]]) for name in paid.columns}
    rows = Rows(ledger.header, columns, "week", "week")
    focal = ledger.header.focal_products[rows["product"]]
    return ContactsOnMedia(rows, rows["contacts"].astype(np.float64), cost).of(focal)


def paid_for_campaigns(ledger: Ledger) -> Rows:
    """Return what manufacturers paid for campaigns."""
    rows = rows_of(ledger, "payment", who="payer")
    is_campaign = np.array([word == "campaign" for word in ledger.words] + [False], dtype=np.bool_)
    return rows.where(is_campaign[rows["reason"]])


def _placed(ledger: Ledger, rows: Rows) -> Rows:
    """Return rows with the place of their medium in the scenario instead of its word."""
    media = [*rows.header.scenario.media]
    place = np.array([media.index(word) if word in media else NOBODY_CODE for word in ledger.words])
    medium = place[rows["medium"]] if len(rows) else rows["medium"]
    return Rows(rows.header, {**rows.columns, "medium": medium}, "week", "week")


def _cost(ledger: Ledger, rows: Rows) -> Numbers:
    """Return what was paid for the contacts of each row: its part of its manufacturer's week [currency]."""
    header, payments = ledger.header, paid_for_campaigns(ledger)
    makers = np.array([header.code(header.maker_of(product)) for product in header.products], np.intp)
    prices = np.array([medium.cost_per_contact for medium in header.scenario.media.values()] + [0.0])
    worth = prices[rows["medium"]] * rows["contacts"]
    width = len(header.members) + 1
    own = rows.when * width + makers[rows["product"]] if len(rows) else np.zeros(0, np.intp)
    size = (ledger.last_week + 1) * width
    paid = np.bincount(payments.when * width + payments.who, payments.money("amount"), minlength=size)
    whole = np.bincount(own, worth, minlength=size)
    return np.asarray(worth * np.divide(paid, whole, out=np.zeros(size), where=whole > 0.0)[own], np.float64)
