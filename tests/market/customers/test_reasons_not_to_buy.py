"""Held back: who is said to lack a word or a fit buys once it is there, on the same dice; nobody else."""

from typing import Any

import numpy as np
import pytest

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.worlds.small import small_scenario, small_world

DRAW = np.random.default_rng(20261123)
RESPONSE = {"always_aware": 1.0, "learning": 0.2}


def first_week(crowd: str, drawn: dict[str, Any], price_talk: float, **lamp: Any) -> Ledger:
    """Return a first week in which everybody needs a lamp and there is much talk of its price."""
    world = small_world()
    segments = {
        name: {**segment, "needs": {"light": {"per_year": 52}}, "information_need": 1.0}
        for name, segment in world["segments"].items()
    }
    changes = {
        "weeks": 1,
        "customers": 2500 if crowd == "columns" else 1500,
        "crowd": crowd,
        "manufacturers": {"acme": {}},
        "products": {"lamp": {**world["products"]["lamp"], **drawn, **lamp}},
        "segments": segments,
        "distribution": {"model": "authorized_dealers", "capabilities": {"education": 0.3, "hands_on": 0.2}},
        "competition": [],
        "messages": {"default": "deal"},
        "campaigns": [{"medium": "social", "message": "deal", "weeks": [1, 1], "weekly_budget": 4000}],
        "events": [],
        "response": {**RESPONSE, "price_talk": price_talk},
    }
    return simulate(small_scenario(**changes), 7)


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_who_is_held_back_buys_once_the_reason_is_gone(crowd: str) -> None:
    """Told all, as many more want one as lacked the word; served as well, as lacked the fit besides."""
    truth = small_world()["products"]["lamp"]["attributes"]
    drawn = {
        "reputation": {"quality": float(DRAW.uniform(0.0, 0.3)), "price": 0.2},
        "needs": {"education": float(DRAW.uniform(0.7, 1.0)), "hands_on": float(DRAW.uniform(0.7, 1.0))},
        "uncertainty": float(DRAW.uniform(0.5, 1.5)),
    }
    as_it_is = first_week(crowd, drawn, price_talk=float(DRAW.uniform(0.5, 1.5)))
    told = first_week(crowd, drawn, price_talk=0.0, reputation=truth)
    served = first_week(crowd, drawn, price_talk=0.0, reputation=truth, needs=None, uncertainty=0.0)
    lost = measure(as_it_is, "lost_demand", "reason")

    assert lost[["price", "message", "fit"]].min() > 20
    assert wanting(told) - wanting(as_it_is) == lost["message"]
    assert wanting(served) - wanting(told) == lost["fit"]
    assert measure(told, "lost_demand", "reason")["message"] == 0
    assert measure(served, "lost_demand", "reason")[["message", "fit"]].sum() == 0
    assert measure(served, "lost_demand", "reason")["price"] == lost["price"]


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_who_sees_only_rivals_is_held_back_by_nothing_of_ours(crowd: str) -> None:
    """The maker's outlets are out of reach: neither its price nor its message nor its fit lost anybody."""
    far = {"model": "direct_automated", "reach": 0.0}
    ledger = simulate(small_scenario(crowd=crowd, distribution=far, response={"always_aware": 1.0}), 3)
    lost = measure(ledger, "lost_demand", "reason")

    assert lost["nothing at hand"] > 0
    assert lost["bought from a rival"] > 0
    assert lost[["price", "message", "fit"]].sum() == 0


def wanting(ledger: Ledger) -> int:
    """Return how many customers wanted something."""
    stages = ledger.table("stage_flow").astype({"stage": str}).groupby("stage")["customers"].sum()
    return int(stages["buying"])
