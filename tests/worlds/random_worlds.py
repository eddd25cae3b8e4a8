"""Random scenarios for tests: networks, shortages, several makers, products, categories and channels."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom
from simulator.domain.product.product import BENEFITS
from simulator.market.setup.build_channel import build_channel
from simulator.scenario.schema import Scenario
from tests.worlds.random_events import happenings
from tests.worlds.selections import named_members, selections

CATEGORIES = ("espresso", "tea")
MAKERS = ("alder", "birch")
REGIONS = ("north", "south")
SEGMENTS = ("keen", "thrifty")
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
MESSAGES = ("craft", "deal", "novelty", "care")
ALLOCATIONS = ("proportional", "first_come", "priority")
SCARCE = {"policy": "reorder_point_lot_size", "reorder_at": 4.0, "lot": 2}

LAST_WEEK = 99
"""After the end of every world drawn here."""

_share = st.floats(0, 1)


def _split(count: int) -> st.SearchStrategy[list[float]]:
    """Return shares that sum to one."""
    return st.lists(st.integers(1, 5), min_size=count, max_size=count).map(
        lambda parts: [part / sum(parts) for part in parts]
    )


@st.composite
def products(draw: st.DrawFn) -> dict[str, Any]:
    """One to four products of one or two makers in one or two categories; alder makes the first."""
    made = {}
    for number in range(draw(st.integers(1, 4))):
        maker = MAKERS[0] if number == 0 else draw(st.sampled_from(MAKERS))
        cost = draw(st.floats(20, 60))
        made[f"p{number}"] = {
            "maker": maker,
            "category": draw(st.sampled_from(CATEGORIES)),
            "unit_cost": cost,
            "list_price": cost * draw(st.floats(1.4, 3)),
            "attributes": {b: draw(_share) for b in BENEFITS},
            "reputation": {b: draw(_share) for b in sorted(draw(st.sets(st.sampled_from(BENEFITS))))},
            "appeal": draw(st.floats(-1, 3)),
            "uncertainty": draw(st.floats(0, 2)),
            "digital": draw(st.sampled_from((False, False, True))),
            "needs": draw(st.none() | st.sampled_from(("commodity", "niche", "innovative"))),
            "weekly_capacity": draw(st.none() | st.integers(0, 6)),
            "spoilage": draw(st.just(0.0) | _share),
        }
    return made


def worths() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what a need met is worth."""
    scale = st.floats(10, 200)
    pareto = st.fixed_dictionaries(
        {"shape": st.just("pareto"), "scale": scale, "elasticity": st.floats(0.5, 4)}
    )
    return pareto | st.fixed_dictionaries(
        {"shape": st.sampled_from(("uniform", "exponential")), "scale": scale}
    )


@st.composite
def segment(draw: st.DrawFn, share: float, categories: list[str]) -> dict[str, Any]:
    """People with many needs, so that a short run has a lot to go wrong."""
    worth = draw(st.none() | worths())
    return {
        "share": share,
        "values": {b: draw(st.floats(0, 3)) for b in BENEFITS},
        "price_sensitivity": draw(st.floats(0 if worth is None else 0.001, 0.1)),
        "willingness_to_pay": worth,
        "taste_shock": draw(st.sampled_from([1.0, 1.0, 0.0, 0.4, 3.0])),
        "price_sensitivity_spread": draw(st.floats(0, 0.8)),
        "needs": {
            c: {
                "per_year": draw(st.floats(1, 40)),
                "season": draw(_share),
                "peak_week": draw(st.integers(1, 52)),
            }
            for c in categories
        },
        "habits": {"dealer": draw(st.floats(-1, 1)), "web_store": draw(st.sampled_from([-1.0, 0.5, 45.0]))},
        "tastes": {"remote": draw(st.floats(0, 1)), "expert": draw(st.floats(0, 1))},
        "information_need": draw(st.floats(0, 2)),
        "advice_effort": draw(st.floats(-1, 2)),
        "instalment_ease": draw(_share),
        "loyalty": draw(st.floats(0, 2) | st.just(50.0)),
        "fit": {"weight": draw(st.floats(0, 4)), "importance": draw(st.sampled_from([{}, {"trust": 1.0}]))},
        "media": {"social": draw(_share)},
    }


def beliefs() -> st.SearchStrategy[dict[str, Any]]:
    """Draw a belief about demand, right or wrong."""
    return st.sampled_from(
        [
            {"demand": "linear", "slope": 0.4},
            {"demand": "constant_elasticity", "elasticity": 2.5},
            {"demand": "exponential", "scale": 15.0},
            {"demand": "logit", "price_sensitivity": 0.05, "visitors": 40.0},
        ]
    )


def wholesale() -> st.SearchStrategy[dict[str, Any] | None]:
    """Draw a rule for what suppliers ask, or none."""
    rule = st.sampled_from(("strategic", "naive", "vertical_nash"))
    return st.none() | st.fixed_dictionaries(
        {"policy": rule, "demand_model": beliefs(), "patience_weeks": st.integers(1, 3)}
    )


@st.composite
def assortment(draw: st.DrawFn) -> dict[str, Any]:
    """Little room on the shelf, all of it, or none; chosen by any rule, and often anew."""
    low = draw(st.integers(0, 3))
    rules = (
        "best_sellers",
        {"policy": "best_sellers", "hope": 0.0, "loyalty": 0.5},
        {"policy": "random", "probability": draw(_share)},
        "everything",
    )
    return {
        "shelf_space": draw(st.none() | st.just(low) | st.just([low, low + draw(st.integers(0, 2))])),
        "listing": draw(st.none() | st.sampled_from(rules)),
        "review_weeks": draw(st.integers(1, 5)),
    }


@st.composite
def shops_for_all(draw: st.DrawFn) -> dict[str, Any]:
    """Shops in which the products of every manufacturer compete for the shelf."""
    return {
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


@st.composite
def way(draw: st.DrawFn, maker: str, label: str) -> dict[str, Any]:
    """One distribution model with little stock."""
    model = draw(st.sampled_from(MODELS))
    little = {"opening_stock": draw(st.integers(0, 3)), "maker": maker, "label": label}
    if draw(st.booleans()):
        little["ordering"] = draw(ordering())
    little["delivery"] = draw(st.none() | delivery())
    if model == "authorized_dealers":
        return {
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
    if model == "open_resale":
        return {
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


def delivery() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what is said of all goods along a way."""
    return st.fixed_dictionaries(
        {},
        optional={
            "carrier": st.just("van"),
            "delays": st.lists(st.floats(0, 0.3), max_size=3),
            "lead_time_weeks": st.integers(0, 2),
            "freight_paid_by": st.sampled_from(["supplier", "buyer"]),
            "backorders": st.sampled_from([0.0, 0.3, 0.6]),
        },
    )


def streams() -> st.SearchStrategy[dict[str, Any]]:
    """Draw demand that is a stream."""
    level = st.floats(0, 12)
    return st.sampled_from(({"process": "poisson", "mean": 4.0}, {"process": "constant", "mean": 2.6})) | (
        st.fixed_dictionaries({"process": st.just("normal"), "mean": level, "sd": level})
        | st.fixed_dictionaries(
            {
                "process": st.just("autoregressive"),
                "mean": level,
                "sd": level,
                "correlation": st.floats(-0.9, 0.9),
            }
        )
        | st.fixed_dictionaries(
            {"process": st.just("steps"), "first": level, "then": st.just([{"week": 3, "level": 9.0}])}
        )
        | st.fixed_dictionaries(
            {"process": st.just("listed"), "weeks": st.lists(level, max_size=9), "again": st.booleans()}
        )
    )


def orderings() -> st.SearchStrategy[dict[str, Any]]:
    """Draw a rule for ordering from those that keep something in mind, or look down the channel."""
    level = st.integers(0, 30).map(float)
    resting = st.sampled_from(
        (
            {"policy": "smoothed_order_up_to", "smoothing": 0.3},
            {"policy": "order_up_to_known", "mean": 4.0, "sd": 2.0},
            {"policy": "order_up_to_known", "mean": 4.0, "sd": 2.0, "minds_delays": True},
            {"policy": "order_up_to", "minds_delays": True},
            {"policy": "newsvendor", "mean": 9.0, "season_weeks": 3},
            {"policy": "anchor_and_adjust", "aim": 20.0},
        )
    )
    echelon = st.fixed_dictionaries({"policy": st.just("echelon_base_stock"), "level": level})
    rules = resting | echelon
    told = st.fixed_dictionaries(
        {"policy": st.just("told"), "orders": st.lists(level, max_size=5), "then": st.none() | rules}
    )
    return rules | told


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


def ordering() -> st.SearchStrategy[Any]:
    """Draw a rule that orders little, seldom, or more than it wants."""
    simple = st.builds(lambda level: {"policy": "base_stock", "level": float(level)}, st.integers(0, 4))
    rule = simple | st.just("order_up_to") | orderings()
    batched = st.builds(
        lambda rule, weeks, apart: {
            "policy": "periodic_review", "rule": rule, "weeks": weeks, "staggered": apart
        },
        rule, st.integers(1, 4), st.booleans(),
    )  # fmt: skip
    inflated = st.builds(
        lambda rule, most: {"policy": "shortage_gaming", "rule": rule, "most": most},
        rule | batched,
        st.floats(1, 9),
    )
    ahead = st.builds(
        lambda rule, most: {"policy": "forward_buying", "rule": rule, "most": most},
        rule | inflated,
        st.floats(0, 9),
    )
    return simple | batched | inflated | ahead


@st.composite
def staying(draw: st.DrawFn) -> dict[str, Any]:
    """Draw resellers who come and go all the time, or none who do."""
    if draw(st.booleans()):
        return {}
    rule = {
        "policy": "profit_threshold",
        "review_weeks": draw(st.integers(1, 3)),
        "most_at_once": draw(_share),
        "entry_profit": draw(st.floats(0, 60)),
        "entry_weeks": draw(st.integers(1, 3)),
        "exit_weeks": draw(st.integers(1, 3)),
        "spread": draw(_share),
        "pioneers": draw(_share),
    }
    return {
        "entry_exit": rule,
        "seller_pool": draw(st.integers(0, 2)),
        "running_cost": draw(st.floats(0, 60)),
    }


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


@st.composite
def worlds(draw: st.DrawFn, weeks: int = 10, customers: int = 120, **fixed: Any) -> Scenario:
    """Draw a whole scenario: people, channel, messages, a campaign, an opening and a departure."""
    made = draw(products())
    categories = sorted({product["category"] for product in made.values()})
    makers = sorted({product["maker"] for product in made.values()})
    shares, parts = draw(_split(len(SEGMENTS))), draw(_split(len(REGIONS)))
    ways = [draw(way(maker, f"{maker} way {n}")) for maker in makers for n in range(draw(st.integers(1, 2)))]
    if draw(st.booleans()):
        ways.append(draw(shops_for_all()))
    whole = {
        "schema_version": 1,
        "name": "random world",
        "weeks": weeks,
        "customers": customers,
        "candidates": draw(st.integers(1, 8)),
        "units": {
            "money_step": draw(st.sampled_from([0.01, 0.05, 1.0])),
            "quantity_step": draw(st.sampled_from([1.0, 0.5, 6.0])),
        },
        "manufacturers": {
            m: {
                "opening_stock": draw(st.integers(0, 20)),
                "production_weeks": draw(st.integers(0, 3)),
                "weekly_capacity": draw(st.none() | st.integers(0, 12)),
                "allocation": draw(st.sampled_from(ALLOCATIONS)),
                **({"ordering": SCARCE} if draw(st.booleans()) else {}),
            }
            for m in makers
        },
        "products": made,
        "segments": {n: draw(segment(s, categories)) for n, s in zip(SEGMENTS, shares, strict=True)},
        "regions": {name: {"share": share} for name, share in zip(REGIONS, parts, strict=True)},
        "media": {"social": {"cost_per_contact": 0.5, "credibility": draw(_share)}},
        "response": {
            "retention": draw(_share),
            "initial_adstock": draw(st.floats(0, 3)),
            "display": draw(_share),
            "word_of_mouth": draw(_share),
            "belief_decay": draw(_share),
            "price_talk": draw(st.floats(0, 2)),
        },
        "carriers": {
            "van": {
                "cost": draw(st.floats(0, 20)),
                "lead_time_weeks": draw(st.none() | st.integers(0, 3)),
                "delays": draw(st.lists(st.floats(0, 0.3), max_size=3)),
            }
        },
        "distribution": ways,
        "members": draw(named_members(ways, REGIONS)),
        "messages": {
            "default": draw(st.none() | st.sampled_from(MESSAGES)),
            "by_channel": {"dealer": "craft"},
        },
        "campaigns": [
            {
                "medium": "social",
                "message": draw(st.sampled_from(MESSAGES)),
                "weeks": [2, 6],
                "weekly_budget": draw(st.floats(0, 200)),
            }
        ],
        "detail": draw(st.sampled_from(["summary", "sales", "journeys"])),
        **fixed,
    }
    scenario = Scenario.model_validate_json(json.dumps(whole))
    members = list(build_channel(scenario, KeyedRandom(0)))
    events: list[dict[str, Any]] = [
        {"week": draw(st.integers(2, weeks)), "depart": draw(st.sampled_from(members))},
        {"week": draw(st.integers(2, weeks)), "depart": draw(st.sampled_from(members))},
        {"week": draw(st.integers(1, weeks)), "message": draw(st.sampled_from(MESSAGES))},
        {"week": draw(st.integers(1, weeks)), "open_channel": draw(way(MAKERS[0], "late"))},
        {
            "when": {"metric": "units_sold", "above": draw(st.floats(0, 30))},
            "where": draw(st.sampled_from(({}, {"region": ["north"]}))),
            "do": {"open_channel": draw(way(MAKERS[0], "later"))},
            "lasts": draw(st.none() | st.integers(1, 3)),
        },
    ]
    events = [event for event in events if draw(st.booleans())]
    happening = [*events, *draw(happenings(weeks, makers, members, MESSAGES))]
    return draw(selections(scenario.changed(events=happening)))


@st.composite
def worlds_with_a_marketplace(draw: st.DrawFn, **fixed: Any) -> Scenario:
    """Draw a world with one more marketplace, in which fees stay as they were agreed."""
    scenario = draw(worlds(**fixed))
    ways = [*scenario.model_dump(mode="json")["distribution"]]
    ways.append({"model": "marketplace", "label": "one more", **draw(marketplace())})
    empty: dict[str, Any] = {part: [] for part in ("events", "members", "contracts", "offers", "backorders")}
    return scenario.changed(distribution=ways, **empty)


def all_digital(scenario: Scenario) -> Scenario:
    """Return the same scenario with nothing in it that could run out."""
    products = {name: {**p.model_dump(mode="json"), "digital": True} for name, p in scenario.products.items()}
    return scenario.changed(products=products, backorders=[])
