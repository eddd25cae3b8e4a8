"""Ready rate: share of weeks without a stock-out."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.demand_process_service import demand_served
from simulator.ledger.queries.outlet_demand import asked_in_vain
from simulator.ledger.queries.rows import Numbers, Rows, rows_of


@METRICS.register("ready_rate")
@metric(by=("outlet", "tier", "channel", "week", "product"), remembers=True)
def ready_rate(ledger: Ledger, by: str | None = None) -> MetricValue:
    """In what share of its weeks was an offer in stock for all customers that wanted it first?

        offers and weeks in which no first choice was missed / offers and weeks

    Type 1 service, of the focal manufacturer's products on offer (`posting`), after the warm-up: how often,
    not how much (`fill_rate`). A week in which nobody asked for an empty shelf counts as ready. A shelf that
    serves streams of demand counts in each week in which it is asked, as ready if all got at once what they
    asked for. Nothing on offer: nan.

    Unit: share of offers and weeks
    Source: P₁ of Silver, Pyke and Thomas (2017), Inventory and Production Management in Supply Chains, by
    the week; for a newsvendor it is P(D ≤ S)
    """
    parts = Breakdown(ledger, by)
    offered = rows_of(ledger, "posting").focal()
    is_short = np.isin(_places(offered), _places(asked_in_vain(ledger, rows_of(ledger, "lost_sale")).focal()))
    shelves, is_behind = _streamed(ledger)
    of_all = parts.total(offered, np.ones(len(offered))) + parts.total(shelves, np.ones(len(shelves)))
    short = parts.total(offered, is_short.astype(np.float64)) + parts.total(shelves, is_behind)
    return parts.answer(ratio(of_all - short, of_all))


def _streamed(ledger: Ledger) -> tuple[Rows, Numbers]:
    """Return a row for every week, shelf and product that streams ask for, and 1 where not all was there."""
    asked, got = demand_served(ledger)
    _, one, at = np.unique(_places(asked), return_index=True, return_inverse=True)
    missing = np.bincount(at, asked["units"] - got["units"], minlength=len(one))
    return asked.where(one), (missing > 0).astype(np.float64)


def _places(rows: Rows) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Return one number for each week, outlet and product."""
    header = rows.header
    return (rows.when.astype(np.int64) * len(header.parties) + rows.who) * len(header.products) + rows[
        "product"
    ]
