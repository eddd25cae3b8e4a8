"""Cost of returns: what outlets lose by what customers send back."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.header import Flags
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.channels import focal_channel
from simulator.ledger.queries.rows import Numbers, Rows, all_rows, rows_of, window

PAID = ("refund", "return_shipping", "inspection")
RECEIVED = ("commission_refund", "return_credit")
GOODS = "goods"
"""What stands among the reasons for goods that came back."""


@METRICS.register("cost_of_returns")
@metric(
    by=("outlet", "tier", "channel", "reason"), additive=("outlet", "tier", "channel", "reason"), amount=True
)
def cost_of_returns(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much do outlets lose by what customers send back, after the warm-up?

        refunds + shipping + inspection − commissions given back − credits of suppliers
        − what goods that came back cost their outlets, but for those that could not be sold again

    so it is the margin of sales that are undone, what undoing them takes, and the goods that are thrown away.
    What is in inspection at the end counts as goods that came back. Of all outlets of the focal channel, with
    all that they sell (payments do not tell products apart). By reason, what is got back stands with a minus.
    An empty ledger: 0.

    Unit: currency
    Source: commercial returns; Blackburn, Guide, Souza & Van Wassenhove (2004), California Management Review
    46(2)
    """
    header, inside = ledger.header, focal_channel(ledger.header)
    is_inside = np.array([False, *(member.name in inside for member in header.members), False])
    chosen = is_inside & header.sellers
    parts = Breakdown(ledger, None if by == "reason" else by, chosen)
    sums = {reason: _paid(ledger, parts, chosen, reason) for reason in (*PAID, *RECEIVED)}
    sums[GOODS] = -_goods_back(ledger, parts, chosen)
    if by == "reason":
        index = pd.Index(list(sums), name=by)
        return pd.Series([float(each[0]) for each in sums.values()], index=index, dtype=np.float64)
    return parts.answer(np.sum(list(sums.values()), axis=0))


def _paid(ledger: Ledger, parts: Breakdown, chosen: Flags, reason: str) -> Numbers:
    """Return what outlets paid for a reason, or got for it, with a minus [currency]."""
    is_paid = reason in PAID
    rows = rows_of(ledger, "payment", who="payer" if is_paid else "payee")
    is_meant = np.array([word == reason for word in [*ledger.words, ""]], np.bool_)
    rows = rows.where(chosen[rows.who] & is_meant[rows["reason"]])
    return parts.total(rows, rows.money("amount") * (1 if is_paid else -1))


def _goods_back(ledger: Ledger, parts: Breakdown, chosen: Flags) -> Numbers:
    """Return what goods that came back cost their outlets, but for the unsaleable [currency]."""
    first, last = window(ledger)
    inspected = rows_of(ledger, "inspection")
    saleable = inspected["units"] - inspected["unsaleable"]
    held = all_rows(ledger, "in_inspection")
    more, less = held.between(last, last), held.between(min(first - 1, last), first - 1)

    def worth(rows: Rows, units: Numbers) -> Numbers:
        kept = chosen[rows.who]
        return parts.total(rows.where(kept), (units * rows.money("unit_cost"))[kept])

    return worth(inspected, saleable) + worth(more, more["units"]) - worth(less, less["units"])
