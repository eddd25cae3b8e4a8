"""Cost per visit: what is paid so that a need sees an offer of the focal manufacturer at an outlet."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.money_for_visits import money_for_visits, visits_of
from simulator.ledger.queries.visits_by_medium import visits_by_medium


@METRICS.register("cost_per_visit")
@metric(by=("outlet", "format", "medium", "week"), stages=("medium",))
def cost_per_visit(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """How much was paid on media and for advice for each visit that saw the focal manufacturer's offers?

        (Σ paid for its campaigns + Σ paid for advice by its outlets) / Σ visits

    after the warm-up; visits as `traffic` counts them: needs that first saw its offers at an outlet. By
    outlet or kind of outlet (format): its visits, what it paid for advice, and its part of media whose ads
    are met at outlets of its kind, shared by visits; other media serve no outlet more than another and are
    not in it. By medium: what was paid there, per visit that it brought, as `traffic` tells them; visits that
    none brought cost nothing there. Payments do not tell products apart. No visit: infinite if something was
    paid, else nan.

    Unit: currency per visit
    Source: cost per visit, Farris, Bendle, Pfeifer & Reibstein (2010), Marketing Metrics; entries `traffic`
    and `traffic_source`
    """
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    money = money_for_visits(ledger, parts)
    visits = visits_by_medium(ledger) if by == "medium" else visits_of(ledger)
    return parts.ratio_of_sums(money, parts.total(visits, visits["own"]))
