"""Mystery pairs: one world, and what is lost of it by another message or by less stock, equally much.

Seeds and conditions stood here before the reasons of lost needs were split as they are now, and are not
drawn again.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from tests.worlds.small import small_scenario, small_world

SEEDS = tuple(range(20261130, 20261150))
SAID = 0.9
"""How much of what is said is of quality, the rest of price, before the message changes."""
ALIKE = 0.15
"""By which share of what is lost the two worlds of a pair may differ."""


@dataclass(frozen=True)
class MysteryPair:
    """A drawn world, the same with another message, and the same with as much less stock."""

    seed: int
    near: float = 0.0
    """By which share of what the message takes the search for less stock may miss; at nought by no lamp."""

    @cached_property
    def drawn(self) -> dict[str, float]:
        """Return what is drawn of the world, and how much of quality the other message says."""
        draw = np.random.default_rng(self.seed)
        ranges = {
            "list_price": (60, 120),
            "quality": (0.5, 0.9),
            "heard_before": (0.3, 0.6),
            "reach": (0.4, 0.8),
            "price_sensitivity": (0.01, 0.025),
            "per_year": (3, 8),
            "price_talk": (0.5, 1.5),
            "always_aware": (0.5, 0.9),
            "said": (0.0, 0.4),
        }
        return {name: float(draw.uniform(*ends)) for name, ends in ranges.items()}

    def world(self, said: float, weekly_capacity: int | None) -> Ledger:
        """Return half a year in which so much is said of quality, and so many lamps can be made a week."""
        world, drawn = small_world(), self.drawn
        heard = drawn["quality"] * drawn["heard_before"]
        lamp = {
            **world["products"]["lamp"],
            "list_price": round(drawn["list_price"]),
            "attributes": {"quality": drawn["quality"], "price": 0.4},
            "reputation": {"quality": heard, "price": 0.4},
            "weekly_capacity": weekly_capacity,
        }
        people: dict[str, Any] = {
            name: {
                **segment,
                "price_sensitivity": drawn["price_sensitivity"],
                "needs": {"light": {"per_year": drawn["per_year"]}},
            }
            for name, segment in world["segments"].items()
        }
        scenario = small_scenario(
            weeks=26,
            customers=1500,
            manufacturers={"acme": {}, "rival": {}},
            products={**world["products"], "lamp": lamp},
            segments=people,
            distribution={"model": "authorized_dealers", "dealers_per_region": 2, "reach": drawn["reach"]},
            messages={"default": "told", "told": {"says": {"quality": said, "price": 1.0 - said}}},
            campaigns=[],
            events=[],
            choice={},
            response={
                "always_aware": drawn["always_aware"],
                "learning": 0.2,
                "price_talk": drawn["price_talk"],
            },
        )
        return simulate(scenario, self.seed)

    @cached_property
    def before(self) -> Ledger:
        """Return the world as it was."""
        return self.world(SAID, None)

    @cached_property
    def other_message(self) -> Ledger:
        """Return the world with the other message."""
        return self.world(self.drawn["said"], None)

    @cached_property
    def less_stock(self) -> Ledger:
        """Return the world with the message as it was, and so few lamps that about as many needs are lost."""
        target, low, high = lost(self.other_message), 0, 200
        miss = self.near * (target - lost(self.before))
        while high - low > 1:
            middle = (low + high) // 2
            tried = self.world(SAID, middle)
            if abs(lost(tried) - target) < miss:
                return tried
            low, high = (middle, high) if lost(tried) > target else (low, middle)
        worlds = [self.world(SAID, capacity) for capacity in (low, high)]
        return min(worlds, key=lambda ledger: abs(lost(ledger) - target))

    def grown(self, ledger: Ledger) -> pd.Series:
        """Return by how many needs each reason grew from the world as it was [needs]."""
        now, then = (measure(one, "lost_demand", "reason") for one in (ledger, self.before))
        return now.sub(then, fill_value=0.0)

    @property
    def is_alike(self) -> bool:
        """Say whether both worlds lose about as much, and something at all."""
        by_message, by_stock = (
            lost(one) - lost(self.before) for one in (self.other_message, self.less_stock)
        )
        return by_message > 0 and abs(by_stock - by_message) <= ALIKE * by_message


def lost(ledger: Ledger) -> float:
    """Return how many needs were lost."""
    found: float = measure(ledger, "lost_demand")
    return found
