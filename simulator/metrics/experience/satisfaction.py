"""Satisfaction: how content customers are with the units that they took home."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.breakdowns import Breakdown, ratio
from simulator.ledger.queries.rows import rows_of

CUTS = ("outlet", "tier", "channel", "week", "product", "region", "segment", "cell")


@METRICS.register("satisfaction", meant_by=("nps", "csat"))
@metric(by=CUTS)
def satisfaction(ledger: Ledger, by: str | None = None) -> MetricValue:
    """How content are customers with what they bought of the focal manufacturer's products?

        Σ S / units taken home or failed, S = y + δ⁺ (y − e)₊ − δ⁻ (e − y)₊

    after the warm-up, from 0 to 1: of y, what a unit delivers of all that its customer cares for, and of e,
    what was expected of it when it was chosen (of what was waited for, at the last shopping before it came).
    A unit that fails is one more experience, of y = 0, in the week in which it fails, repaired or not.
    A promise that is not kept lowers it though the product is the same. Nobody who cares for anything took
    one: nan.

    Unit: share of as much as can be had
    Source: Oliver (1980); Anderson & Sullivan (1993); equation in `mechanisms/experience/satisfaction.py`
    """
    parts = Breakdown(ledger, by)
    found = rows_of(ledger, "experience").focal()
    return parts.answer(ratio(parts.total(found, found["amount"]), parts.total(found, found["customers"])))
