"""Fill rate: demand served from the shelf."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.demand_process_service import demand_served
from simulator.ledger.queries.outlet_demand import asked_in_vain, sold_from_shelf
from simulator.ledger.queries.rows import rows_of, window


@METRICS.register("fill_rate", meant_by=("service_level",))
@metric(by=("outlet", "tier", "channel", "week", "product", "region", "segment", "cell"), remembers=True)
def fill_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of what customers wanted first did they find on the shelf?

        units sold as first choice / (units sold as first choice + units missed as first choice)

    Type 2 service, of the focal manufacturer's products, after the warm-up. A second choice that was
    bought instead counts on neither side; what was ordered and delivered later was missed. Of a stream of
    demand, what was shipped in the week in which it was asked for was found; it lives in no cell. Nobody
    wanted any: nan.

    Unit: share of first-choice demand
    Source: Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains
    """
    parts = Breakdown(ledger, by)
    sales = sold_from_shelf(ledger).between(*window(ledger)).focal()
    sales = sales.where(sales["substitute"] == 0)
    misses = asked_in_vain(ledger, rows_of(ledger, "lost_sale")).focal()
    asked, got = demand_served(ledger)
    met, missed = parts.total(sales, sales.units), parts.total(misses, misses.units)
    streamed, found = parts.total(asked, asked.units), parts.total(got, got.units)
    return parts.answer(ratio(met + found, met + missed + streamed))
