"""Lost needs: to what they are lost is what markets without each set of barriers would have sold."""

from itertools import combinations
from math import factorial
from typing import Any

import numpy as np
import pytest

from simulator.domain.ledger_entries import KINDS, LOST_TO
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.customers.losing_needs import LosingNeeds
from simulator.market.customers.lost_needs import LostNeeds
from simulator.market.simulate import simulate
from tests.worlds.pool import World
from tests.worlds.small import FLAT, small_scenario, small_world

DRAW = np.random.default_rng(20261130)
BARRIERS = {
    "unaware": "unaware",
    "nothing at hand": "not_at_hand",
    "out of stock": "out_of_stock",
    "message": "message",
    "fit": "fit",
}
"""Barriers that a market can be played without, as people and as the ledger call them."""
AMONG_RIVALS = frozenset(BARRIERS) - {"unaware"}
"""What is known of ours alone can't be told from what is known of rivals, too."""
NESTED = {"dissimilarity": {"product": 0.6, "kind": 0.7, "outlet": 0.5, "advice": 1.0}, "crowding": 0.0}


def first_week(crowd: str, gone: frozenset[str], standing: frozenset[str], choice: dict[str, Any]) -> Ledger:
    """Return a first week in which everybody needs a lamp, without some of the barriers that stand."""
    world = small_world()
    before = standing - gone
    lamp = {
        **world["products"]["lamp"],
        "needs": {"education": 0.8, "hands_on": 0.9} if "fit" in before else None,
        "uncertainty": 1.1 if "fit" in before else 0.0,
        "list_price": 70,
    }
    if "message" in before:
        lamp["reputation"] = {"quality": 0.1, "price": 0.1}
    else:
        lamp["reputation"] = lamp["attributes"]
    segments = {
        name: {**segment, "needs": {"light": {"per_year": 52}}, "information_need": 0.0}
        for name, segment in world["segments"].items()
    }
    rivals = [{"model": "direct_automated", "maker": "rival", "opening_stock": 5000}]
    changes = {
        "weeks": 1,
        "customers": 1500 if crowd == "columns" else 400,
        "crowd": crowd,
        "manufacturers": {"acme": {}, "rival": {}},
        "competition": rivals if standing == AMONG_RIVALS else [],
        "regions": {"here": {"share": 1.0}},
        "products": {**world["products"], "lamp": lamp},
        "segments": segments,
        "distribution": {
            "model": "authorized_dealers",
            "dealers_per_region": 1,
            "reach": 0.6 if "nothing at hand" in before else 1.0,
            "opening_stock": 0 if "out of stock" in before else 5000,
            "capabilities": {"education": 0.3, "hands_on": 0.2},
        },
        "messages": {"default": "honest", "honest": {"says": {"quality": 1.0}}},
        "campaigns": [],
        "events": [],
        "choice": choice,
        "response": {"always_aware": 0.6 if "unaware" in before else 1.0, "price_talk": 0.0},
    }
    return simulate(small_scenario(**changes), 7)


def parts_by_markets(crowd: str, standing: frozenset[str], choice: dict[str, Any]) -> dict[str, float]:
    """Return the Shapley value of each barrier in what a market sells, played without every set of them."""
    sets = [frozenset(some) for size in range(len(standing) + 1) for some in combinations(standing, size)]
    sold = {gone: measure(first_week(crowd, gone, standing, choice), "units_sold") for gone in sets}
    orders = factorial(len(standing))
    parts = dict.fromkeys(BARRIERS, 0.0)
    for gone in sets:
        weight = factorial(len(gone)) * factorial(len(standing) - len(gone) - 1) if gone != standing else 0
        for barrier in standing - gone:
            parts[barrier] += weight * (sold[gone | {barrier}] - sold[gone]) / orders
    return parts


@pytest.mark.parametrize(
    ("crowd", "choice", "standing"),
    [
        ("columns", FLAT, frozenset(BARRIERS)),
        pytest.param("columns", NESTED, frozenset(BARRIERS), marks=pytest.mark.nightly),
        pytest.param("columns", FLAT, AMONG_RIVALS, marks=pytest.mark.nightly),
        ("columns", NESTED, AMONG_RIVALS),
        pytest.param("one_by_one", NESTED, AMONG_RIVALS, marks=pytest.mark.nightly),
    ],
    ids=["flat, alone", "nested, alone", "flat, among rivals", "nested, among rivals", "one by one"],
)
def test_parts_are_those_of_markets_without_the_barriers(
    crowd: str, choice: dict[str, Any], standing: frozenset[str]
) -> None:
    """To the sixtieth of a need: the same world is played without each set of them, on the same luck."""
    lost = measure(first_week(crowd, frozenset(), standing, choice), "lost_demand", "reason")
    parts = parts_by_markets(crowd, standing, choice)

    assert min(parts[barrier] for barrier in standing) > 5
    assert lost[list(BARRIERS)].to_dict() == pytest.approx(parts, abs=1e-6)
    assert lost["dearer than remembered"] == lost["overtaken"] == 0.0


@pytest.mark.parametrize("crowd", ["columns", "one_by_one"])
def test_what_is_at_hand_nowhere_is_lost_to_that_and_to_rivals_alone(crowd: str) -> None:
    """The maker's outlet is out of reach, everybody knows its lamp and believes what is true of it."""
    far = {"model": "direct_automated", "reach": 0.0}
    world = small_world()
    lamp = {**world["products"]["lamp"], "reputation": world["products"]["lamp"]["attributes"]}
    given = {"products": {**world["products"], "lamp": lamp}, "campaigns": [], "events": []}
    told = {"messages": {"default": "honest", "honest": {"says": {"quality": 1.0}}}}
    scenario = small_scenario(crowd=crowd, distribution=far, response={"always_aware": 1.0}, **given, **told)
    lost = measure(simulate(scenario, 3), "lost_demand", "reason")

    assert lost["nothing at hand"] > 0
    assert lost["preferred a rival"] > 0
    assert lost[["unaware", "out of stock", "message", "dearer than remembered"]].sum() == 0


def test_more_of_what_is_at_hand_is_no_barrier() -> None:
    """A dealer is at hand for all, the maker's web store for none: the lamp is at hand."""
    there = {"model": "authorized_dealers", "dealers_per_region": 1, "reach": 1.0}
    far = {"model": "direct_automated", "reach": 0.0}
    ledger = simulate(small_scenario(distribution=[there, far], customers=900), 3)
    lost = measure(ledger, "lost_demand", "reason")

    assert lost["nothing at hand"] == 0
    assert lost["unaware"] > 0


def test_each_need_is_lost_once(world: World) -> None:
    """Week by week, all that closed without an own unit or order, in whole sixtieths of needs."""
    ledger = world.ledger
    sixtieths = by_week(ledger, "lost_need", "sixtieths")
    closed = by_week(ledger, "stage_flow", "customers", stage="need")
    sold, delivered, ordered = (by_week(ledger, kind, "units") for kind in ("sale", "delivery", "backorder"))

    assert sixtieths.tolist() == (60 * (closed - (sold - delivered + ordered))).tolist()


def test_nothing_else_hangs_on_what_needs_are_lost_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without any of it worked out all other entries are the same, to the last."""
    scenario = small_scenario(weeks=8, customers=300)
    told = simulate(scenario, 3)
    monkeypatch.setattr(LosingNeeds, "lose", lambda *_, **__: None)
    untold = simulate(scenario, 3)

    assert told.count("lost_need") > untold.count("lost_need") == 0 < told.count("sale")
    for kind in KINDS.keys() - {"lost_need"}:
        assert told.table(kind).equals(untold.table(kind)), kind


def by_week(ledger: Ledger, kind: str, column: str, stage: str | None = None) -> np.ndarray:
    """Return the sum of a column by week: of a stage, or of the focal manufacturer's products."""
    table, header = ledger.table(kind, steps=True), ledger.header
    if stage is not None:
        table = table[table["stage"].astype(str) == stage]
    elif kind != "lost_need":
        own = [
            name
            for name, is_own in zip(header.products, header.focal_products[:-1].tolist(), strict=True)
            if is_own
        ]
        table = table[table["product"].astype(str).isin(own)]
    return np.bincount(table["week"], table[column], minlength=header.scenario.weeks + 1).astype(np.int64)


@pytest.mark.worlds("any", "waiting", "lasting", "alike", "adding up", "returning", most=1)
def test_as_it_was_nothing_of_ours_would_have_been_bought(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no barrier thought away customers find what they found; needs that were overtaken apart."""
    asked = LostNeeds.met
    as_it_was: list[int] = []

    def met(self: LostNeeds, needs: np.ndarray) -> np.ndarray:
        found = asked(self, needs)
        as_it_was.append(int(found[:, 0].sum()))
        return found

    monkeypatch.setattr(LostNeeds, "met", met)
    ledger = simulate(world.scenario, world.seed)
    table = ledger.table("lost_need")
    overtaken = table[table["reason"].astype(str) == LOST_TO[-1]]["sixtieths"].sum()

    assert sum(as_it_was) * 60 == overtaken


def test_what_no_outlet_carries_is_not_at_hand() -> None:
    """Delisted everywhere from week 5 on: no price can be blamed, and no rival be preferred to it."""
    events = [{"week": 5, "do": {"delist": {}}}]
    ledger = simulate(small_scenario(events=events, customers=900), 3)
    lost = ledger.table("lost_need").astype({"reason": str})

    assert set(lost[lost["week"] >= 5]["reason"]) == {"not_at_hand"}
    assert set(lost[lost["week"] < 5]["reason"]) > {"not_at_hand"}
