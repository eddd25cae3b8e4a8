"""Conversion: share of needs that saw the focal manufacturer's offers at an outlet and bought there."""

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import RatioOfSums, metric
from simulator.ledger.queries.breakdowns import Breakdown
from simulator.ledger.queries.rows import rows_of
from simulator.ledger.queries.visits_by_medium import purchases_by_medium, visits_by_medium
from simulator.metrics.journey.traffic import CUTS


@METRICS.register("conversion")
@metric(by=CUTS, stages=("medium",))
def conversion(ledger: Ledger, by: str | None = None) -> RatioOfSums:
    """Which share of needs that saw an offer of the focal manufacturer ended with a purchase or order there?

        (Σ units sold − delivered to orders + ordered) / Σ needs that saw one of its offers at the outlet

    after the warm-up, one unit a need, whenever it was met. An outlet beside others that are at hand, too,
    converts less, however good it is; one that is found later in a search may convert more than it saw at
    first. By medium: of needs that it brought, as `traffic` counts them. Nobody saw any: nan.

    Unit: share of needs
    Source: conversion rate, Farris, Bendle, Pfeifer & Reibstein (2010), Marketing Metrics; entries `traffic`
    """
    parts, seen = Breakdown(ledger, by, ledger.header.focal_sellers), rows_of(ledger, "traffic")
    if by == "medium":
        bought, visits = purchases_by_medium(ledger), visits_by_medium(ledger)
        return parts.ratio_of_sums(parts.total(bought, bought["units"]), parts.total(visits, visits["own"]))
    sold, delivered, ordered = (
        parts.total(rows, rows["units"])
        for rows in (rows_of(ledger, kind).focal() for kind in ("sale", "delivery", "backorder"))
    )
    return parts.ratio_of_sums(sold - delivered + ordered, parts.total(seen, seen["own"]))
