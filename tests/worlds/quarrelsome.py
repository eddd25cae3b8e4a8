"""Quarrelsome worlds: seeds, fixed beforehand, and the markets that laws about issues of conflict draw."""

from typing import Any

import numpy as np
import pytest

from simulator.domain.registries import CONFLICT_ISSUES
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario

SEEDS = tuple(range(18_000, 18_100))
"""The first few are played in every run of the tests, all of them nightly."""
FEW = 2
EACH = [pytest.param(seed, marks=() if at < FEW else pytest.mark.nightly) for at, seed in enumerate(SEEDS)]
ALL_ISSUES = {name: issue.importance for name, issue in CONFLICT_ISSUES.items()}
LEVELS: dict[str, Any] = {
    "dissimilarity": {"product": 0.7, "kind": 0.8, "outlet": 0.4, "advice": 0.6},
    "crowding": 0.5,
    "nesting": "both",
}


def dealers(draw: np.random.Generator, **changes: Any) -> dict[str, Any]:
    """Draw authorized dealers that advise."""
    drawn = {
        "model": "authorized_dealers",
        "dealers_per_region": int(draw.integers(1, 3)),
        "margin": draw.uniform(0.2, 0.5),
        "reach": draw.uniform(0.5, 1.0),
        "expertise": draw.uniform(0.4, 1.0),
        "territory": bool(draw.integers(2)),
        "opening_stock": 60,
        "pricing": "list_price",
    }
    return drawn | changes


def web_store(draw: np.random.Generator, **changes: Any) -> dict[str, Any]:
    """Draw the manufacturer's web store."""
    return {"model": "direct_automated", "price": draw.uniform(0.8, 1.1), "opening_stock": 99} | changes


def resale(draw: np.random.Generator, **changes: Any) -> dict[str, Any]:
    """Draw resellers that wholesalers supply."""
    drawn = {
        "model": "open_resale",
        "wholesalers": int(draw.integers(1, 3)),
        "resellers": int(draw.integers(1, 3)),
        "marketplace_sellers": int(draw.integers(1, 3)),
        "opening_stock": 20,
        "wholesale_stock": 90,
        "expertise": draw.uniform(0.0, 0.5),
        "reach": draw.uniform(0.4, 1.0),
    }
    return drawn | changes


def quarrelsome(seed: int, *ways: dict[str, Any], **changes: Any) -> Scenario:
    """Return a market of some ways to it, with people drawn by the seed; all issues of conflict count."""
    draw = np.random.default_rng((seed, 1))
    people = {
        "values": {"quality": 2.0},
        "price_sensitivity": draw.uniform(0.01, 0.05),
        "price_sensitivity_spread": draw.uniform(0.0, 0.5),
        "information_need": 1.0,
        "advice_effort": draw.uniform(-2.0, 0.2),
        "needs": {"light": {"per_year": draw.uniform(10, 25)}},
    }
    lamp = {"maker": "acme", "category": "light", "unit_cost": 40, "list_price": 100, "uncertainty": 1.0}
    world: dict[str, Any] = {
        "weeks": 8,
        "customers": 120,
        "products": {
            "lamp": {**lamp, "attributes": {"quality": 0.8}, "appeal": draw.uniform(0.0, 2.0)},
            "bulb": {**lamp, "maker": "rival", "attributes": {"quality": 0.6}, "appeal": 0.5},
        },
        "segments": {
            "readers": {"share": 0.6, **people, "media": {"social": 1.0}},
            "savers": {"share": 0.4, **people},
        },
        "distribution": list(ways),
        "response": {"always_aware": 1.0},
        "events": [],
        "conflict": {"importance": ALL_ISSUES},
    }
    if draw.integers(2):
        world["choice"] = LEVELS
    return small_scenario(**(world | changes))
