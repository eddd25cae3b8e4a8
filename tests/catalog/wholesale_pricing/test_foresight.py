"""A manufacturer that foresees its alike dealers under nested logit demand, on the simulator's own members.

Dealers answer with their best response, the manufacturer with its own to that; they are told their shares by
the closed form (`told_demand`), so the published digits come out to the last.
"""

import pytest

from simulator.scenario.schema import Scenario
from tests.worlds.nested_owners import Market
from tests.worlds.textbook_markets import shops
from tests.worlds.told_demand import at_rest, market_of, pricing


def line(n: int, unlike: float, rule: str) -> Scenario:
    """Return a manufacturer of cost 1 and n dealers without other cost; β = 1."""
    answer = pricing(1.0, unlike)
    terms = {"policy": rule, "demand_model": answer["demand_model"], "window": 1, "patience_weeks": 1}
    dealers = {"model": "authorized_dealers", "dealers_per_region": n, "margin": 0.5, "price_floor": None}
    lamp = {"maker": "acme", "unit_cost": 1.0, "list_price": 6.0}
    return market_of({"lamp": lamp}, {**dealers, "wholesale_pricing": terms, **shops(pricing=answer)})


def paid_and_asked(n: int, unlike: float, rule: str) -> list[float]:
    """Return what a dealer pays once the market rests, and what each asks."""
    offers = [(f"acme dealer here {at}", "lamp") for at in range(1, n + 1)]
    market, asked = at_rest(line(n, unlike, rule), Market(offers, [3.0] * n, 1.0, unlike).shares)
    paid = market.given.units.per_unit(market.offer_table.cost[0, 0].item())
    return [paid, *(asked[offer] for offer in offers)]


@pytest.mark.by_day(2)
@pytest.mark.parametrize(
    ("n", "unlike", "wholesale", "retail"),
    [
        (1, 0.5, 2.772787, 4.104247),
        (2, 0.5, 2.869442, 3.646327),
        (2, 1.0, 2.922055, 4.160611),
        (4, 0.3, 3.026559, 3.407587),
    ],
)
def test_a_manufacturer_that_foresees_its_dealers(
    n: int, unlike: float, wholesale: float, retail: float
) -> None:
    """Appeal 3: the more alike its two dealers, the less it asks, and the less still customers pay."""
    assert paid_and_asked(n, unlike, "strategic") == pytest.approx([wholesale, *[retail] * n], abs=2e-6)


def test_a_manufacturer_that_does_not_foresee_them_asks_something_else() -> None:
    """The naive one, as if customers paid what it asks, and the one that takes margins below as given."""
    for rule in ("naive", "vertical_nash"):
        assert abs(paid_and_asked(2, 0.5, rule)[0] - 2.869442) > 0.01
