"""Nests against published figures, against numerical derivatives, and by the laws that clones must obey."""

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.mechanisms.choice.nests import (
    Branch,
    Copies,
    Nests,
    NestWorths,
    copies,
    crowding_term,
    log_denominator,
    worths,
    worths_of_each,
)


@dataclass(frozen=True)
class Tree:
    """One way in which a single customer's offers are alike."""

    inner: list[int]
    outer: list[int]
    unlike: tuple[float, float]
    weight: float = 1.0
    crowds_inside: bool = False

    def branch(self) -> Branch:
        inner, outer = (np.array([one]) for one in self.unlike)
        return Branch(
            math.log(self.weight),
            np.array(self.inner),
            np.array(self.outer),
            inner,
            outer,
            self.crowds_inside,
        )


def shares(tree: Copies, value: np.ndarray, worth: NestWorths) -> np.ndarray:
    """Return the probability of every copy, by the closed form: e^{…} down the levels [share]."""
    value = value.take(tree.pair) + tree.log_weight
    within = (value - worth.inner[tree.inner]) / tree.inner_dissimilarity[tree.inner]
    between = (worth.upper - worth.outer[tree.outer]) / tree.outer_dissimilarity[tree.outer]
    above = worth.outside - log_denominator(tree, worth)[tree.row]
    return np.exp(within + between[tree.inner] + above[tree.outer[tree.inner]])


def chosen(value: list[float], *trees: Tree, crowding: float = 0.0) -> tuple[np.ndarray, float]:
    """Return the shares of one customer's offers, and its inclusive value."""
    nests, count = Nests(tuple(tree.branch() for tree in trees), crowding), len(value)
    tree = copies(nests, np.zeros(count, dtype=int), np.arange(count), np.zeros(1, dtype=int))
    worth = worths(tree, np.array(value), crowding)
    found = np.bincount(tree.pair, shares(tree, np.array(value), worth), minlength=count)
    return found, float(log_denominator(tree, worth)[0])


def test_two_nests_of_a_textbook() -> None:
    """Shares and logsum of offers in two nests, λ = .4, by the closed formulas of the nested logit."""
    share, logsum = chosen([0.4, 0.1, 0.3, -0.2, 0.0], Tree([0, 0, 0, 1, 1], [0, 1], (0.4, 0.4)))

    assert share == pytest.approx([0.214573, 0.101357, 0.167109, 0.106812, 0.176103], abs=1e-6)
    assert logsum == pytest.approx(1.452238, abs=1e-6)


def test_three_levels() -> None:
    """Product above kind of outlet, λ₁ = .6, λ₂ = .15: a lone outlet of another kind beats three alike."""
    tree = Tree([0, 0, 0, 1, 2, 2], [0, 0, 1], (0.15, 0.6))
    share, logsum = chosen([0.5, 0.5, 0.5, 0.2, 0.1, 0.1], tree)

    assert share == pytest.approx([0.119325] * 3 + [0.164978] + [0.131382] * 2, abs=1e-6)
    assert logsum == pytest.approx(1.540469, abs=1e-6)


def test_two_copies_of_every_offer() -> None:
    """Neither product nor kind comes first: the cross-nested logit."""
    product, kind = Tree([0, 0, 1, 1], [0, 1], (0.4, 0.4), 0.6), Tree([0, 1, 0, 1], [0, 1], (0.5, 0.5), 0.4)
    share, logsum = chosen([0.5, 0.2, 0.0, 0.4], product, kind)

    assert share == pytest.approx([0.286123, 0.144311, 0.101934, 0.255404], abs=1e-6)
    assert logsum == pytest.approx(1.550094, abs=1e-6)


@pytest.mark.parametrize(
    ("weight", "stays"),
    [(0.75, (0.5382, 0.2522, 0.1092, 0.1004)), (0.5, (0.3952, 0.3952, 0.1092, 0.1004))],
)
def test_where_buyers_go_when_an_offer_is_missing(weight: float, stays: tuple[float, ...]) -> None:
    """To the same product, the same kind of outlet, to neither, or to nothing, by what weighs more."""

    def market(left: list[int]) -> np.ndarray:
        product, kind = [0, 0, 1, 1], [0, 1, 0, 1]
        trees = [
            Tree([of[offer] for offer in left], [0, 1], (0.4, 0.4), w)
            for of, w in ((product, weight), (kind, 1 - weight))
        ]
        return chosen([0.5] * len(left), *trees)[0]

    before, after = market([0, 1, 2, 3]), market([1, 2, 3])
    gains = (after - before[1:]) / before[0]
    assert (*gains, 1 - gains.sum()) == pytest.approx(stays, abs=1e-4)


@pytest.mark.parametrize("unlike", [1.0, 0.5, 0.3, 0.05, 1e-6])
@pytest.mark.parametrize("crowding", [0.0, 0.8])
def test_clones_sell_what_the_law_says(unlike: float, crowding: float) -> None:
    """N clones sell n^λ / (1 − s + s n^λ) times one: at (1 − κ) λ with crowding; the two laws are one."""
    kept = (1 - crowding) * unlike
    one = chosen([0.3], Tree([0], [0], (unlike, unlike)), crowding=crowding)[0].sum()
    for n in (2, 12):
        many = chosen([0.3] * n, Tree([0] * n, [0], (unlike, unlike)), crowding=crowding)[0].sum()
        assert many / one == pytest.approx(n**kept / (1 - one + one * n**kept), rel=1e-9)


@given(
    st.lists(st.floats(-4, 4), min_size=1, max_size=8),
    st.floats(-30, 4),
    st.floats(0.02, 1),
    st.floats(0, 0.95),
    st.booleans(),
)
def test_one_more_outlet_never_makes_the_product_sell_less(
    values: list[float], more: float, unlike: float, crowding: float, inside: bool
) -> None:
    """However poor it is; and a hopeless one adds next to nothing."""

    def sold(value: list[float]) -> float:
        nests = Tree([0] * len(value), [0], (unlike, unlike), crowds_inside=inside)
        return float(chosen(value, nests, crowding=crowding)[0].sum())

    before, after = sold(values), sold([*values, more])
    assert after >= before * (1 - 1e-12)
    if more <= max(values) - 40 * unlike:
        assert after == pytest.approx(before, rel=1e-9)


def test_crowding_takes_the_logarithm_of_how_many() -> None:
    """κ λ ln n of n clones; nothing of a single one."""
    nests = Nests((Tree([0] * 12, [0], (0.3, 0.3)).branch(),), 0.8)
    tree = copies(nests, np.zeros(12, dtype=int), np.arange(12), np.zeros(1, dtype=int))

    taken = crowding_term(tree, worths(tree, np.full(12, 0.7), 0.8))
    assert taken == pytest.approx([-0.8 * 0.3 * math.log(12)] * 12, rel=1e-12)


@given(
    st.lists(st.floats(-3, 3), min_size=5, max_size=5),
    st.floats(0.05, 1),
    st.floats(0.1, 1),
    st.sampled_from([0.0, 0.5]),
    st.booleans(),
)
def test_shares_are_the_slopes_of_the_inclusive_value(
    values: list[float], outer: float, part: float, crowding: float, inside: bool
) -> None:
    """∂ ln D / ∂V_j = s_j where nothing crowds; with crowding shares sum to one with going without."""
    trees = [Tree([0, 0, 1, 2, 2], [0, 0, 1], (outer * part, outer), crowds_inside=inside)]
    share, logsum = chosen(values, *trees, crowding=crowding)
    step = 1e-6

    assert share.sum() + math.exp(-logsum) == pytest.approx(1.0, rel=1e-9)
    if crowding == 0.0:
        for at, own in enumerate(share):
            moved = [[v + sign * step * (k == at) for k, v in enumerate(values)] for sign in (1, -1)]
            up, down = (chosen(one, *trees)[1] for one in moved)
            assert (up - down) / (2 * step) == pytest.approx(own, abs=1e-7)


def test_customers_do_not_touch_each_other() -> None:
    """What one considers leaves the others' nests as they are."""
    branch = Tree([0, 0, 1], [0, 1], (0.4, 0.4)).branch()
    value, row, offer = np.array([0.2, 0.1, 0.5, 0.9]), np.array([0, 0, 1, 2]), np.array([0, 1, 2, 1])
    tree = copies(Nests((branch,), 0.0), row, offer, np.zeros(3, dtype=int))
    found = shares(tree, value, worths(tree, value, 0.0))

    assert found[:2] == pytest.approx(chosen([0.2, 0.1], Tree([0, 0], [0], (0.4, 0.4)))[0])
    assert found[2:] == pytest.approx([1 / (1 + math.exp(-0.5)), 1 / (1 + math.exp(-0.9))])


@pytest.mark.parametrize("crowding", [0.0, 0.9])
def test_values_worked_out_in_one_go_are_what_each_is_by_itself(crowding: float) -> None:
    """To the bit, with two copies of every offer and outer nests of one inner nest and of several."""
    product = Tree([0, 0, 1, 1], [0, 1], (0.4, 0.4), 0.6)
    kind = Tree([0, 2, 1, 3], [0, 0, 1, 1], (0.3, 0.7), 0.4, crowds_inside=True)
    nests = Nests((product.branch(), kind.branch()), crowding)
    row, offer = np.array([0, 0, 1, 1, 1, 1]), np.array([0, 2, 0, 1, 2, 3])
    tree = copies(nests, row, offer, np.zeros(2, dtype=int))
    values = [np.array([0.2, -1.0, 0.7, 0.1, 3.0, -np.inf]), np.arange(6.0), np.zeros(6)]

    for worth, value in zip(worths_of_each(tree, values, crowding), values, strict=True):
        for name, column in vars(worths(tree, value, crowding)).items():
            assert getattr(worth, name).tolist() == column.tolist(), name
