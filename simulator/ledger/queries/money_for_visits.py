"""Money for visits: what is paid so that customers come and are told, booked to the channel that it serves.

    of a medium    what the focal manufacturer's campaigns cost there
    of an outlet   what it pays for advice + its part of media whose ads are met at outlets of its kind,
                   shared by the visits to these

Other media serve no outlet more than another: they are told by medium, and in the whole.
"""

import numpy as np

from simulator.domain.communication.medium import Medium
from simulator.ledger.ledger import Ledger
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.contacts_on_media import contacts_on_media
from simulator.ledger.queries.rows import Numbers, Rows, rows_of

ADVICE = "advice"


def money_for_visits(ledger: Ledger, parts: Breakdown) -> Numbers:
    """Return what is paid for visits, part by part; by medium, what is paid there [currency]."""
    found = contacts_on_media(ledger)
    if parts.by not in ("outlet", "format", "tier", "channel"):
        media = parts.total(found.rows, found.cost)
        return media if parts.by == "medium" else media + _advice(ledger, parts)
    return _advice(ledger, parts) + _ads_met_at_outlets(ledger, parts)


def visits_of(ledger: Ledger) -> Rows:
    """Return the visits to outlets that sell products of the focal manufacturer."""
    return rows_of(ledger, "traffic")


def _advice(ledger: Ledger, parts: Breakdown) -> Numbers:
    paid = rows_of(ledger, "payment", who="payer")
    is_advice = np.array([word == ADVICE for word in ledger.words] + [False], dtype=np.bool_)
    paid = paid.where(is_advice[paid["reason"]] & ledger.header.focal_sellers[paid.who])
    return parts.total(paid, paid.money("amount"))


def _ads_met_at_outlets(ledger: Ledger, parts: Breakdown) -> Numbers:
    """Return the part of each in media with ads that are met at outlets of its kind."""
    found, seen = contacts_on_media(ledger), visits_of(ledger)
    formats = np.array([None, *(member.format for member in ledger.header.members), None], dtype=object)
    money = np.zeros(len(seen))
    for place, medium in enumerate(ledger.header.scenario.media.values()):
        met_at = medium.met_at() if isinstance(medium, Medium) else None
        here = np.isin(formats[seen.who], met_at or ()) * seen["own"]
        cost = float(found.cost[found.rows["medium"] == place].sum())
        if cost and here.sum():
            money += cost * here / here.sum()
    return parts.total(seen, money)
