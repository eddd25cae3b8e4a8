"""Pilots: controls are alike and left alone; effects are what the formula says; verdicts follow from them."""

from collections import Counter
from typing import Any

import numpy as np
import pytest

from simulator.domain.ledger_entries import KINDS
from simulator.ledger.ledger import Ledger
from simulator.ledger.metric import measure
from simulator.market.simulate import simulate
from simulator.mechanisms.experiments.difference_in_differences import relative_effect
from simulator.mechanisms.experiments.matching import matched
from simulator.scenario.schema import Scenario
from tests.draws import DRAW
from tests.market.events.in_force import facts_in, world

SHARES = {"north": 0.3, "coast": 0.28, "south": 0.22, "hills": 0.2}
BEGINS, LASTS = 9, 8
SEEDS = range(1, 13)
"""Fixed before anybody looked."""


def pilot(do: dict[str, Any], customers: int = 1000, **more: Any) -> Scenario:
    """Return a busy world of four regions with a pilot in two of them; nobody runs out of anything."""
    event = {
        "id": "pilot", "week": BEGINS, "where": {"region": ["north", "south"]}, "control": "matched",
        "do": do, "lasts": LASTS,
        "then": {"if": {"metric": "units_sold", "above": 0.1, "weeks": 3}, "do": "expand", "else": "revert"},
        **more,
    }  # fmt: skip
    plain = world().model_dump(mode="json")
    segments = {
        name: {**segment, "needs": {"light": {"per_year": 26.0}}}
        for name, segment in plain["segments"].items()
    }
    return world(
        event,
        weeks=18,
        customers=customers,
        segments=segments,
        campaigns=[],
        regions={name: {"share": share} for name, share in SHARES.items()},
        manufacturers={"acme": {"opening_stock": 100_000}, "rival": {"opening_stock": 100_000}},
        distribution={"model": "authorized_dealers", "dealers_per_region": 2, "opening_stock": 50_000},
        response={"initial_adstock": 2.0, "retention": 1.0},
    )


def steps(ledger: Ledger) -> list[tuple[int, str, str]]:
    """Return weeks, steps and whom they concern."""
    table = ledger.table("intervention")
    return [(row.week, str(row.step), str(row.target)) for row in table.itertuples()]


def sold(ledger: Ledger, regions: tuple[str, ...], first: int, last: int) -> float:
    """Count the focal units sold in some regions and weeks, by hand."""
    sales = ledger.table("sale", steps=True)
    there = sales["cell"].astype(str).str.split("/").str[1].isin(regions)
    return float(
        sales[there & sales["week"].between(first, last) & (sales["product"] == "lamp")]["units"].sum()
    )


def test_the_effect_is_what_was_put_in() -> None:
    """Whatever both grow by, and however large they are, the pilot's own part comes out."""
    for _ in range(200):
        effect, growth, size, other = DRAW.uniform((-0.9, 0.1, 1.0, 1.0), (3.0, 5.0, 1e6, 1e6))
        found = relative_effect(size, size * growth * (1 + effect), other, other * growth)
        assert found == pytest.approx(effect)


@pytest.mark.parametrize(
    "values", [(0, 1, 1, 1), (1, 1, 0, 1), (1, 1, 1, 0), (-1, 1, 1, 1), (1, float("nan"), 1, 1)]
)
def test_an_effect_that_cannot_be_told_is_not_told(values: tuple[float, ...]) -> None:
    """Nothing to compare with is no effect of any size."""
    assert np.isnan(relative_effect(*map(float, values)))


def test_the_nearest_is_matched_whoever_is_listed_first() -> None:
    """By brute force: the pair at the least distance is always matched, and nobody is matched twice."""
    for _ in range(100):
        names = [f"r{n}" for n in range(6)]
        known = {name: [float(x) for x in DRAW.uniform(1, 9, 2)] for name in names}
        treated, others = {n: known[n] for n in names[:2]}, {n: known[n] for n in names[2:]}
        luck = {name: int(DRAW.integers(1 << 40)) for name in names}
        found = matched(treated, others, luck)
        mean = np.mean(list(known.values()), axis=0)
        gaps = {
            other: min(float(((np.subtract(mine, theirs) / mean) ** 2).sum()) for mine in treated.values())
            for other, theirs in others.items()
        }

        assert found[0] == min(gaps, key=lambda other: gaps[other])
        assert len(set(found)) == len(found) == 2
        assert found == matched(dict(reversed(treated.items())), dict(reversed(others.items())), luck)


def test_equally_near_ones_are_told_apart_by_luck() -> None:
    """Each of three that are alike is chosen by some luck."""
    chosen = {
        matched(
            {"a": [1.0]}, {name: [2.0] for name in "bcd"}, {n: int(DRAW.integers(1 << 40)) for n in "bcd"}
        )[0]
        for _ in range(60)
    }
    assert chosen == set("bcd")


def test_readings_are_what_the_ledger_says() -> None:
    """Week by week, pilot and control before and since, and the effect made of them, counted by hand."""
    ledger = simulate(pilot({"price_change": 0.8}), 4)
    own, control = ("north", "south"), tuple(whom for _, step, whom in steps(ledger) if step == "control")
    table = ledger.table("trigger_reading").astype({"part": str})
    before = [sold(ledger, where, BEGINS - LASTS, BEGINS - 1) for where in (own, control)]
    for week in range(BEGINS + 1, BEGINS + LASTS + 1):
        read = table[table["week"] == week].set_index("part")["amount"]
        since = [sold(ledger, where, BEGINS, week - 1) for where in (own, control)]

        assert [read["pilot since"], read["control since"]] == since
        assert read["effect"] == pytest.approx(since[0] / before[0] / (since[1] / before[1]) - 1, rel=1e-8)
    assert set(control) == {"coast", "hills"}
    assert measure(ledger, "pilot_effect") == read["effect"]


@pytest.mark.nightly
def test_a_true_effect_is_expanded_and_none_is_taken_back() -> None:
    """A fifth off sells much more, a price change of nothing sells nothing more: in most of twelve seeds."""
    verdicts: dict[float, Counter[str]] = {}
    for times in (0.8, 1.0):
        runs = [steps(simulate(pilot({"price_change": times}, customers=4000), seed)) for seed in SEEDS]
        verdicts[times] = Counter(run[-1][1] for run in runs)
        assert {run[-1][0] for run in runs} == {BEGINS + LASTS}

    assert verdicts[0.8]["expanded"] >= 11, verdicts
    assert verdicts[1.0]["reverted"] >= 9, verdicts


def test_a_pilot_of_nothing_changes_nobody_s_luck() -> None:
    """But for what is said of it, the ledger is that of a run without it."""
    with_it = simulate(pilot({"price_change": 1.0}), 2)
    without = simulate(pilot({"price_change": 1.0}).changed(events=[]), 2)
    for kind in (kind for kind in KINDS if kind not in ("intervention", "trigger_reading")):
        one, other = with_it.table(kind), without.table(kind)
        assert one.equals(other) or one.astype(str).equals(other.astype(str)), kind


@pytest.mark.parametrize(
    ("verdict", "cut"), [("expand", set(SHARES)), ("keep", {"north", "south"}), ("revert", set())]
)
def test_the_verdict_is_carried_out(verdict: str, cut: set[str]) -> None:
    """Everywhere from now on, here for good, or not at all."""
    then = {"if": {"metric": "units_sold", "above": -1.0}, "do": verdict}
    with_it, after = pilot({"price_change": 0.5}, then=then), BEGINS + LASTS
    one, two = (facts_in(s.model_dump_json(), after) for s in (with_it, with_it.changed(events=[])))
    lower = {key[1].split()[2] for key, price in one.items() if key[0] == "price" and price < two[key]}

    assert lower == cut


@pytest.mark.by_day(1)
@pytest.mark.parametrize("limit", [{"above": 1e9}, {"below": -1.0}])
def test_else_is_what_happens_where_the_limit_is_not_kept(limit: dict[str, float]) -> None:
    """A limit that no effect keeps."""
    then = {"if": {"metric": "units_sold", **limit}, "do": "expand", "else": "keep"}

    assert steps(simulate(pilot({"price_change": 0.8}, then=then), 2))[-1][1] == "kept"


def test_a_named_control_is_the_control() -> None:
    """It is not matched, but compared with as it stands."""
    ledger = simulate(pilot({"price_change": 0.8}, control=["hills"]), 2)

    assert [whom for _, step, whom in steps(ledger) if step == "control"] == ["hills"]
    read = ledger.table("trigger_reading").astype({"part": str}).set_index("part")["amount"]
    assert read["control before"] == sold(ledger, ("hills",), BEGINS - LASTS, BEGINS - 1)


def test_an_effect_not_known_is_none_to_act_on() -> None:
    """Where nobody ever buys, neither a limit above nor one below is kept."""
    idle = {
        name: {**segment, "needs": {"light": {"per_year": 0.0}}}
        for name, segment in world().model_dump(mode="json")["segments"].items()
    }
    for limit in ({"above": -1e9}, {"below": 1e9}):
        then = {"if": {"metric": "units_sold", **limit}}
        ledger = simulate(pilot({"price_change": 0.8}, then=then).changed(segments=idle), 2)

        assert steps(ledger)[-1][1] == "reverted"
        assert "effect" not in set(ledger.table("trigger_reading")["part"].astype(str))
