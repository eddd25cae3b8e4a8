"""A shop whose lamps come back: worth 3 utils at home, more or less, and 100 to pay at 0.02 utils each."""

from typing import Any

from simulator.scenario.schema import Scenario
from tests.worlds.waiting import PRICE, lamp_shop

WORTH, CARE = 3.0, 4.0
"""What a lamp delivers, and what all that can be had is worth to a customer [utils]."""


def returning_shop(
    terms: dict[str, Any], people: dict[str, Any], lamp: dict[str, Any], **changes: Any
) -> Scenario:
    """Return the shop with one lamp, full shelves and terms of return; all need a lamp every week."""
    plain = lamp_shop().model_dump(mode="json")
    care = {"values": {"quality": CARE}, "taste_shock": 0.0}
    made = {"attributes": {"quality": WORTH / CARE}, "appeal": 0.0}
    full: dict[str, Any] = {
        "weeks": 2,
        "manufacturers": {"acme": {"opening_stock": 99_999}},
        "distribution": {"model": "direct_automated", "opening_stock": 99_999, "sale_cost": 0.0},
        "backorders": [],
        "segments": {"readers": {**plain["segments"]["readers"], **care, **people}},
        "products": {"lamp": {**plain["products"]["lamp"], **made, **lamp}},
        "returns": [{"at": "web_store", "saleable": 1.0, **terms}],
    }
    assert plain["products"]["lamp"]["list_price"] == PRICE
    return lamp_shop(**{**full, **changes})
