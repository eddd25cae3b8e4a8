"""Bass (1969) on the simulator's own customers: awareness without forgetting is exactly its recursion."""

import json
from collections.abc import Sequence

import numpy as np

from simulator.engine.simulate import simulate
from simulator.lab.targets import Case, Mutant, Target
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario

WEEKS, CUSTOMERS, SEEDS = 30, 2000, 60
LOOKED_AT = (10, 18, 26)
"""Weeks in which the share of owners is compared."""


def bass_world(p: float, q: float, remembering: float = 1.0) -> Scenario:
    """Return a market in which whoever has heard of the product buys it at once, and only once matters."""
    whole = {
        "schema_version": 1,
        "name": "Bass",
        "weeks": WEEKS,
        "customers": CUSTOMERS,
        "detail": "sales",
        "manufacturers": {"acme": {}},
        "products": {
            "lamp": {
                "maker": "acme",
                "category": "light",
                "unit_cost": 1.0,
                "list_price": 2.0,
                "attributes": {},
                "appeal": 50.0,
                "uncertainty": 0.0,
            }
        },
        "segments": {
            "all": {
                "share": 1.0,
                "values": {},
                "price_sensitivity": 0.0,
                "needs": {"light": {"per_year": 52.0}},
            }
        },
        "regions": {"here": {"share": 1.0}},
        "distribution": {"model": "direct_automated", "opening_stock": 10**6, "expertise": 0.0},
        "response": {"remembering": remembering, "shelf": p, "word_of_mouth": q, "standing": 0.0},
    }
    return Scenario.model_validate_json(json.dumps(whole))


def share_of_owners(ledger: Ledger) -> np.ndarray:
    """Return the share of customers who have ever bought, week by week."""
    first = ledger.table("sale").groupby("customer")["week"].min()
    return np.array([(first <= week).sum() / CUSTOMERS for week in range(1, WEEKS + 1)])


def recursion(p: float, q: float) -> np.ndarray:
    """Return F_t = F + (1 − F)(1 − e^{−(p + qF)}); shelves are first passed in the second week."""
    shares = [0.0]
    for _ in range(WEEKS - 1):
        before = shares[-1]
        shares.append(before + (1 - before) * (1 - np.exp(-(p + q * before))))
    return np.array(shares)


def cases(draw: np.random.Generator, remembering: float = 1.0, seeds: int = SEEDS) -> Sequence[Case]:
    """Draw p and q; the share of owners in three weeks."""
    p, q = draw.uniform(0.01, 0.04), draw.uniform(0.15, 0.5)
    scenario, expected = bass_world(p, q, remembering), recursion(p, q)
    rows = {f"share of owners, week {week}": float(expected[week - 1]) for week in LOOKED_AT}

    def play(seed: int) -> dict[str, float]:
        shares = share_of_owners(simulate(scenario, seed))
        return {row: float(shares[week - 1]) for row, week in zip(rows, LOOKED_AT, strict=True)}

    return [
        Case(
            f"{CUSTOMERS} customers who know each other, a need every week, no price; shelves p = {p:.4f}, "
            f"word of mouth q = {q:.4f}, nothing forgotten; steps of a week",
            rows,
            play,
            # a finite population runs a little late: O(1/N), bounded here by one part in N
            slack={row: 1 / CUSTOMERS / share for row, share in rows.items()},
            seeds=seeds,
        )
    ]


def forgetful(draw: np.random.Generator) -> Sequence[Case]:
    """Return the same market, in which a tenth of what was heard is forgotten every week."""
    return cases(draw, remembering=0.9, seeds=5)


TARGET = Target(
    reference="V4",
    title="Diffusion of an innovation",
    formula="F_t = F + (1 − F)(1 − e^(−(p + qF))), the discrete recursion at the simulator's own step",
    source="Bass (1969), Management Science 15(5)",
    cases=cases,
    mutants=(
        Mutant("a tenth of what was heard is forgotten every week", forgetful, "share of owners, week 18"),
    ),
)
