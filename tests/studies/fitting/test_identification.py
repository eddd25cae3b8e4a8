"""Identification: idle settings and settings alike are refused, whatever luck adds; others are not."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.studies.fitting.fit_error import FitError
from simulator.studies.fitting.free_setting import FreeSetting
from simulator.studies.fitting.identification import refuse_unidentified

type Floats = NDArray[np.float64]

NAMES = ("units", "share", "elasticity")


def settings(*keys: str, low: float = -3.0, high: float = 3.0) -> list[FreeSetting]:
    """Return settings that are multiplied."""
    return [FreeSetting(key, ((key,),), (1.0,), True, low, high, 1.0) for key in keys]


class Measured:
    """Answers of three targets to settings, linear, with luck of each seed and point."""

    def __init__(self, slopes: Floats, luck: float, seeds: int = 5, seed: int = 1) -> None:
        self.slopes, self.luck, self.seeds = slopes, luck, seeds
        self.draw = np.random.default_rng(seed)
        self.asked: list[Floats] = []

    def __call__(self, points: Sequence[Floats]) -> list[Floats]:
        """Return what is measured at points."""
        self.asked += list(points)
        return [
            (self.slopes @ u)[:, None] + self.luck * self.draw.standard_normal((3, self.seeds))
            for u in points
        ]


APART = np.array([[46.0, -13.0], [33.0, -23.0], [4.0, 1.0]])


def refused(measure: Measured, count: int = 2, least: float = 0.1) -> list[Floats]:
    """Return the points that were played, unless the settings are refused."""
    return refuse_unidentified(measure, settings(*"abc"[:count]), NAMES, np.full(3, least))


@pytest.mark.parametrize("seed", range(8))
def test_settings_that_differ_are_not_refused(seed: int) -> None:
    """The start and a step each are handed on."""
    points = refused(Measured(APART, 0.5, seed=seed))

    assert [list(u) for u in points] == [[0.0, 0.0], [0.5, 0.0], [0.0, 0.5]]


@pytest.mark.parametrize("seed", range(8))
def test_what_differs_little_is_played_further(seed: int) -> None:
    """A third target alone tells them apart, by what luck hides at one step and not at both ends."""
    alike = np.array([[46.0, -45.0], [33.0, -33.0], [4.0, 8.0]])
    measure = Measured(alike, 0.5, seed=seed)
    refused(measure)

    assert all(np.abs(u).max() <= 0.7 + 1e-9 for u in measure.asked)


@pytest.mark.parametrize("seed", range(8))
def test_settings_alike_are_refused_by_name(seed: int) -> None:
    """B does what a does, twice and backwards; c is another."""
    slopes = np.array([[20.0, -40.0, 1.0], [10.0, -20.0, 9.0], [3.0, -6.0, -7.0]])
    with pytest.raises(FitError, match="a and b cannot be told apart") as refusal:
        refused(Measured(slopes, 0.3, seeds=20, seed=seed), 3)

    assert "a by × " in str(refusal.value)


@pytest.mark.parametrize("seed", range(8))
def test_an_idle_setting_is_refused_by_name(seed: int) -> None:
    """B moves nothing but luck."""
    with pytest.raises(FitError, match=r"b moves no target \(units, share, elasticity\)"):
        refused(Measured(APART * [1.0, 0.0], 0.3, seed=seed))


def test_what_moves_a_target_by_less_than_matters_is_idle() -> None:
    """Surely, and by a tenth of the tolerance."""
    with pytest.raises(FitError, match="b moves no target"):
        refused(Measured(APART * [1.0, 1e-3], 1e-6), least=1.0)


def test_one_seed_tells_what_is_exact() -> None:
    """Without an interval what differs at all differs; what is alike to the bit is refused."""
    refused(Measured(APART, 0.0, seeds=1))
    with pytest.raises(FitError, match="cannot be told apart"):
        refused(Measured(np.array([[2.0, 4.0], [1.0, 2.0], [3.0, 6.0]]), 0.0, seeds=1))


def test_a_step_without_a_world_is_taken_to_the_other_side() -> None:
    """And a shorter one where there is none on either side; where there is none at all it is refused."""

    class Edge(Measured):
        def __call__(self, points: Sequence[Floats]) -> list[Floats]:
            told = super().__call__(points)
            return [
                np.full_like(one, np.nan) if u[0] > self.most or u[0] < self.least else one
                for one, u in zip(told, points, strict=True)
            ]

    for least, most, step in ((-1.0, 0.2, -0.5), (-0.2, 0.2, 0.1)):
        measure = Edge(APART, 0.1)
        measure.least, measure.most = least, most
        assert refused(measure)[1][0] == step
    measure = Edge(APART, 0.1)
    measure.least = measure.most = 0.0
    with pytest.raises(FitError, match="a: a little away"):
        refused(measure)
