"""Markets whose outlets are told what a closed form says is asked of them, instead of what customers ask.

Everything else is the simulator's own: members, contracts, costs, commissions, what an outlet is shown, its
rule, posted prices. So a market comes to rest without luck, and can be held to printed digits.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from simulator.market.market import Market
from simulator.market.phases.shop import shop
from simulator.market.simulate import opened
from simulator.scenario.schema import Scenario
from tests.worlds.textbook_markets import PLENTY, plain_market

NEEDS = 10**9
"""Needs a week of which shares are told; what is told is whole numbers."""

STILL = 8
"""Weeks without a move after which a market rests; on their way none of them stands still for over two."""

type Offer = tuple[str, str]
"""Outlet and product."""
type Shares = Callable[[dict[Offer, float]], Mapping[Offer, float]]
"""Return the share of needs that each offer meets at the prices asked [currency]."""


def pricing(beta: float, unlike: float, crowding: float = 0.0, **terms: Any) -> dict[str, Any]:
    """Return the best response of a seller that knows how customers choose, and looks at last week only."""
    alike = {"dissimilarity": unlike, "crowding": crowding}
    belief = {"demand": "nested_logit", "price_sensitivity": beta, "visitors": NEEDS, **alike}
    return {
        "policy": "best_response",
        "demand_model": {**belief, "largest_share": 0.999},
        "adjustment": 1.0,
        "window": 1,
        **terms,
    }


NO_ORDERS: dict[str, Any] = {"opening_stock": PLENTY, "ordering": {"policy": "base_stock", "level": 0}}
"""Nothing is sold, so nothing need be ordered."""


def sellers(
    label: str, rule: dict[str, Any], parcel: float, fee: float = 0.0, **terms: Any
) -> dict[str, Any]:
    """Return a marketplace with a seller that pays a tenth of list prices, so much a parcel, and a fee."""
    alone = {"first_party": False, "sellers": 1, "wholesalers": 0, "fulfilled": 1.0, "reseller_discount": 0.9}
    pays = {"fulfilment_fee": parcel, "storage_fee": 0.0, "referral_fee": fee}
    return {
        "model": "marketplace",
        "label": label,
        "seller_pricing": rule,
        **NO_ORDERS,
        **alone,
        **pays,
        **terms,
    }


def web_store(label: str, rule: dict[str, Any], parcel: float, **terms: Any) -> dict[str, Any]:
    """Return a web store of a manufacturer, which pays what production costs and so much a parcel."""
    return {
        "model": "direct_automated",
        "label": label,
        "pricing": rule,
        "sale_cost": parcel,
        **NO_ORDERS,
        **terms,
    }


def market_of(products: Mapping[str, Any], *ways: dict[str, Any]) -> Scenario:
    """Return a market of products and ways to sell them, with two customers who are there for form's sake."""
    own = [way for way in ways if "maker" not in way]
    others = [way for way in ways if "maker" in way]
    people = {"price_sensitivity": 1.0}
    return plain_market(104, 2, dict(products), people, distribution=own, competition=others)


def at_rest(scenario: Scenario, shares: Shares, weeks: int = 60) -> tuple[Market, dict[Offer, float]]:
    """Return a market after weeks in which outlets were told their shares, and what they ask [currency].

    It is played until nothing asked or paid has moved for `STILL` weeks, and for so many weeks at most.
    """
    market = opened(scenario, 1)

    def tell(state: Market) -> None:
        for (outlet, product), share in shares(asked(state)).items():
            state.members[outlet].stock.asked[product] = round(share * NEEDS)

    at = market.phases.index(shop) + 1
    market.phases = (*market.phases[:at], tell, *market.phases[at:])
    last, still = (np.zeros(0), np.zeros(0)), 0
    for _ in range(weeks):
        market.step()
        now = (market.offer_table.price.copy(), market.offer_table.cost.copy())
        is_still = all(np.array_equal(one, other) for one, other in zip(last, now, strict=True))
        last, still = now, still + 1 if is_still else 0
        if still == STILL:
            break
    return market, asked(market)


def asked(market: Market) -> dict[Offer, float]:
    """Return what is asked for every offer [currency]."""
    tables, offers, units = market.run_tables, market.offer_table, market.given.units
    return {
        (tables.outlets[outlet], tables.products[product]): units.per_unit(
            offers.price[outlet, product].item()
        )
        for outlet, product in zip(*np.nonzero(offers.carried), strict=True)
    }
