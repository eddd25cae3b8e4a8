"""Choice shares and what is experienced after choosing by them, against published figures and drawn trees."""

import math

import numpy as np
import pytest

from simulator.mechanisms.choice.choice_shares import (
    crowding_found,
    flat_shares,
    nested_shares,
    shares_of_copies,
)
from simulator.mechanisms.choice.consumer_surplus import (
    NONE,
    counted_disconfirmations,
    counted_surpluses,
    exact_sums,
    experienced_values,
)
from simulator.mechanisms.choice.nests import (
    Branch,
    Copies,
    Nests,
    NestWorths,
    copies,
    log_denominator,
    worths,
)
from tests.draws import DRAW

ONE = np.array([0])


def tree(outer: list[int], dissimilarity: float, crowding: float = 0.0) -> Nests:
    """Return nests: each offer an inner nest by itself, in an outer one; every one of the same λ₁."""
    number, unlike = np.array(outer), np.array([dissimilarity])
    return Nests((Branch(0.0, np.arange(len(outer)), number, unlike, unlike, False),), crowding)


def grown(forest: str, outer: list[int], other: list[int], dissimilarity: float, crowding: float) -> Nests:
    """Return nests with the product first, with the kind first, or with neither."""
    unlike, branches = np.array([dissimilarity]), []
    for name, first, weight in (("product", outer, 0.3), ("kind", other, 0.7)):
        inside = np.array(first) * 3 + np.array(other if name == "product" else outer)
        nest, inner = np.unique(inside, return_inverse=True)
        log_weight = math.log(weight) if forest == "both" else 0.0
        if forest in (name, "both"):
            branches.append(
                Branch(log_weight, inner, nest // 3, 0.5 * unlike, unlike, crowds_inside=name == "kind")
            )
    return Nests(tuple(branches), crowding)


def weighed(nests: Nests, value: list[float]) -> tuple[Copies, NestWorths, np.ndarray, np.ndarray]:
    """Return what one customer's offers and their nests are worth, with ln D."""
    v, offers = np.array(value), np.arange(len(value))
    found = copies(nests, np.zeros(len(value), int), offers, ONE)
    worth = worths(found, v, nests.crowding)
    return found, worth, v, log_denominator(found, worth)


def chosen(nests: Nests, value: list[float]) -> tuple[float, np.ndarray]:
    """Return ln D and the shares of one customer's offers."""
    found = weighed(nests, value)
    return found[-1].item(), nested_shares(found[0], shares_of_copies(*found))


def experienced(nests: Nests, believed: list[float], true: list[float]) -> float:
    """Return what choosing by beliefs is worth in truth [units of luck]."""
    found = weighed(nests, believed)
    tree, worth, value, _ = found
    taken, more = shares_of_copies(*found), np.array(true) - np.array(believed)
    share, known = nested_shares(tree, taken), worths(tree, value + more, nests.crowding)
    more = more + crowding_found(tree, worth, known, taken)
    return experienced_values(found[-1], np.zeros(len(share), int), share, more).item()


@pytest.mark.parametrize(
    ("outer", "dissimilarity", "believed", "true", "published"),
    [
        ([0, 1], 1.0, [0.8, 0.3], [0.2, 0.3], (1.520694, 1.228845, 1.272919)),
        ([0, 0, 1], 0.5, [0.8, 0.6, 0.3], [0.2, 0.0, 0.3], (1.653678, 1.323458, 1.368235)),
    ],
    ids=["flat", "nested"],
)
def test_published_figures(
    outer: list[int],
    dissimilarity: float,
    believed: list[float],
    true: list[float],
    published: tuple[float, float, float],
) -> None:
    """Believed, experienced, and what it would have been had they known."""
    nests = tree(outer, dissimilarity)
    found = chosen(nests, believed)[0], experienced(nests, believed, true), chosen(nests, true)[0]

    assert found == pytest.approx(published, abs=5e-7)


def test_flat_shares_are_the_logits() -> None:
    """e^g / D."""
    gain = np.log(np.array([1.0, 2.0, 5.0]))

    assert flat_shares(np.zeros(3, int), gain, np.log([9.0])) == pytest.approx([1 / 9, 2 / 9, 5 / 9])


@pytest.mark.parametrize("forest", ["product", "kind", "both"])
@pytest.mark.parametrize("crowding", [0.0, 0.9])
def test_nobody_gains_by_believing_what_is_not_so(crowding: float, forest: str) -> None:
    """In trees that are drawn: at most what knowing would give, and just that where nothing is mistaken.

    Whether a lie is large or so small that what it costs is next to nothing.
    """
    for number in range(40):
        offers = int(DRAW.integers(1, 7))
        outer, other = (
            np.unique(DRAW.integers(0, 3, offers), return_inverse=True)[1].tolist() for _ in range(2)
        )
        unlike = float(DRAW.uniform(0.05, 1.0))
        nests = grown(forest, outer, other, unlike, crowding)
        true = DRAW.normal(0, 1.5, offers).tolist()
        lie = DRAW.normal(0, (1.5, 0.1)[number % 2], offers)
        believed = (np.array(true) + lie).tolist()
        knowing = chosen(nests, true)[0]

        assert experienced(nests, true, true) == pytest.approx(knowing, abs=1e-12)
        assert experienced(nests, believed, true) <= knowing + 1e-12


@pytest.mark.parametrize("crowding", [0.0, 0.4])
def test_shares_are_what_an_offer_adds_to_the_best_of_all(crowding: float) -> None:
    """By derivatives, without crowding; with it, those of a nest sum to the nest's, and all to one."""
    nests, value = tree([0, 0, 1, 1, 1], 0.4, crowding), [0.3, -0.2, 0.9, 0.1, -1.0]
    most, share = chosen(nests, value)
    step = 1e-6
    slopes = [
        (chosen(nests, [v + step * (at == k) for at, v in enumerate(value)])[0] - most) / step
        for k in range(5)
    ]

    assert share.sum() + math.exp(-most) == pytest.approx(1.0, abs=1e-12)
    if not crowding:
        assert share == pytest.approx(slopes, abs=1e-6)


def test_counts_add_up_exactly_with_losses_among_them() -> None:
    """Of either sign, as far as whole numbers go; where a surplus is not defined, nothing is added to it."""
    value, sensitivity = np.array([1.0, -2.0, 3.0, 1.0]), np.array([0.5, 0.25, 0.0, 1.0])
    counted = counted_surpluses(np.abs(value), sensitivity, 0.01)
    more = counted_disconfirmations(value, counted, sensitivity, 0.01)
    big = np.array([2**57 + 1, -(2**57) - 3, -1, 5])

    assert counted[2] == NONE
    assert more.tolist() == [204800, -819200, 0, 102400]
    assert exact_sums(np.array([0, 0, 1, 1]), big, 3) == [-2, 4, 0]
