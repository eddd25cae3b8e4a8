"""Stock-outs: units wanted first and not in stock, by cause."""

import numpy as np
import pandas as pd

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.stock_out_causes import CAUSES, stock_out_causes


@METRICS.register("stock_outs", meant_by=("out_of_stock", "oos", "availability"))
@metric(
    by=("cause", "outlet", "tier", "channel", "week", "product"),
    additive=("cause", "outlet", "tier", "channel", "week", "product"),
    remembers=True,
)
def stock_outs(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How much of the focal manufacturer's products did customers want first and not find, and why?

        no sales capacity             it was there, and nobody had the time to sell it
        late delivery        it was sent in time, and came later than agreed
        supplier short       it was ordered in time, and the supplier had not enough
        ordered too little   neither: the outlet had not ordered it, or too late

    Σ units missed, after the warm-up. In time means: shipped at once, it would have been there that week.
    A unit that is late or owed explains one customer who went without, until it has come; where both are
    to blame and fewer were missed, in proportion. Of a stream of demand, what was not shipped in the week
    in which it was asked for was missed. An empty ledger: 0.

    Unit: units
    Source: causes of retail stock-outs, Corsten and Gruen (2003), International Journal of Retail and
    Distribution Management 31(12); the counterfactual is ours, as for harm from shortage
    """
    missed, why = stock_out_causes(ledger)
    if by == "cause":
        step = ledger.header.scenario.units.quantity_step
        return pd.Series(why.sum(axis=0) * step, index=pd.Index(CAUSES, name=by), dtype=np.float64)
    parts = Breakdown(ledger, by, ledger.header.focal_sellers)
    return parts.answer(parts.total(missed, missed.units))
