"""Training: outlets are more to customers from its week on, in both ways of keeping them, not before."""

import json
from functools import cache
from typing import Any

import numpy as np
import pytest

from simulator.ledger.diff import difference
from simulator.ledger.ledger import Ledger
from simulator.market.simulate import opened, simulate
from simulator.scenario.schema import Scenario
from tests.worlds.small import small_world

WEEK, LASTS = 10, 4
SEEN = ("posting", "sale", "advice", "stage_flow", "payment", "stock")
DEALER = {
    "model": "authorized_dealers",
    "dealers_per_region": 1,
    "expertise": 0.2,
    "credibility": 0.1,
    "reach": 0.5,
}


BRIGHT = {"default": "bright", "bright": {"says": {"quality": 1.0}}}
"""What outlets say is believed, and brings what people expect nearer to what is true."""


def world(**changes: Any) -> Scenario:
    """Return the small world for 16 weeks, with dealers of little expertise and goods better than told."""
    whole = {
        **small_world(),
        "weeks": 16,
        "customers": 150,
        "distribution": DEALER,
        "events": [],
        "messages": BRIGHT,
        **changes,
    }
    for product in whole["products"].values():
        product |= {"uncertainty": 2.0, "reputation": {"quality": 0.2}}
    return Scenario.model_validate_json(json.dumps(whole))


def trained(**levels: Any) -> Scenario:
    """Return the same with one outlet trained in a week, for some weeks."""
    (first, *_) = [name for name in opened(world(), 5).run_tables.outlets if "dealer" in name]
    event = {"week": WEEK, "who": first, "do": {"training": levels}, "lasts": LASTS}
    return world(events=[event])


@cache
def plain_run() -> Ledger:
    """Return a run of the world without training."""
    return simulate(world(), 5)


def until(ledger: Ledger, week: int) -> dict[str, Any]:
    """Return all entries of all kinds before a week."""
    tables = {kind: ledger.table(kind, steps=True) for kind in (*SEEN, "consumer_surplus")}
    return {
        kind: table[table["week"] < week].astype(str).to_csv(index=False) for kind, table in tables.items()
    }


LEVELS = [
    {"expertise": 0.95},
    {"service": 3.0},
    {"reach": 1.0},
    {"credibility": 0.9},
    {"capabilities": {"trust": 0.0}},
]


@pytest.mark.by_day(2)
@pytest.mark.parametrize("levels", LEVELS, ids=[next(iter(each)) for each in LEVELS])
def test_nothing_differs_before_its_week_and_something_after(levels: dict[str, Any]) -> None:
    """Entry by entry; and both ways of keeping customers write the same."""
    needs = {"needs": "niche"} if "capabilities" in levels else {}
    worlds = [world(), trained(**levels)]
    if needs:
        worlds = [
            one.changed(
                products={n: {**p, **needs} for n, p in one.model_dump(mode="json")["products"].items()}
            )
            for one in worlds
        ]
    plain, after = simulate(worlds[0], 5) if needs else plain_run(), simulate(worlds[1], 5)

    assert until(plain, WEEK) == until(after, WEEK)
    assert until(plain, WEEK + LASTS) != until(after, WEEK + LASTS)
    assert difference(simulate(worlds[1].changed(crowd="one_by_one"), 5), after) == ""


def test_traits_are_read_from_its_week_on_and_return_to_what_they_were() -> None:
    """The column of expertise, week by week; advice is worth more only while the training lasts."""
    market, seen = opened(trained(expertise=0.95), 5), []
    drawn = market.outlet_traits.expertise.copy()
    for _ in range(WEEK + LASTS + 1):
        market.step()
        seen.append((market.outlet_traits.expertise.max(), market.week_tables.advice.max()))

    assert [expertise for expertise, _ in seen] == [drawn.max()] * (WEEK - 1) + [0.95] * LASTS + [
        drawn.max()
    ] * 2
    assert np.unique([advice for _, advice in seen[: WEEK - 1]]).size == 1
    assert seen[WEEK - 1][1] > seen[WEEK - 2][1] == seen[-1][1]


def test_training_for_nothing_is_refused() -> None:
    """A file that trains for nothing is told."""
    with pytest.raises(ValueError, match="trains for nothing"):
        trained()
