"""Other offers: whose customers take what instead of an offer, and what of it stays with the owner."""

from typing import Any

from simulator.market.market import Market
from simulator.market.offers.other_offers import other_offers
from simulator.market.simulate import opened
from tests.worlds.told_demand import market_of, web_store

PRODUCTS: dict[str, Any] = {
    "lamp": {"maker": "acme", "unit_cost": 10.0, "list_price": 50.0},
    "torch": {"maker": "acme", "unit_cost": 4.0, "list_price": 20.0},
    "kettle": {"maker": "acme", "category": "kitchen", "unit_cost": 5.0, "list_price": 30.0},
}
WEB, TEAM, DEALER = "web web_store", "team sales_team", "dealer dealer"


def market() -> Market:
    """Return a market of two regions, three customers in the north for each in the south, after two weeks.

    A web store and a shop in each region are of one manufacturer; dealers are their own masters.
    """
    rule = {"policy": "list_price"}
    team = {"pricing": rule, "opening_stock": 1000, "sale_cost": 1.0}
    scenario = market_of(
        PRODUCTS,
        web_store("web", rule, 2.0),
        {"model": "direct_assisted", "label": "team", **team},
        {
            "model": "authorized_dealers",
            "label": "dealer",
            "dealers_per_region": 1,
            "margin": 0.3,
            "price_floor": None,
            "opening_stock": 1000,
        },
    )
    people = {"share": 1.0, "values": {}, "price_sensitivity": 1.0}
    regions = {"north": {"share": 0.75}, "south": {"share": 0.25}}
    needs = {"light": {"per_year": 1}, "kitchen": {"per_year": 1}}
    plain = scenario.model_dump(mode="json", exclude_unset=True)
    plain |= {"regions": regions, "customers": 400, "segments": {"all": {**people, "needs": needs}}}
    found = opened(type(scenario).model_validate(plain), 1)
    for _ in range(2):
        found.step()
    for agent in found.members.values():
        for product in PRODUCTS:
            agent.stock.remembered[product] = (100,)
    found.offer_table.note_last_week()
    return found


def of_lamp(state: Market, outlet: str) -> list[tuple[float, bool, float]]:
    """Return what an outlet sees beside its lamps: demand, whether of lamps, and margin, in order."""
    found = other_offers(state, state.members[outlet], "lamp")
    return sorted((demand, other.is_same_product, other.margin) for other in found for demand in other.demand)


def test_a_shop_sees_its_region_and_its_part_of_what_serves_all() -> None:
    """The web store sells a quarter of its hundred in the south; no other region or category is there."""
    web = [(25.0, False, 20 - 4 - 2.0), (25.0, True, 50 - 10 - 2.0)]
    own, dealers = (100.0, False, 20 - 4 - 1.0), [(100.0, False, 0.0), (100.0, True, 0.0)]

    assert of_lamp(market(), f"{TEAM} south") == sorted([*web, own, *dealers])


def test_who_serves_all_sees_all_of_everybody() -> None:
    """Beside the web store's lamp: its torch, and both products at two shops of its owner and two dealers."""
    teams = [(100.0, False, 15.0), (100.0, True, 39.0)] * 2
    dealers = [(100.0, False, 0.0), (100.0, True, 0.0)] * 2

    assert of_lamp(market(), WEB) == sorted([(100.0, False, 14.0), *teams, *dealers])


def test_a_dealer_has_a_margin_on_its_own_other_product_only() -> None:
    """It pays 70 % of the list price; nothing that its supplier sells by itself is the dealer's."""
    found = of_lamp(market(), f"{DEALER} north 1")

    assert [margin for *_, margin in found if margin] == [20 * 0.3]
    assert [units for units, *_ in found] == [75.0, 75.0, 100.0, 100.0, 100.0]


def test_what_was_not_on_offer_last_week_is_not_seen() -> None:
    """An outlet that carried nothing last week takes nothing from others."""
    state = market()
    state.offer_table.was_carried[:] = False

    assert of_lamp(state, WEB) == []
