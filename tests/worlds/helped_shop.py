"""A shop of software that all customers take in week 1, pay for again in time, and now and then ask about."""

from typing import Any

from simulator.scenario.schema import Scenario
from tests.worlds.waiting import PRICE, lamp_shop

OWNERS = 4000
"""As many as there are customers."""
WORTH = 3.0
"""What a period is worth to everybody, of which the price takes two utils."""
FOR_GOOD = {"subscription": {"period_weeks": 520}}
"""Paid for once, for all of a run."""


def helped_shop(terms: dict[str, Any] | None, lamp: dict[str, Any] | None = None, **changes: Any) -> Scenario:
    """Return the shop with support on some terms, of software that is digital and alike to all."""
    plain = lamp_shop().model_dump(mode="json")
    made = {**plain["products"]["lamp"], "digital": True, "appeal": WORTH, **FOR_GOOD, **(lamp or {})}
    assert plain["products"]["lamp"]["list_price"] == PRICE
    readers = {**plain["segments"]["readers"], "taste_shock": 0.0, **changes.pop("people", {})}
    whole: dict[str, Any] = {
        "weeks": 12,
        "customers": OWNERS,
        "detail": "summary",
        "manufacturers": {"acme": {}},
        "products": {"lamp": made},
        "segments": {"readers": readers},
        "distribution": {"model": "direct_automated", "sale_cost": 0.0},
        "backorders": [],
        "support": [] if terms is None else [terms],
    }
    return lamp_shop(**{**whole, **changes})
