"""Cost to serve: cost of bringing a unit to a customer, without the goods."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.columns import Column
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.goods_balance import same_tier
from simulator.ledger.queries.net_shipments import net_shipments
from simulator.ledger.queries.rows import Rows, rows_of
from simulator.metrics.money.contribution import focal_channel

SERVING = (
    "advice", "handling", "freight", "storage", "storage fee", "fulfilment", "commission", "instalment_fee",
)  # fmt: skip
"""Reasons of payments that serving customers takes."""


@METRICS.register("cost_to_serve")
@metric(by=("outlet", "tier", "reason"), additive=("reason",))
def cost_to_serve(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much does serving customers cost outlets per unit, beside the goods?

        Σ paid for advice, handling, freight, storage, fulfilment, commissions and instalments / units sold

    Of all who ever deal in the focal manufacturer's products, with everything they sell (payments do not tell
    products apart), after the warm-up; rent and wages are not in it. By tier: what each tier pays, those
    upstream too, per unit that it sells or ships to another tier and that does not come back. By reason: all
    outlets, what for; these sum to the whole. Nothing sold: infinite if something was paid, else nan.

    Unit: currency per unit
    Source: Braithwaite and Samakh (1998), International Journal of Logistics Management 9(1)
    """
    header = ledger.header
    chosen = _chosen(ledger, by)
    parts = Breakdown(ledger, None if by == "reason" else by)
    paid = rows_of(ledger, "payment", who="payer")
    is_serving = np.array([word in SERVING for word in ledger.words], np.bool_)
    paid = paid.where(is_serving[paid["reason"]] & chosen[paid.who])
    sold = rows_of(ledger, "sale")
    passed_on = net_shipments(ledger, who="supplier")
    sold, passed_on = (rows.where(chosen[rows.who]) for rows in (sold, passed_on))
    leaves = ~same_tier(header, passed_on["supplier"], passed_on["buyer"])
    passed_on = passed_on.where(leaves if by == "tier" else header.users[passed_on["buyer"]])
    units = np.maximum(0.0, parts.total(sold, sold.units) + parts.total(passed_on, passed_on.units))
    if by == "reason":
        return _by_reason(ledger, paid, float(units[0]))
    return parts.answer(ratio(parts.total(paid, paid.money("amount")), units))


def _chosen(ledger: Ledger, by: str | None) -> Column:
    """Return the members that count, by code: outlets of the focal channel, or by tier, all of it."""
    header, inside = ledger.header, focal_channel(ledger.header)
    is_inside = np.array([False, *(member.name in inside for member in header.members), False])
    return is_inside if by == "tier" else is_inside & header.sellers


def _by_reason(ledger: Ledger, paid: Rows, units: float) -> pd.Series:
    place = np.array([SERVING.index(word) if word in SERVING else 0 for word in ledger.words], np.intp)
    at = place[paid["reason"]] if len(paid) else np.zeros(0, np.intp)
    sums = np.bincount(at, paid.money("amount"), minlength=len(SERVING))
    shares = ratio(sums, np.full(len(sums), units))
    return pd.Series(shares, index=pd.Index(SERVING, name="reason"), dtype=np.float64)
