"""Random distribution models, with little stock."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.worlds.random_policies import (
    ALLOCATIONS,
    EFFORTS,
    ESCALATIONS,
    assortment,
    beliefs,
    delivery,
    ordering,
    orderings,
    staying,
    streams,
    wholesale,
)

_share = st.floats(0, 1)


MODELS = (
    "authorized_dealers",
    "open_resale",
    "direct_automated",
    "marketplace",
    "pop_up_stores",
    "pickup_points",
    "chain",
    "supply_line",
    "direct_assisted",
)


LAST_WEEK = 99
"""After the end of every world drawn here."""


@cache
def feeling(weeks: int) -> dict[str, Any]:
    """Return how outlets decide on effort and disputes, by the weeks that goods are under way."""
    return {"effort": EFFORTS[weeks], "escalation": ESCALATIONS[weeks]}


@st.composite
def shops_for_all(draw: st.DrawFn) -> dict[str, Any]:
    """Shops in which the products of every manufacturer compete for the shelf."""
    shops = {
        "model": "category_retail",
        "label": "corner",
        "shops": draw(st.integers(1, 2)),
        "assortment": draw(assortment()),
        "margin": draw(st.floats(0, 0.5)),
        "lead_time_weeks": draw(st.integers(0, 3)),
        "buy_back": draw(_share | st.just(0.0)),
        "opening_stock": draw(st.integers(0, 3)),
        "reach": draw(_share),
    }
    return shops | feeling(shops["lead_time_weeks"])


@cache
@st.composite
def way(draw: st.DrawFn, maker: str, label: str) -> dict[str, Any]:
    """One distribution model with little stock."""
    model = draw(st.sampled_from(MODELS))
    little = {"opening_stock": draw(st.integers(0, 3)), "maker": maker, "label": label}
    if draw(st.booleans()):
        little["ordering"] = draw(ordering())
    little["delivery"] = draw(st.none() | delivery())
    if model == "authorized_dealers":
        dealers = {
            "model": model,
            "dealers_per_region": draw(st.integers(0, 3)),
            "price_floor": draw(st.none() | st.floats(0.5, 1)),
            "floor_penalty": draw(st.floats(0, 50)),
            "floor_detection": draw(_share),
            "margin": draw(st.floats(0, 0.5)),
            "lead_time_weeks": draw(st.integers(0, 4)),
            "buy_back": draw(_share),
            "territory": draw(st.booleans()),
            "reach": draw(_share),
            "assortment": draw(assortment()),
            "pricing": draw(
                st.sampled_from(
                    [
                        "list_price",
                        {"policy": "undercut", "step": 0.05},
                        {"policy": "cost_plus", "markup": 0.3},
                        {
                            "policy": "best_response",
                            "demand_model": draw(beliefs()),
                            "window": 2,
                            "whole_category": draw(st.booleans()),
                        },
                    ]
                )
            ),
            "wholesale_pricing": draw(wholesale()),
            **little,
        }
        return dealers | feeling(dealers["lead_time_weeks"])
    if model == "open_resale":
        resale = {
            "model": model,
            "wholesalers": draw(st.integers(1, 2)),
            "resellers": draw(st.integers(0, 3)),
            "marketplace_sellers": draw(st.integers(0, 2)),
            "wholesale_stock": draw(st.integers(0, 10)),
            "delivery_weeks": draw(st.integers(0, 2)),
            "lead_time_weeks": draw(st.integers(0, 3)),
            "commission": draw(st.floats(0, 0.3)),
            **(coming := draw(staying())),
            "reseller_pool": draw(st.integers(0, 3)) if coming else 0,
            "allocation": draw(st.sampled_from(ALLOCATIONS)),
            "reach": draw(_share),
            "assortment": draw(assortment()),
            "seller_pricing": draw(st.none() | st.just({"policy": "cost_plus", "markup": 0.2})),
            "wholesale_pricing": draw(wholesale()),
            "wholesaler_pricing": draw(wholesale()),
            **little,
        }
        return resale | feeling(resale["lead_time_weeks"])
    if model == "chain":
        return {
            "model": model,
            "wholesalers": draw(st.integers(0, 3)),
            "retailers": draw(st.integers(1, 2)),
            "lead_time_weeks": draw(st.integers(0, 2)),
            "buy_back": draw(_share),
            "reach": draw(_share),
            "wholesale_pricing": draw(wholesale()),
            **little,
        }
    if model in ("marketplace", "supply_line"):
        own = {"maker": maker, "label": label, "delivery": little["delivery"], **draw(supply_line())}
        return {"model": model, **(own if model == "supply_line" else {**draw(marketplace()), **little})}
    if model == "pop_up_stores":
        first = draw(st.integers(1, 4))
        last = LAST_WEEK if label == "late" else draw(st.integers(first, 8))
        return {"model": model, "weeks": [first, last], "reach": draw(_share), **little}
    slow = {"hours_per_sale": draw(st.sampled_from((40.0, 12.5)) | st.floats(2, 100)), "reps": 1}
    return {
        "model": model,
        **(slow if model == "direct_assisted" else {}),
        "price": draw(st.floats(0.6, 1.2)),
        "lead_time_weeks": draw(st.integers(0, 2)),
        **little,
    }


@cache
@st.composite
def supply_line(draw: st.DrawFn) -> dict[str, Any]:
    """Lines with slow letters and little stock, that wait for what is short or do without."""
    tiers = [
        {
            "name": name,
            "ordering": draw(orderings()),
            "lead_time_weeks": draw(st.integers(0, 3)),
            "order_weeks": draw(st.integers(0, 2)),
            "opening_stock": draw(st.integers(0, 9)),
            "margin": draw(st.floats(0, 0.3)),
            "late_fee": draw(st.sampled_from((0.0, 2.5))),
        }
        for name in draw(
            st.sampled_from((("stockist",), ("depot", "stockist"), ("hub", "depot", "stockist")))
        )
    ]
    return {
        "lines": draw(st.integers(1, 2)),
        "tiers": tiers,
        "demand": draw(streams()),
        "waits": draw(st.booleans()),
    }


@cache
@st.composite
def marketplace(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a marketplace of one's own, or a part of the one that all share."""
    first_party = draw(st.booleans())
    own = {
        "behind_box": draw(st.sampled_from([0.0, 1.0, 40.0])),
        "sending_cost": draw(st.floats(0, 10)),
        "buy_box": draw(
            st.sampled_from(
                ["lowest_price", "handicap", "own_first", {"policy": "rotation", "tolerance": 0.3}]
            )
        ),
    }
    return {
        "first_party": first_party,
        "sellers": draw(st.integers(0 if first_party else 1, 3)),
        "wholesalers": draw(st.integers(0, 2)),
        "fulfilled": draw(_share),
        "referral_fee": draw(st.floats(0, 0.3)),
        "fulfilment_fee": draw(st.floats(0, 10)),
        "storage_fee": draw(st.floats(0, 2)),
        "fast_delivery": draw(st.floats(-1, 2)),
        "first_party_stock": draw(st.integers(0, 4)),
        "wholesale_stock": draw(st.integers(0, 10)),
        "lead_time_weeks": draw(st.integers(0, 3)),
        "allocation": draw(st.sampled_from(ALLOCATIONS)),
        "wholesale_pricing": draw(wholesale()),
        "wholesaler_pricing": draw(wholesale()),
        "reach": draw(_share),
        **draw(staying()),
        **draw(st.sampled_from([{"platform": "bazaar"}, own])),
    }
