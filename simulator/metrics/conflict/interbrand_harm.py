"""Interbrand harm: what the focal manufacturer's channel loses to rival brands that customers preferred."""

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import metric
from simulator.ledger.queries.breakdowns import ratio
from simulator.ledger.queries.journeys import own_categories
from simulator.ledger.queries.rows import rows_of
from simulator.mechanisms.choice.barriers_split import SIXTIETHS


@METRICS.register("interbrand_harm")
@metric(amount=True, accumulates=True)
def interbrand_harm(ledger: Ledger) -> float:
    """How much would the focal manufacturer's channel take in more, were there no rival brands?

        needs lost to rivals (`lost_demand`, "preferred a rival") · mean price paid for a focal unit

    after the warm-up, at retail prices. No rule is broken by it, and it
    is no part of `conflict`, which is about members of one channel. No focal unit sold: nan, if any need was
    lost to a rival.

    Unit: currency
    Source: intrabrand and interbrand competition; Rey & Stiglitz (1995), RAND Journal of Economics 26
    """
    sold = rows_of(ledger, "sale").focal()
    price = ratio(np.array([sold.worth("price").sum()]), np.array([float(sold["units"].sum())]))[0]
    lost = own_categories(rows_of(ledger, "lost_need"))
    words = np.asarray([*ledger.words, ""])[lost["reason"]]
    needs = float(lost["sixtieths"][words == "rival"].sum()) / SIXTIETHS
    return float(needs * price) if needs else 0.0
