"""Listing rules, against what they say of themselves, on assortments drawn anew."""

import numpy as np
import pytest

from simulator.base.keyed_random import KeyedRandom, stable_key, uniform
from simulator.domain.decisions.assortment import Assortment, AssortmentView, assortment_rule, drawn_room
from tests.draws import DRAW


def view(product: str, **known: object) -> AssortmentView:
    """Return what an outlet sees of a product: nothing, if nothing else is said."""
    plain = {"margin": 1.0, "weekly_units": None, "is_listed": False, "luck": 0.5, "key": stable_key(product)}
    return AssortmentView(product=product, **{**plain, **known})  # type: ignore[arg-type]


def test_best_sellers_earn_most_in_a_place() -> None:
    """Margin × velocity decides, neither alone."""
    views = [
        view("dear", margin=9.0, weekly_units=1.0),
        view("quick", margin=1.0, weekly_units=8.0),
        view("best", margin=4.0, weekly_units=4.0),
        view("dud", margin=20.0, weekly_units=0.0),
    ]
    assert assortment_rule("best_sellers").rank(views) == ["best", "dear", "quick", "dud"]


def test_equals_are_ranked_alike_by_every_outlet() -> None:
    """Whatever an outlet's own luck: so assortments are nested."""
    names = [f"p{number}" for number in range(8)]
    ranked = [
        assortment_rule("best_sellers").rank([view(name, luck=float(DRAW.uniform())) for name in names])
        for _ in range(5)
    ]
    assert all(ranking == ranked[0] for ranking in ranked)
    assert ranked[0] == sorted(names, key=stable_key)


def test_the_unknown_is_hoped_to_sell_like_the_others() -> None:
    """With hope 1 as their mean, with 0 not at all; where nothing is known the margin decides."""
    views = [view("slow", weekly_units=2.0), view("fast", weekly_units=4.0), view("new")]
    assert assortment_rule("best_sellers").rank(views) == ["fast", "new", "slow"]
    assert assortment_rule("best_sellers", hope=0.0).rank(views) == ["fast", "slow", "new"]
    unknown = [view("thin", margin=1.0), view("fat", margin=2.0)]
    assert assortment_rule("best_sellers").rank(unknown) == ["fat", "thin"]


def test_loyalty_keeps_what_is_listed() -> None:
    """A newcomer must promise so much more."""
    gain = float(DRAW.uniform(0.1, 0.5))
    views = [view("old", weekly_units=10.0, is_listed=True), view("new", weekly_units=10.0 * (1 + gain))]
    assert assortment_rule("best_sellers", loyalty=gain * 0.9).rank(views)[0] == "new"
    assert assortment_rule("best_sellers", loyalty=gain * 1.1).rank(views)[0] == "old"


def test_random_lists_with_its_chance() -> None:
    """By outlets' own luck, within 4.5 standard errors; single products by a chance of their own."""
    chance, other = DRAW.uniform(0.2, 0.8, 2)
    rule = assortment_rule("random", probability=float(chance), probabilities={"q": float(other)})
    dice, n = KeyedRandom(int(DRAW.integers(2**40))), 4000
    listed = {"p": 0, "q": 0, "both": 0}
    for outlet in range(n):
        views = [
            view(product, luck=uniform(dice.word("listing", -1, outlet, stable_key(product))))
            for product in ("p", "q")
        ]
        ranked = rule.rank(views)
        for product in ranked:
            listed[product] += 1
        listed["both"] += len(ranked) == 2
    for product, expected in (("p", chance), ("q", other), ("both", chance * other)):
        assert abs(listed[product] / n - expected) <= 4.5 * np.sqrt(expected * (1 - expected) / n), product


def test_rooms_are_drawn_with_their_weights() -> None:
    """As n^−steepness says, both ends included, within 4.5 standard errors."""
    steepness, low, high = float(DRAW.uniform(0, 2)), 1, int(DRAW.integers(3, 8))
    weights = np.arange(low, high + 1, dtype=float) ** -steepness
    n = 6000
    rooms = [drawn_room((low, high), steepness, float(luck)) for luck in DRAW.uniform(size=n)]
    for room, share in zip(range(low, high + 1), weights / weights.sum(), strict=True):
        found = np.mean(np.array(rooms) == room)
        assert abs(found - share) <= 4.5 * np.sqrt(share * (1 - share) / n), room
    assert drawn_room((4, 4), steepness, 0.999999) == 4


@pytest.mark.parametrize("luck", [1e-17, 0.5, 1 - 1e-16])
def test_a_room_is_always_within_its_ends(luck: float) -> None:
    """Even at the edges of luck, and with no place at all."""
    assert 0 <= drawn_room((0, 3), 1.0, luck) <= 3


def test_best_sellers_is_what_little_room_means() -> None:
    """Unless a rule is named; without limit and rule nobody chooses."""
    assert Assortment().terms(0.5)["listing"] is None
    limited = Assortment.model_validate_json('{"shelf_space": 3}').terms(0.5)
    assert (limited["shelf_space"], limited["listing"]) == (3, assortment_rule("best_sellers"))
    named = Assortment.model_validate_json('{"shelf_space": 3, "listing": "everything"}').terms(0.5)
    assert named["listing"] == assortment_rule("everything")
