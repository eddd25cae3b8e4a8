"""Buy-box share: how often an offer on a marketplace is the one that is shown first."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import Rows, all_rows, rows_of


@METRICS.register("buy_box_share")
@metric(by=("outlet", "tier", "channel", "product", "week"))
def buy_box_share(ledger: Ledger, by: str | None = None) -> MetricValue:
    """In which part of the weeks in which it was in stock did an offer stand in the buy box?

        weeks in the box / weeks in stock on a marketplace that has a box, over offers of focal products

    After the warm-up. The whole is one over the mean number of offers that a box is chosen from. No offer
    on such a marketplace: nan.

    Unit: share of offer-weeks
    Source: buy-box percentage as marketplaces report it to sellers; Chen, Mislove and Wilson (2016), WWW '16
    """
    parts = Breakdown(ledger, by)
    boxes = rows_of(ledger, "buy_box").focal()
    offers = _with_a_box(ledger, rows_of(ledger, "posting").focal())
    held, offered = (parts.total(rows, np.ones(len(rows))) for rows in (boxes, offers))
    return parts.answer(ratio(held, offered))


def _with_a_box(ledger: Ledger, postings: Rows) -> Rows:
    """Return the postings with goods of outlets on marketplaces with a buy box that was ever filled."""
    header = ledger.header
    with_box = set(np.unique(all_rows(ledger, "buy_box")["platform"]).tolist())
    hosts = [header.code(member.hosted_by) if member.hosted_by else -1 for member in header.members]
    is_there = np.array([False, *(host in with_box for host in hosts), False])
    return postings.where(is_there[postings.who] & (postings["units"] > 0))
