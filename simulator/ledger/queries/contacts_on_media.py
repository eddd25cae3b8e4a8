"""Contacts on media: what people met of the focal manufacturer's products on media, and what was paid for.

What a medium costs besides are the lead magnets of mailing lists.
"""

from dataclasses import dataclass

import numpy as np

from simulator.ledger.header import NOBODY_CODE
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, rows_of, window


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
    cost = np.concatenate([_paid_for(ledger, paid), np.zeros(len(earned))])
    columns = {name: np.concatenate([paid[name], earned[name]]) for name in earned.columns}
    rows = Rows(ledger.header, columns, "week", "week")
    focal = ledger.header.focal_products[rows["product"]]
    return ContactsOnMedia(rows, rows["contacts"].astype(np.float64), cost).of(focal)


def mailing_lists(ledger: Ledger) -> Rows:
    """Return what became of the focal manufacturer's mailing lists in all weeks, by the place of media."""
    rows = _placed(ledger, all_rows(ledger, "mailing_list"))
    return rows.where(rows["manufacturer"] == ledger.header.code(ledger.header.scenario.focal_maker))


def lead_magnets(ledger: Ledger) -> Rows:
    """Return the same of the weeks after the warm-up, with what was given for joining."""
    return mailing_lists(ledger).between(*window(ledger))


def _paid_for(ledger: Ledger, rows: Rows) -> Numbers:
    """Return what contacts cost [currency]; NaN in ledgers of earlier versions, which do not tell it."""
    return np.full(len(rows), np.nan) if ledger.count("reason_not_to_buy") else rows.money("cost")


def _placed(ledger: Ledger, rows: Rows) -> Rows:
    """Return rows with the place of their medium in the scenario instead of its word."""
    media = [*rows.header.scenario.media]
    place = np.array([media.index(word) if word in media else NOBODY_CODE for word in ledger.words])
    medium = place[rows["medium"]] if len(rows) else rows["medium"]
    return Rows(rows.header, {**rows.columns, "medium": medium}, "week", "week")
