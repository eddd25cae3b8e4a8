"""What sellers do for a product, told in whole sentences."""

from typing import Any

import pytest

from simulator.domain.product.product import Product
from simulator.scenario.describe.describe import describe
from simulator.scenario.describe.describe_selling import how_sold
from tests.worlds.small import small_scenario, small_world


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ""),
        ({"upgrade_of": "basic"}, "; is the better version of basic"),
        (
            {"suggested_with": {"products": ["lamp", "spot"], "chance": 0.4}},
            "; is suggested to 40 % · expertise of those that buy lamp or spot where they were advised",
        ),
    ],
)
def test_what_sellers_do_is_told(said: dict[str, Any], told: str) -> None:
    """And nothing where they do nothing."""
    made = Product(maker="acme", category="light", unit_cost=1, list_price=2, attributes={}, **said)

    assert how_sold(made) == told


def test_the_whole_is_told_in_describe() -> None:
    """Beside the product, and in what offers are worth."""
    whole = small_world()
    whole["products"]["lamp"]["upgrade_of"] = "bulb"
    whole["segments"]["readers"]["recommendation"] = 1.5
    said = describe(small_scenario(products=whole["products"], segments=whole["segments"]))

    assert "; is the better version of bulb." in said
    assert "+ 1.5 · expertise of the adviser, for an upgrade at its own outlet" in said
