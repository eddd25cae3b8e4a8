"""Random scenarios for tests: networks, shortages, several makers, products, categories and channels."""

import json
from typing import Any

from hypothesis import strategies as st

from simulator.base.keyed_random import KeyedRandom
from simulator.market.setup.build_channel import build_channel
from simulator.scenario.schema import Scenario
from tests.worlds.random_events import happenings
from tests.worlds.random_people import MAKERS, SEGMENTS, products, segment
from tests.worlds.random_policies import (
    ALLOCATIONS,
)
from tests.worlds.random_ways import marketplace, shops_for_all, way
from tests.worlds.selections import named_members, selections

REGIONS = ("north", "south")
MESSAGES = ("craft", "deal", "novelty", "care")
SCARCE = {"policy": "reorder_point_lot_size", "reorder_at": 4.0, "lot": 2}


_share = st.floats(0, 1)


def _split(count: int) -> st.SearchStrategy[list[float]]:
    """Return shares that sum to one."""
    return st.lists(st.integers(1, 5), min_size=count, max_size=count).map(
        lambda parts: [part / sum(parts) for part in parts]
    )


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
        "review_weeks": 1,
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
        "cohorts": True,
        "stages": True,
        **fixed,
    }
    if draw(st.booleans()):
        talked_of(whole, draw(st.floats(0.1, 3)), draw(_share), draw(st.floats(0, 3)))
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


def talked_of(whole: dict[str, Any], talk: float, carryover: float, aversion: float) -> None:
    """Let talk of price work on remembered prices, in one segment, instead of on all price sensitivity."""
    whole["response"]["price_talk"] = 0.0
    own = {"reference_talk": talk, "reference_carryover": carryover, "loss_aversion": aversion}
    whole["segments"][SEGMENTS[0]].update(own)


@st.composite
def worlds_with_a_marketplace(draw: st.DrawFn, **fixed: Any) -> Scenario:
    """Draw a world with one more marketplace, in which fees stay as they were agreed."""
    scenario = draw(worlds(**fixed))
    ways = [*scenario.model_dump(mode="json")["distribution"]]
    ways.append({"model": "marketplace", "label": "one more", **draw(marketplace())})
    empty: dict[str, Any] = {
        part: [] for part in ("events", "members", "contracts", "promotions", "backorders")
    }
    return scenario.changed(distribution=ways, **empty)


def all_digital(scenario: Scenario) -> Scenario:
    """Return the same scenario with nothing in it that could run out."""
    products = {name: {**p.model_dump(mode="json"), "digital": True} for name, p in scenario.products.items()}
    return scenario.changed(products=products, backorders=[])
