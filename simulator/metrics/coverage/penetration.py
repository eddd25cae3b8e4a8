"""Penetration: how many customers buy at least once."""

import math

import numpy as np

from simulator.domain.registries import METRICS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import MetricValue, metric
from simulator.ledger.queries.rows import rows_of


@METRICS.register("penetration")
@metric(detail="sales")
def penetration(ledger: Ledger) -> MetricValue:
    """How many of the customers bought one of the focal manufacturer's products at least once?

        different customers in sales after the warm-up / customers

    No customers at all: nan. It rises with the weeks measured, so compare spans of one length.

    Unit: share of customers
    Source: market penetration; Farris, Bendle, Pfeifer and Reibstein (2010), Marketing Metrics
    """
    buyers = rows_of(ledger, "sale").focal()["customer"]
    customers = sum(cell.customers for cell in ledger.header.cells)
    return np.unique(buyers[buyers >= 0]).size / customers if customers else math.nan
