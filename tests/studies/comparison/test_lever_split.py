"""Lever split: each lever gets what it makes, parts sum to the whole, whatever the order."""

from typing import Any

import numpy as np
import pytest

from simulator.domain.lever import Lever
from simulator.market.simulate import simulate
from simulator.scenario.errors.arguments import ArgumentError
from simulator.scenario.schema import Scenario
from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.lever_corners import LeversError, PlayCorners, corner_of, mixed
from simulator.studies.comparison.lever_design import LeverDesign, lever_design
from simulator.studies.comparison.lever_split import SPLIT, LeverSplit, split_by_levers
from simulator.studies.runs.questions import Answer
from simulator.studies.runs.runs import Line, Runs
from tests.worlds.small import small_scenario, small_world

LINES = [Line(metric, "", "", None) for metric in SPLIT]
DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2}
LAMP = small_world()["products"]["lamp"] | {
    "uncertainty": 1.5,
    "needs": "innovative",
    "appeal": 2.0,
    "reputation": {"quality": 0.1, "price": 0.1},
}
BULB = small_world()["products"]["bulb"]
QUICK: dict[str, Any] = {
    "weeks": 4,
    "customers": 80,
    "response": {"initial_adstock": 100.0, "retention": 1.0, "display": 1.0, "learning": 1.0},
    "events": [],
    "campaigns": [],
    "products": {"lamp": LAMP, "bulb": BULB},
    "segments": {
        name: segment | {"needs": {"light": {"per_year": 20}}}
        for name, segment in small_world()["segments"].items()
    },
}


def quick(**changes: Any) -> Scenario:
    """Return a small world that is played fast."""
    return small_scenario(**{**QUICK, **changes})


def dealers(**terms: Any) -> dict[str, Any]:
    """Return a change of what the dealers are like."""
    return {"distribution": {**DEALERS, **terms}}


def cheaper(**terms: Any) -> dict[str, Any]:
    """Return a change of the lamp."""
    return {"products": {"lamp": {**LAMP, **terms}, "bulb": BULB}}


ALONE = [
    (Lever.PRICE, cheaper(list_price=70)),
    (Lever.PRICE, dealers(margin=0.2)),
    (Lever.PRICE, dealers(pricing={"policy": "list_price", "share": 0.7})),
    (Lever.PRICE, {"promotions": [{"product": "lamp", "at": {"format": "dealer"}, "off": 0.3}]}),
    (Lever.PRICE, {"events": [{"week": 2, "do": {"price_change": 0.7}}]}),
    (Lever.MESSAGE, {"messages": {"default": "deal"}}),
    (Lever.MESSAGE, dealers(credibility=0.0)),
    (Lever.MESSAGE, {"events": [{"week": 2, "message": "deal"}]}),
    (
        Lever.MESSAGE,
        {"campaigns": [{"medium": "social", "message": "craft", "weeks": [1, 4], "weekly_budget": 90}]},
    ),
    (Lever.SERVICE, dealers(expertise=0.0)),
    (Lever.SERVICE, dealers(capabilities={"education": 0.0, "hands_on": 0.0})),
    (Lever.REACH, dealers(reach=0.8)),
    (Lever.REACH, dealers(dealers_per_region=4)),
    (Lever.REACH, {"distribution": [DEALERS, {"model": "direct_automated"}]}),
    (Lever.REACH, dealers(opening_stock=0, lead_time_weeks=5)),
]


@pytest.mark.by_day(5)
@pytest.mark.parametrize(("lever", "changes"), ALONE)
def test_what_differs_in_one_lever_is_all_in_it(lever: Lever, changes: dict[str, Any]) -> None:
    """Price: of the list, of dealers, off, dated. Message: said, believed, dated. Advice. Places, stock."""
    one, other = quick(), quick(name="other", **changes)
    design = lever_design(("one", "other"), (one, other))

    assert design.levers == (lever,)
    assert design.is_complete
    assert list(design.played) == ["one", "other"]
    assert mixed(other, one, [lever]).events == one.events
    assert mixed(one, other, [lever]).events == other.events

    # and exchanging it alone makes the other scenario's run, not only its label
    corner = corner_of(one, other, frozenset([lever] if lever is not Lever.REACH else Lever))
    exchanged = PlayCorners({"it": corner.called("it")})(corner.called("it").scenario, 3)
    theirs, mine = simulate(other, 3), simulate(one, 3)
    for table in ("sale", "payment", "posting"):
        assert exchanged.table(table).equals(theirs.table(table))
    assert not mine.table("payment").equals(theirs.table("payment"))


def test_one_lever_has_the_whole_difference_in_every_seed() -> None:
    """All others, luck included, exactly nothing."""
    split = split_by_levers(quick(), quick(name="other", **cheaper(list_price=70)), 2)

    for line in LINES:
        parts = split.series(line)
        assert parts["price"].tolist() == parts["total"].tolist()
        assert all(not parts[name].any() for name in ("reach", "message", "service", "luck"))
    assert split.series(LINES[0])["total"].any()


def far_apart() -> list[Scenario]:
    """Return two ways to market that differ in all levers, and in the names of their outlets."""
    resale = {"model": "open_resale", "resellers": 2, "marketplace_sellers": 1, "wholesalers": 1}
    return [quick(), quick(name="other", distribution=resale, messages={"default": "deal"})]


def test_parts_sum_to_the_difference_in_either_direction() -> None:
    """Seed by seed; taken apart from the other end, each part is the same with the other sign."""
    one, other = far_apart()
    split, back = split_by_levers(one, other, 1), split_by_levers(other, one, 1)

    assert split.design.levers == back.design.levers == tuple(Lever)
    assert (len(split.design.played), split.design.is_complete) == (18, True)
    for line in LINES:
        parts, reverse = split.series(line), back.series(line)
        total = parts.pop("total")
        assert np.allclose(sum(parts.values()), total, rtol=0, atol=1e-9)
        assert np.isfinite(total).all()
        for name, part in parts.items():
            assert np.allclose(part, -reverse[name], rtol=0, atol=1e-9), name
    assert {part.name for part in split.parts} == {*Lever, "luck", "total"}


def by_hand(**values: float) -> LeverSplit:
    """Return the split of two scenarios that differ in reach and price, of values given."""
    corners = {
        frozenset[Lever](): "one",
        frozenset([Lever.REACH]): "reach",
        frozenset([Lever.PRICE]): "price",
        frozenset([Lever.REACH, Lever.PRICE]): "other",
    }
    redrawn = tuple(name for name in ("first", "last") if name in values)
    played: Any = dict.fromkeys(values)
    design = LeverDesign("one", "other", (Lever.REACH, Lever.PRICE), corners, redrawn, played)
    given: Any = dict.fromkeys(values, quick())
    runs = Runs(given, (1,), (), ())
    answers = {name: Answer(*LINES[0], value) for name, value in values.items()}
    runs.__dict__["by_line"] = {LINES[0]: {name: {1: answer} for name, answer in answers.items()}}
    return LeverSplit(design, runs)


def test_a_lever_gets_its_average_over_all_orders() -> None:
    """By hand: reach first 10 or second 20, price first 30 or second 40; luck ½ (4 − 2), out of reach."""
    split = by_hand(one=100, reach=110, price=130, other=150)
    parts = {name: float(part[0]) for name, part in split.series(LINES[0]).items()}
    assert parts == {"reach": 15, "price": 35, "message": 0, "service": 0, "luck": 0, "total": 50}

    split = by_hand(one=100, reach=110, price=130, other=150, first=104, last=152)
    parts = {name: float(part[0]) for name, part in split.series(LINES[0]).items()}
    assert parts == {"reach": 14, "price": 35, "message": 0, "service": 0, "luck": 1, "total": 50}


def test_what_bears_no_lever_is_told_apart() -> None:
    """Other people, at another price: the price among these people, then the people."""
    people = {name: one | {"price_sensitivity": 0.001} for name, one in QUICK["segments"].items()}
    one, other = quick(), quick(name="other", segments=people, **cheaper(list_price=70))
    split = split_by_levers(one, other, 1, metrics=["units_sold"])
    units = {name: float(part[0]) for name, part in split.series(LINES[0]).items()}
    direct = split_by_levers(one, quick(**cheaper(list_price=70)), 1, metrics=["units_sold"])

    assert not split.design.is_complete
    assert units["price"] == float(direct.series(LINES[0])["price"][0])
    assert units["price"] + units["other settings"] == units["total"]
    assert units["other settings"] != 0


def test_equal_scenarios_have_nothing_to_split() -> None:
    """No corner, no part."""
    split = split_by_levers(quick(), quick(name="again"), 1)

    assert split.design.levers == ()
    assert all(not part.any() for line in LINES for part in split.series(line).values())


def test_a_run_that_fails_leaves_its_seed_unknown() -> None:
    """Not a part of nothing."""
    split = by_hand(one=100, reach=float("nan"), price=130, other=150)

    assert np.isnan(split.series(LINES[0])["reach"]).all()
    assert split.series(LINES[0])["total"].tolist() == [50.0]


def test_a_comparison_splits_on_some_of_its_seeds() -> None:
    """The first ones, with progress over all runs."""
    comparison = compare(
        [quick(), quick(name="other", messages={"default": "deal"})], 3, metrics=["conflict"]
    )
    told: list[tuple[int, int]] = []
    split = comparison.split_by_levers(seeds=1, progress=lambda done, of: told.append((done, of)))

    assert split.runs.seeds == (1,)
    assert told == [(1, 2), (2, 2)]
    assert set(split.table()["metric"]) == set(SPLIT)
    assert "message" in repr(split)


def test_what_cannot_be_split_is_refused() -> None:
    """Levers that do not fit, more seeds than there are, a play of one's own, no scenarios."""
    lens = {**BULB, "maker": "acme"}
    richer = {"products": {"lamp": LAMP, "bulb": BULB, "lens": lens}}
    named = {"contracts": [{"to": {"role": "retailer"}, "product": "lens", "margin": 0.2}]}
    with pytest.raises(
        LeversError, match=r"of 'richer' do not fit into 'small world': contracts.0.product: no"
    ):
        split_by_levers(quick(), quick(name="richer", **richer, **named), 1)
    comparison = compare([quick(), quick(name="other")], 1, metrics=["units_sold"])
    for seeds in (0, 2, True, "all"):
        with pytest.raises(ArgumentError, match="seeds"):
            comparison.split_by_levers(seeds=seeds)  # type: ignore[arg-type]
        with pytest.raises(ArgumentError, match="levers"):
            comparison.report("nowhere.html", levers=seeds if seeds else -1)  # type: ignore[arg-type]
    for label in ("othr", 5, ""):
        for take_apart in (comparison.split_by_levers, comparison.decompose):
            with pytest.raises(ArgumentError, match="scenario"):
                take_apart(scenario=label)  # type: ignore[arg-type]
    with pytest.raises(ArgumentError, match="play"):
        split_by_levers(quick(), quick(), 1, play=simulate)
    with pytest.raises(ArgumentError, match="other"):
        split_by_levers(quick(), "other", 1)  # type: ignore[arg-type]
