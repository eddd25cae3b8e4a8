"""Member share: which share of owners are members of the community of what they own."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import all_rows, window


@METRICS.register("member_share")
@metric(by=("week", "product", "region", "segment", "cell"))
def member_share(ledger: Ledger, by: str | None = None) -> MetricValue:
    """Which share of the owners of products with a community are its members at the end of the run?

        members / owners, of the focal manufacturer's products that have a `community`; by week, at each end

    Of new owners it is what `joins` says; beyond that, of all who have it, so far as members stay longer than
    others do, and below where they leave sooner. No owners: nan.

    Unit: share
    Source: counts of `membership` and `ownership`
    """
    parts = Breakdown(ledger, by)
    first, last = window(ledger)
    weeks = (first if by == "week" else max(first, last), last)
    member, owner = (all_rows(ledger, kind).focal().between(*weeks) for kind in ("membership", "ownership"))
    products = ledger.header.scenario.products
    have_one = [n for n, name in enumerate(ledger.header.products) if products[name].community is not None]
    owner = owner.where(np.isin(owner["product"], [*have_one, *member["product"]]))
    members = parts.total(member, member["customers"])
    return parts.answer(ratio(members, parts.total(owner, owner["customers"])))
