"""Diffusion: a market in which awareness leads to purchase at once, and the curves of Bass."""

import numpy as np

from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario

from ._markets import PLENTY, plain_market, shops

CUSTOMERS = 2000


def bass_world(p: float, q: float, weeks: int, remembering: float = 1.0) -> Scenario:
    """Return a market with word of mouth; p and q are per step of a week."""
    lamp = {"unit_cost": 1.0, "list_price": 2.0, "appeal": 50.0}
    way = {"model": "direct_automated", **shops(opening_stock=PLENTY)}
    response = {"retention": remembering, "display": p, "word_of_mouth": q, "initial_adstock": 0.0}
    people = {"price_sensitivity": 0.0}
    plain = plain_market(weeks, CUSTOMERS, {"lamp": lamp}, people, distribution=way, response=response)
    return plain.changed(detail="sales")


def share_of_owners(ledger: Ledger) -> np.ndarray:
    """Return the cumulative share of adopters, week by week from the first."""
    columns = ledger.columns("sale")
    first = np.full(CUSTOMERS, ledger.last_week + 1, dtype=np.int64)
    np.minimum.at(first, columns["customer"], columns["week"])
    bought = np.bincount(first, minlength=ledger.last_week + 2)
    return np.cumsum(bought)[1 : ledger.last_week + 1] / CUSTOMERS


def recursion(p: float, q: float, weeks: int) -> np.ndarray:
    """Return F_t = F + (1 − F)(1 − e^{−(p + qF)}); shelves are first passed in the second week."""
    shares = [0.0]
    for _ in range(weeks - 1):
        before = shares[-1]
        shares.append(before + (1 - before) * (1 - np.exp(-(p + q * before))))
    return np.array(shares)


def curve(p: float, q: float, time: float) -> float:
    """Return F(t) = (1 − e^{−(p+q)t}) / (1 + (q/p) e^{−(p+q)t})."""
    gone = float(np.exp(-(p + q) * time))
    return (1 - gone) / (1 + q / p * gone)
