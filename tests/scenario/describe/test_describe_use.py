"""How often things are needed and how long they last, told in whole sentences."""

from typing import Any

import pytest

from simulator.domain.people.need import Need
from simulator.domain.product.community import Community
from simulator.domain.product.product import Product
from simulator.scenario.describe.describe import describe
from simulator.scenario.describe.describe_use import how_long, how_often, who_meets
from tests.worlds.small import small_scenario, small_world

TOLD = (
    ", left by 25 % in the mean after a purchase, the satisfied less; 10 % of those gone come back in a week"
)
LEAVING = {"alpha": 1, "beta": 3, "satisfaction": 2, "won_back_per_week": 0.1}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ""),
        ({"price_weight": 4}, ", where a unit of currency weighs 4 times as much"),
        ({"counted": True}, ", as many in a week as there happen to be"),
        ({"units": 3}, ", 3 units at a time"),
        ({"rate_shape": 0.5}, ", some more often than others (gamma rates of shape 0.5)"),
        ({"while_owning": 0.2}, ", 20 % as often with one in use"),
        ({"replaced_per_week": 0.5}, ", and what has worn out with a chance of 50 % a week"),
        (
            {"pantry": {"storage_cost": 0.5, "most_units": 6}},
            ", bought ahead while it is cheap: up to 6 units, at 0.5 EUR a unit and week to keep",
        ),
        ({"leaving": LEAVING}, TOLD),
        (
            {"leaving": {"alpha": 1, "beta": 3, "unhelped": 0.2}},
            ", left by 25 % in the mean after a purchase, after waiting for help more",
        ),
        ({"leaving": {"alpha": 1, "beta": 1}}, ", left by 50 % in the mean after a purchase"),
        ({"units": 2, "counted": True}, ", as many in a week as there happen to be, 2 units at a time"),
    ],
)
def test_each_setting_of_a_need_is_told(said: dict[str, Any], told: str) -> None:
    """And nothing else."""
    assert how_often(Need(per_year=26, **said), "EUR") == f"26 times a year{told}"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ""),
        ({"life": {"mean_weeks": 200}}, "; lasts 200 weeks in the mean"),
        (
            {"life": {"mean_weeks": 200, "owned": 0.3}},
            "; lasts 200 weeks in the mean, owned by 30 % of customers at the start",
        ),
        ({"subscription": {"period_weeks": 4}}, "; is paid for every 4 weeks"),
        ({"refill_of": ["lamp", "spot"]}, "; is of use only with lamp and spot"),
    ],
)
def test_each_use_of_a_product_is_told(said: dict[str, Any], told: str) -> None:
    """And nothing of what is used up at once."""
    made = Product(maker="acme", category="light", unit_cost=1, list_price=2, attributes={}, **said)

    assert how_long(made) == told


PLAIN = {"contacts_per_year": 4, "cost": 3}
HELPED = "4 contacts a year by an owner, answered by"
GIVEN_UP = "0 a week at most, at 3 EUR each; given up after 1 week without an answer."


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, f"everything that lasts: {HELPED} its manufacturer, at 3 EUR each."),
        (
            {"answered_by": "seller", "fee": 2},
            f"{HELPED} the outlet that sold it, at 3 EUR each; the manufacturer pays others 2 EUR each.",
        ),
        ({"weekly_capacity": 0, "patience_weeks": 1}, f"{HELPED} its manufacturer, {GIVEN_UP}"),
        (
            {"product": "lamp", "answered_by": "acme dealer north 1"},
            f"lamp: {HELPED} acme dealer north 1, at 3 EUR each.",
        ),
    ],
)
def test_support_is_told(said: dict[str, Any], told: str) -> None:
    """The member that answers, contacts a week, their cost, and how long customers wait."""
    products = small_world()["products"]
    products["lamp"]["life"] = {"mean_weeks": 9}
    described = describe(small_scenario(products=products, support=[{**PLAIN, **said}]))
    block = described.partition("Helped with after the sale\n")[2].partition("\n\n")[0]

    assert block.startswith("- ") and block.endswith(told)


ALL_JOIN = "; has a community that 100 % of its owners join"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (None, ""),
        ({"joins": 0.25}, "; has a community that 25 % of its owners join"),
        ({"joins": 1.0, "stays": 0.5}, f"{ALL_JOIN}, who leave less easily (by 0.5)"),
        ({"joins": 1.0, "stays": -0.5}, f"{ALL_JOIN}, who leave sooner (by 0.5)"),
        ({"joins": 1.0, "talks": 2.0}, f"{ALL_JOIN}, who are heard 3 times as often as others"),
        ({"joins": 1.0, "weekly_cost": 0.1}, f"{ALL_JOIN}, at 0.1 EUR a member and week"),
    ],
)
def test_each_part_of_a_community_is_told(said: dict[str, Any] | None, told: str) -> None:
    """And nothing where there is none."""
    assert who_meets(said and Community(**said), "EUR") == told
