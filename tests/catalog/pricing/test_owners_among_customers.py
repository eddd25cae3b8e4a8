"""Owners of several offers among the simulator's own customers: prices come to rest where SciPy finds them.

Two sellers have the same two products, the second at a little less service. Customers draw their choices from
the same nested logit that the sellers believe in; sellers see what was asked for, and no formula.
"""

from typing import Any

import pytest

from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.worlds.nested_owners import Market, Owned
from tests.worlds.textbook_markets import SEEDS, Found, plain_market, played, responding, shops
from tests.worlds.textbook_markets import missed as targets_missed

CUSTOMERS, WEEKS, WATCHED = 1000, 44, 20
FEW = range(1, 6)
"""Seeds of small runs. By day the same owners are told their shares (`test_owners_of_offers`)."""
UNLIKE = 0.5


def seller(label: str, rule: dict[str, Any], service: float) -> dict[str, Any]:
    """Return a marketplace without a box, with one seller that pays a tenth of list prices and no fee."""
    plain = {key: value for key, value in shops().items() if key != "expertise"}
    free = {"fulfilment_fee": 0.0, "storage_fee": 0.0, "referral_fee": 0.0, "reseller_discount": 0.9}
    alone = {"first_party": False, "sellers": 1, "wholesalers": 0, "fulfilled": 1.0, "behind_box": 0.0}
    named = {"model": "marketplace", "label": label, "seller_pricing": rule, "fast_delivery": service}
    return {**named, **plain, **free, **alone}


def market(owned: Owned, whole_category: bool | None = None) -> Scenario:
    """Return a market of two sellers, each with both products."""
    beta = owned.market.beta
    belief = {
        "demand": "nested_logit",
        "price_sensitivity": beta,
        "visitors": CUSTOMERS,
        "dissimilarity": UNLIKE,
    }
    rule = responding(belief, whole_category=whole_category)
    made = {
        name: {"unit_cost": 0.0, "list_price": 10 * owned.costs[at], "appeal": owned.market.appeals[at]}
        for at, name in enumerate(("lamp", "torch"))
    }
    less = owned.market.appeals[2] - owned.market.appeals[0]
    unlike = {"product": UNLIKE, "kind": 1.0, "outlet": UNLIKE, "advice": 1.0}
    return plain_market(
        WEEKS,
        CUSTOMERS,
        made,
        {"price_sensitivity": beta},
        distribution=[seller("x", rule, 0.0), seller("y", rule, less)],
        choice={"dissimilarity": unlike, "crowding": 0.0},
    )


def drawn() -> Owned:
    """Draw appeals and costs of two products at two sellers."""
    beta, less = DRAW.uniform(0.6, 2), DRAW.uniform(0.2, 0.6)
    appeals, costs = DRAW.uniform(2.5, 3.5, size=2), DRAW.uniform(0.5, 1.5, size=2) / beta
    offers = [(f"{label} marketplace seller 1", product) for label in "xy" for product in ("lamp", "torch")]
    people = Market(offers, [*appeals, *(appeals - less)], beta, UNLIKE)
    return Owned(people, ["x", "x", "y", "y"], [*costs, *costs], [0.0] * 4)


def targets(owned: Owned) -> dict[str, float]:
    """Return the equilibrium price of every offer, by the name under which it is measured."""
    prices = owned.equilibrium()
    named = zip(owned.market.offers, prices, strict=True)
    return {f"price {outlet} of {product}": price for (outlet, product), price in named}


@pytest.mark.nightly
@pytest.mark.parametrize("seeds", [FEW[:3], SEEDS], ids=["few", "all"])
def test_two_sellers_with_both_products_rest_at_their_bertrand_prices(seeds: range) -> None:
    """All four prices within 3.5 standard errors over the seeds, and those within 1 %."""
    owned = drawn()
    scenario = market(owned)

    assert not targets_missed(lambda some: played(scenario, WATCHED, some), targets(owned), seeds)


@pytest.mark.nightly
def test_sellers_that_mind_one_offer_at_a_time_ask_less() -> None:
    """By more than noise and 1 %: what one product loses to the other is then lost to them."""
    owned = drawn()
    found: Found = played(market(owned, whole_category=False), WATCHED, FEW)

    for name, target in targets(owned).items():
        assert target - found.mean(name) > max(3.5 * found.error(name), 0.01 * target)
