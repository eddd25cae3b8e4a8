"""Sell-in (gross): units that the trade received."""

from simulator.domain.registries import METRICS
from simulator.ledger.header import Flags, RunHeader
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import GROUPS, Breakdown, same_group
from simulator.ledger.queries.rows import Rows, rows_of


@METRICS.register("sell_in")
@metric(
    by=("week", "product", "tier", "channel", "outlet", "member"), additive=("week", "product"), amount=True
)
def sell_in(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of the focal manufacturer's products did the independent trade take in?

        Σ units of shipments from the manufacturer, or what it owns, to others, that arrived after the warm-up

    Gross: what the trade sends back was taken in, too; `sell_in_net` is without it. By tier, outlet or
    member: what each received from outside its own tier, by channel from outside its own, so that goods which
    pass a wholesaler count there and at the retailer. A week is that of arrival. An empty ledger: 0.

    Unit: units
    Source: Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    return taken_in(ledger, rows_of(ledger, "shipment", who="buyer", when="arrives"), by)


def taken_in(ledger: Ledger, into: Rows, by: str | None) -> MetricValue:
    """Return the units that the independent trade received, of shipments by the buyer."""
    parts = Breakdown(ledger, by, _takers(ledger.header, by))
    header, into = ledger.header, into.focal()
    into = into.where(header.independents[into.who])
    if by in (*GROUPS, "outlet", "member"):
        group = by if by in GROUPS else "tier"
        into = into.where(~same_group(header, str(group), into["supplier"], into["buyer"]))
    else:
        into = into.where(~header.independents[into["supplier"]])
    if by == "outlet":
        into = into.where(header.sellers[into.who])
    return parts.answer(parts.total(into, into.units))


def _takers(header: RunHeader, by: str | None) -> Flags:
    """Return the independent members that could take something in, by code; outlets if they sell."""
    takers = header.focal_handlers & header.independents
    return takers & header.sellers if by == "outlet" else takers
