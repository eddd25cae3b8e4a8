"""Terms in force: list price and price floor by which a price is judged, as they were in its week.

What is said last up to a week holds in it. A ledger that says nothing of an outlet and a product, as those
written before such entries were, is read by the contracts of its header.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.ledger.header import RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.rows import Rows, all_rows
from simulator.mechanisms.pricing.price_floor import is_breach

type Integers = NDArray[np.int64]

READ = ("list_price", "promotional_price", "price_floor")


@dataclass(frozen=True)
class TermsOfRows:
    """The terms in force for the outlet, product and week of each row, of one quantity step [money steps]."""

    list_price: Integers
    promotional_price: Integers
    """The list price as the manufacturer's own price changes leave it."""
    price_floor: Integers
    """The lowest price that may be advertised; 0: any may."""


def terms_of(ledger: Ledger, rows: Rows) -> TermsOfRows:
    """Return the terms in force for rows about outlets and products."""
    written = all_rows(ledger, "terms_in_force")
    is_said, last = last_rows(written, rows, ledger.last_week)
    found = {}
    for name, opening in _opening(ledger.header).items():
        values = opening[rows.who, rows["product"]]
        values[is_said] = written[name][last[is_said]]
        found[name] = values
    return TermsOfRows(**found)


def last_rows(written: Rows, rows: Rows, last_week: int) -> tuple[NDArray[np.bool_], Integers]:
    """Return whether anything was written of each row's party and product by its week, and the last of it.

    The last is a number of a row of *written*; it means nothing where nothing was.
    """
    order = np.lexsort((written.when, _place(written)))
    places, asked = _place(written)[order], _place(rows)
    if not len(places):
        return np.zeros(len(rows), bool), np.zeros(len(rows), np.int64)
    weeks = int(max(last_week, rows.when.max(initial=0))) + 1
    last = np.searchsorted(places * weeks + written.when[order], asked * weeks + rows.when, "right") - 1
    last = np.maximum(last, 0)
    is_said = (places[last] == asked) & (written.when[order][last] <= rows.when)
    return is_said, order[last]


def breaches(ledger: Ledger, posted: Rows) -> tuple[Rows, NDArray[np.bool_]]:
    """Return the postings under a floor, and which of these are breaches: below the floor in force."""
    floor = terms_of(ledger, posted).price_floor
    return posted.where(floor > 0), is_breach(posted["price"], floor)[floor > 0]


def _place(rows: Rows) -> Integers:
    return rows.who.astype(np.int64) * len(rows.header.products) + rows["product"]


def _opening(header: RunHeader) -> dict[str, Integers]:
    """Return the terms that the header's contracts open with, parties × products."""
    listed = [header.scenario.units.price(header.list_price(product)) for product in header.products]
    lists = np.tile(np.array(listed, np.int64), (len(header.parties), 1))
    floors = np.zeros_like(lists)
    for contract in header.contracts:
        for code, product in enumerate(header.products):
            if product in contract.prices:
                share = contract.floor_of(product)
                floor = header.scenario.units.price(share * header.list_price(product))
                at = (header.code(contract.buyer), code)
                floors[at] = max(floors[at], floor)
    return dict(zip(READ, (lists, lists, floors), strict=True))
