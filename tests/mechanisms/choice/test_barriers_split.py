"""Barriers split: parts are averages over all orders of thinking barriers away, and add up."""

from itertools import permutations

import numpy as np
import pytest

from simulator.mechanisms.choice.barriers_split import SIXTIETHS, monotone, split


def drawn(barriers: int, needs: int = 60) -> np.ndarray:
    """Return drawn games, not met as they are."""
    met = np.random.default_rng(barriers).random((needs, 1 << barriers)) < 0.3
    met[:, 0] = False
    return met


@pytest.mark.parametrize("barriers", range(1, 7))
def test_parts_are_what_barriers_bring_on_average_over_all_orders(barriers: int) -> None:
    """Counted order by order, in whole sixtieths."""
    met = monotone(drawn(barriers))
    orders = list(permutations(range(barriers)))
    by_hand = np.zeros((len(met), barriers))
    for order in orders:
        gone = 0
        for barrier in order:
            by_hand[:, barrier] += met[:, gone | 1 << barrier].astype(int) - met[:, gone]
            gone |= 1 << barrier

    assert split(met) * len(orders) == pytest.approx(by_hand * SIXTIETHS)
    assert split(met).sum(axis=1).tolist() == (SIXTIETHS * met[:, -1]).tolist()


@pytest.mark.parametrize("barriers", range(1, 7))
def test_what_some_sets_meet_is_met_by_all_that_hold_them(barriers: int) -> None:
    """The least monotone game above the one given."""
    met = drawn(barriers)
    sets = range(1 << barriers)
    by_hand = [
        [bool(need[[part for part in sets if part & whole == part]].any()) for whole in sets] for need in met
    ]

    assert monotone(met).tolist() == by_hand


def test_a_barrier_that_changes_nothing_has_no_part_and_changes_no_other() -> None:
    """The same game with one more barrier in front of it or behind."""
    met = monotone(drawn(3))
    idle = np.repeat(met, 2, axis=1)

    assert split(idle)[:, 0].tolist() == [0] * len(met)
    assert split(idle)[:, 1:].tolist() == split(met).tolist()


def test_no_need_at_all_is_split_as_well() -> None:
    """Of no need there are no parts."""
    assert split(monotone(np.zeros((0, 64), dtype=bool))).shape == (0, 6)
