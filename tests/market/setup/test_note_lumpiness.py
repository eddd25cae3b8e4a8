"""Lumpiness notes: outlets with few purchases between an order and its goods are told."""

import pytest

from simulator.market.setup.build_channel import channel_drawn, channel_notes
from simulator.market.setup.notes.lumpiness import purchases_per_cycle
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_scenario


def market(people: int, *, reach: float = 0.5, dealers: int = 2) -> Scenario:
    """Return 104,000 people that need a light a year twice or one and a half times, and dealers."""
    ways = {
        "model": "authorized_dealers",
        "dealers_per_region": dealers,
        "reach": reach,
        "lead_time_weeks": 2,
        "opening_stock": 1000,
    }
    units = {"acme": {"opening_stock": 5000}, "rival": {}}
    return small_scenario(
        customers=104_000, people_per_customer=people, distribution=ways, competition=[], manufacturers=units
    )


def notes(scenario: Scenario) -> dict[str, str]:
    """Return what is noted, by its keys."""
    return {".".join(map(str, keys)): text for keys, text in channel_notes(scenario, "lumpiness")}


@pytest.mark.parametrize(("reach", "dealers", "sales"), [(0.5, 2, 1800 * 0.5), (0.8, 4, 1800 * 0.25)])
def test_purchases_are_needs_over_the_outlets_at_hand(reach: float, dealers: int, sales: float) -> None:
    """By hand: 52,000 people in a region, 1.8 needs a year, three weeks a cycle, by reach or by outlets."""
    given = market(100, reach=reach, dealers=dealers)
    found = purchases_per_cycle(channel_drawn(given))

    assert len(found) == 2 * dealers
    assert list(found.values()) == pytest.approx([3 * sales / 100] * 2 * dealers)


def test_few_purchases_are_told_with_how_many_people_would_do() -> None:
    """At 27 a cycle nothing is; at 13.5 the outlet, its purchases, and a sample that is large enough."""
    assert "people_per_customer" not in notes(market(100))
    told = notes(market(200))["people_per_customer"]
    assert "some 14 purchases a replenishment cycle" in told
    assert "and 3 more outlets fewer than 20" in told
    assert told.endswith("; 135 would be few enough")
    assert "people_per_customer" not in notes(market(135))


def test_a_market_that_is_lumpy_itself_is_told_so_and_one_that_is_not_sampled_is_not() -> None:
    """Where customers stand for themselves their luck is the market's own."""
    few = market(1).model_copy(update={"customers": 500, "people_per_customer": 2})
    assert notes(few)["people_per_customer"].endswith("the market itself is lumpy there")
    assert not notes(few.model_copy(update={"people_per_customer": 1}))


def test_goods_that_come_to_a_part_of_a_unit_are_told() -> None:
    """With what is played instead."""
    given = market(100)
    dealers = given.distribution[0].model_copy(update={"opening_stock": 6})
    small = given.model_copy(update={"distribution": [dealers]})

    assert notes(small) == {
        "distribution.0.opening_stock": "is 6, and played as 100: a unit of a customer played is 100"
    }
