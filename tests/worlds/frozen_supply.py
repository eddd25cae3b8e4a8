"""Worlds of frozen supply: prices, goods, entry and effort that nothing moves, and people that learn.

So what outlets earn more without a source, in a run of its own, is what the source took less what it brought:
products are known by being seen at outlets and by owners' talk, believed by what is said there, and weighed
with outlets' advice. Seeds were fixed before net harm was.
"""

from typing import Any

import numpy as np

from simulator.scenario.schema import Scenario
from tests.worlds.quarrelsome import dealers, quarrelsome, web_store

SEEDS = tuple(range(18_200, 18_220))
PLENTY = 100_000
WEEKS, CUSTOMERS = 16, 600


def frozen_supply(seed: int, **changes: Any) -> Scenario:
    """Return dealers at fixed prices beside a web store that shows, tells and advises as they do."""
    draw = np.random.default_rng((seed, 2))
    response = {
        "initial_adstock": draw.uniform(0.0, 0.5),
        "retention": draw.uniform(0.7, 0.95),
        "display": draw.uniform(0.02, 0.3),
        "word_of_mouth": draw.uniform(0.0, 1.0),
        "owners_credibility": draw.uniform(0.0, 0.5),
        "learning": draw.uniform(0.0, 1.0),
        "price_talk": draw.uniform(0.0, 0.5),
    }
    discount = {"policy": "list_price", "share": draw.uniform(0.85, 1.0)}
    ways = (
        dealers(draw, territory=False, price_floor=None, opening_stock=PLENTY, pricing=discount),
        web_store(draw, opening_stock=PLENTY, expertise=draw.uniform(0.0, 0.9)),
    )
    making = {"opening_stock": PLENTY, "ordering": "chase_demand"}
    world: dict[str, Any] = {
        "weeks": WEEKS,
        "customers": CUSTOMERS,
        "response": response,
        "manufacturers": {"acme": making, "rival": making},
        "competition": [{"model": "direct_automated", "maker": "rival", "opening_stock": PLENTY}],
    }
    return quarrelsome(seed, *ways, **(world | changes))
