"""Cost to serve: cost of bringing a unit to a customer, without the goods."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.columns import Column
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import GROUPS, Breakdown, ratio, same_group
from simulator.ledger.queries.channels import focal_channel
from simulator.ledger.queries.customer_returns import net_sales
from simulator.ledger.queries.net_shipments import net_shipments
from simulator.ledger.queries.rows import Rows, rows_of

SERVING = (
    "advice", "handling", "freight", "storage", "storage fee", "fulfilment", "commission", "instalment_fee",
    "return_shipping", "inspection",
)  # fmt: skip
"""Reasons of payments that serving customers takes."""
GIVEN_BACK = {"commission_refund": "commission"}
"""Reasons of payments that undo others: they count against them."""


@METRICS.register("cost_to_serve")
@metric(by=("outlet", "tier", "channel", "reason"), additive=("reason",))
def cost_to_serve(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much does serving customers cost outlets per unit, beside the goods?

        Σ paid for advice, handling, freight, storage, fulfilment, commissions, instalments, returns
        / units sold, less what customers send back

    Of all who ever deal in the focal manufacturer's products, with
    everything they sell (payments do not tell products apart), after the warm-up; commissions less what is
    given back of them; rent, wages, what is refunded, repairs and support are not in it. By tier or
    channel: what each of them pays, those upstream too, per unit that it sells or ships to another and that
    does not come back. By reason: all outlets, what for; these sum to the whole. Nothing sold: infinite if
    something was paid, else nan.

    Unit: currency per unit
    Source: Braithwaite and Samakh (1998), International Journal of Logistics Management 9(1)
    """
    header = ledger.header
    chosen = _chosen(ledger, by)
    parts = Breakdown(ledger, None if by == "reason" else by)
    paid = _serving_payments(ledger)
    paid = paid.where(chosen[paid.who])
    sold = net_sales(ledger)
    passed_on = net_shipments(ledger, who="supplier")
    sold, passed_on = (rows.where(chosen[rows.who]) for rows in (sold, passed_on))
    leaves = ~same_group(
        header, str(by) if by in GROUPS else "tier", passed_on["supplier"], passed_on["buyer"]
    )
    passed_on = passed_on.where(leaves if by in GROUPS else header.users[passed_on["buyer"]])
    units = np.maximum(0.0, parts.total(sold, sold.units) + parts.total(passed_on, passed_on.units))
    if by == "reason":
        return _by_reason(paid, float(units[0]))
    return parts.answer(ratio(parts.total(paid, paid.money("amount")), units))


def _serving_payments(ledger: Ledger) -> Rows:
    """Return what is paid for serving, by payer; what is given back of it, by payee, as a negative amount."""
    paid, back = (rows_of(ledger, "payment", who=side) for side in ("payer", "payee"))
    words = [GIVEN_BACK.get(word, word) for word in ledger.words]
    place = np.array([SERVING.index(word) if word in SERVING else -1 for word in words], np.intp)
    undoes = np.array([word in GIVEN_BACK for word in ledger.words], np.bool_)
    if not len(paid):
        return paid
    paid = paid.where((place[paid["reason"]] >= 0) & ~undoes[paid["reason"]])
    back = back.where(undoes[back["reason"]])
    columns = {
        "week": np.concatenate([paid.when, back.when]),
        "payer": np.concatenate([paid.who, back.who]),
        "amount": np.concatenate([paid["amount"], -back["amount"]]),
        "reason": np.concatenate([place[paid["reason"]], place[back["reason"]]]),
    }
    return Rows(ledger.header, columns, "payer", "week")


def _chosen(ledger: Ledger, by: str | None) -> Column:
    """Return the members that count, by code: outlets of the focal channel, or by groups of it, all."""
    header, inside = ledger.header, focal_channel(ledger.header)
    is_inside = np.array([False, *(member.name in inside for member in header.members), False])
    return is_inside if by in GROUPS else is_inside & header.sellers


def _by_reason(paid: Rows, units: float) -> pd.Series:
    at = paid["reason"] if len(paid) else np.zeros(0, np.intp)
    sums = np.bincount(at, paid.money("amount"), minlength=len(SERVING))
    shares = ratio(sums, np.full(len(sums), units))
    return pd.Series(shares, index=pd.Index(SERVING, name="reason"), dtype=np.float64)
