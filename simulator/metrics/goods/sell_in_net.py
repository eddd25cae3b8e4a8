"""Sell-in (net): units that the trade received and did not send back."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.net_shipments import net_shipments
from simulator.metrics.goods.sell_in import sell_in, taken_in


@METRICS.register("sell_in_net")
@metric(by=sell_in.by, additive=sell_in.additive, amount=True)
def sell_in_net(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of the focal manufacturer's products did the independent trade take in and keep?

        `sell_in` − Σ units sent back to the manufacturer, or what it owns, after the warm-up

    Net: goods that come back when a retailer leaves or drops them were lent, not sold. By tier, outlet or
    member: less what each sent back outside its own tier. A return counts in its own week, which can show
    less than nothing. What the trade scraps or lets spoil it has paid for: that stays sold in. An empty
    ledger: 0.

    Unit: units
    Source: net sales: gross sales less returns; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing
    Metrics
    """
    return taken_in(ledger, net_shipments(ledger, who="buyer", when="arrives"), by)
