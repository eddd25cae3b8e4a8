"""Bass (1969) on the simulator's own customers: awareness without forgetting is exactly its recursion."""

import json

import numpy as np
import pytest

from simulator.engine.simulate import simulate
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario
from tests.builders import small_world

WEEKS, CUSTOMERS, SEEDS = 30, 2000, 60


def bass_world(p: float, q: float, remembering: float) -> Scenario:
    """Return a market in which whoever has heard of the product buys it at once, and only once matters."""
    plain = small_world(
        weeks=WEEKS,
        customers=CUSTOMERS,
        distribution={"model": "direct_automated", "opening_stock": 10**6, "expertise": 0.0},
        response={"remembering": remembering, "shelf": p, "word_of_mouth": q, "standing": 0.0},
        messages={},
        campaigns=[],
        competition=[],
        events=[],
    )
    plain["products"] = {
        name: {**product, "appeal": 50.0, "uncertainty": 0.0}
        for name, product in list(plain["products"].items())[:1]
    }
    for segment in plain["segments"].values():
        segment.update(
            price_sensitivity=0.0, needs={c: {"per_year": 52.0} for c in segment["needs"]}, habits={}
        )
    return Scenario.model_validate_json(json.dumps(plain))


def share_of_owners(ledger: Ledger) -> np.ndarray:
    """Return the share of customers who have ever bought, week by week."""
    sold = ledger.table("sale")
    first = sold.groupby("customer")["week"].min()
    return np.array([(first <= week).mean() * len(first) / CUSTOMERS for week in range(1, WEEKS + 1)])


def recursion(p: float, q: float) -> np.ndarray:
    """Return F_t = F + (1 − F)(1 − e^{−(p + qF)}); shelves are first passed in the second week."""
    shares = [0.0]
    for _ in range(WEEKS - 1):
        before = shares[-1]
        shares.append(before + (1 - before) * (1 - np.exp(-(p + q * before))))
    return np.array(shares)


@pytest.mark.slow
def test_adoption_follows_the_discrete_bass_recursion() -> None:
    """Parameters drawn anew: within 3.5 standard errors in three weeks; with forgetting it misses."""
    draw = np.random.default_rng()
    p, q = draw.uniform(0.01, 0.04), draw.uniform(0.15, 0.5)
    expected, looked_at = recursion(p, q), (9, 17, 25)
    plain = bass_world(p, q, remembering=1.0).changed(detail="sales")
    runs = np.array([share_of_owners(simulate(plain, seed)) for seed in range(1, SEEDS + 1)])
    error = runs.std(axis=0, ddof=1) / np.sqrt(SEEDS)
    for week in looked_at:
        # a finite population runs a little late: O(1/N), bounded here by one part in N
        assert abs(runs[:, week].mean() - expected[week]) <= 3.5 * error[week] + 1 / CUSTOMERS, (p, q, week)
    forgetful = bass_world(p, q, remembering=0.9).changed(detail="sales")
    other = np.array([share_of_owners(simulate(forgetful, seed)) for seed in range(1, 6)])

    assert abs(other[:, 17].mean() - expected[17]) > 3.5 * error[17] + 1 / CUSTOMERS
