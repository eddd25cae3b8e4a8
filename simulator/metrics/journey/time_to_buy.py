"""Time to buy: weeks from when a need arises to when its unit is had."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of

CUTS = ("outlet", "format", "tier", "channel", "week", "product")


@METRICS.register("time_to_buy")
@metric(by=CUTS, detail="sales")
def time_to_buy(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """How many weeks after their need had arisen did customers have the focal manufacturer's products?

        Σ (week of having − week of arising) / needs met

    of needs that its products met, after the warm-up; 0 where a need is met in its week. Searching for long
    counts, waiting for better prices, for goods that are out of stock, and for what was ordered. Needs that
    others' products met, and such as are given up or open, are not in it. By week: that in which it was had.
    No need met: nan.

    Unit: weeks
    Source: purchase decision time, Putsis & Srinivasan (1994), Journal of Marketing Research 31(3); entries
    `need`
    """
    parts, needs = Breakdown(ledger, by), rows_of(ledger, "need")
    is_met = np.array([word == "met" for word in ledger.words] + [False], dtype=np.bool_)
    met = needs.where(is_met[needs["outcome"]]).focal()
    waited = (met.when - met["onset"]).astype(np.float64)
    return parts.ratio_of_sums(parts.total(met, waited), parts.total(met, np.ones(len(met))))
