"""Reach: share of people with a contact with a campaign."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.contacts_on_media import ContactsOnMedia, contacts_on_media
from simulator.ledger.queries.rows import Numbers, Rows

OF_PEOPLE = ("segment", "region", "cell")
"""Cuts by which people are told apart, and not what they met."""


@METRICS.register("reach")
@metric(by=("medium", "product", "week", *OF_PEOPLE))
def reach(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of people met a campaign for the focal manufacturer's products at least once?

        Σ people (1 − e^(−contacts / people)) / Σ people

    over cells, with the contacts of all weeks after the warm-up, or of a week, medium or product alone.
    Assumes that contacts fall on the people of a cell independently (Poisson), as awareness does; where the
    same people see every issue, fewer are reached. Nobody there: nan.

    Unit: share of people
    Source: reach of a schedule, Rossiter & Danaher (1998), Advanced Media Planning; Poisson form
    """
    parts, found = Breakdown(ledger, by), contacts_on_media(ledger)
    met = people_reached(parts, found)
    return parts.answer(ratio(met, _people(ledger, parts, len(met))))


def people_reached(parts: Breakdown, found: ContactsOnMedia) -> Numbers:
    """Return how many people of each slice had a contact [people]."""
    rows = found.rows
    people = np.array([cell.customers for cell in rows.header.cells], dtype=np.float64)
    apart = parts.by if parts.by in ("medium", "product", "week") else None
    key = rows["cell"] + (rows[apart] * len(people) if apart and len(rows) else 0)
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    contacts = np.bincount(place, found.contacts, minlength=len(first))
    one_each = rows.where(first)
    there = people[one_each["cell"]]
    return parts.total(one_each, -there * np.expm1(-contacts / np.maximum(there, 1.0)))


def _people(ledger: Ledger, parts: Breakdown, slices: int) -> Numbers:
    """Return how many people there are for each slice: of its own where people are told apart, else all."""
    cells = ledger.header.cells
    people = np.array([cell.customers for cell in cells], dtype=np.float64)
    if parts.by not in OF_PEOPLE:
        return np.full(slices, people.sum())
    everybody = {"week": np.zeros(len(cells), np.intp), "cell": np.arange(len(cells))}
    return parts.total(Rows(ledger.header, everybody, "week", "week"), people)
