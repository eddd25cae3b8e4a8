"""Weeks in repair: how long customers are without a unit that has failed."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of


@METRICS.register("weeks_in_repair")
@metric(by=("member", "week", "product", "region", "segment", "cell"))
def weeks_in_repair(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How long does it take until a unit of the focal manufacturer's that has failed is back?

        Σ units · (week in which they are back − week in which they failed) / units that are back

    after the warm-up; by member, of each repairer; by week, of what is back in it. What its repairer gave
    back as it was counts. Nothing back: nan.

    Unit: weeks
    Source: time to repair; Murthy & Djamaludin (2002), International Journal of Production Economics 79(3)
    """
    parts = Breakdown(ledger, by)
    back = rows_of(ledger, "repair").focal()
    weeks = parts.total(back, back.units * (back.when - back["claimed"]))
    return parts.answer(ratio(weeks, parts.total(back, back.units)))
