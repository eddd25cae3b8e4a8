"""Supply ways: how far goods are meant for where they are sold, by way to market and supplier."""

import pytest

from simulator.market.market import Market
from simulator.market.offers.supply_ways import AUTHORIZED, DIVERTED, SECOND_SOURCE, standing
from tests.worlds.small import small_scenario


def market() -> Market:
    """Return dealers of the north, resellers of the south with a marketplace, and a web store."""
    ways = [
        {"model": "authorized_dealers", "dealers_per_region": 1, "regions": ["north"]},
        {"model": "open_resale", "resellers": 1, "marketplace_sellers": 1, "regions": ["south"]},
        {"model": "direct_automated", "regions": ["south"]},
    ]
    return Market(small_scenario(distribution=ways), 1)


@pytest.mark.parametrize(
    ("outlet", "north", "south"),
    [
        ("acme dealer north 1", AUTHORIZED, DIVERTED),
        ("acme reseller south 1", DIVERTED, SECOND_SOURCE),
        ("acme marketplace seller 1", DIVERTED, SECOND_SOURCE),
        ("acme web_store", AUTHORIZED, AUTHORIZED),
    ],
)
def test_goods_stand_as_far_as_they_are_meant(outlet: str, north: int, south: int) -> None:
    """By the regions of the way to market and by who supplies; the maker's own outlets are authorized."""
    played = market()
    contract = played.routes.supply(outlet, "lamp")
    found = standing(played, played.header.member(outlet), contract)
    expected = [{"north": north, "south": south}[cell.region] for cell in played.run_tables.cells]

    assert found.tolist() == expected
