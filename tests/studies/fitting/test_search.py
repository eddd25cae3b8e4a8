"""Search: planes are solved at once, curves soon, and steps of single customers do not lead astray."""

import numpy as np
import pytest
from numpy.typing import NDArray

from simulator.studies.fitting.search import search

type Floats = NDArray[np.float64]

WIDE = (np.full(2, -3.0), np.full(2, 3.0))


def played(count: int = 2) -> list[Floats]:
    """Return the start and a step along each setting."""
    return [np.zeros(count), *(0.5 * np.eye(count))]


class Residuals:
    """Residuals that count how often they are asked for anew."""

    def __init__(self, of: object) -> None:
        self.of = of
        self.asked: dict[tuple[float, ...], Floats] = {}

    def __call__(self, u: Floats) -> Floats:
        """Return the residuals at a point."""
        key = tuple(u)
        if key not in self.asked:
            self.asked[key] = self.of(u)  # type: ignore[operator]
        return self.asked[key]


def near(residuals: Residuals, size: float = 1e-6) -> object:
    """Return what says whether residuals are small enough."""
    return lambda u: bool(np.abs(residuals(u)).max() <= size)


def test_a_plane_is_solved_in_one_step() -> None:
    """R = A u − b: u = A⁻¹ b."""
    matrix, wanted = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([0.7, -0.4])
    residuals = Residuals(lambda u: matrix @ u - wanted)
    found = search(residuals, played(), WIDE, near(residuals))  # type: ignore[arg-type]

    assert found.at == pytest.approx(np.linalg.solve(matrix, wanted))
    assert found.slopes == pytest.approx(matrix)
    assert len(residuals.asked) == 4


def test_a_curve_is_solved_soon() -> None:
    """e^u − 2 and e^(v − u) − 3: u = ln 2, v = ln 6, farther than the box is wide."""
    residuals = Residuals(lambda u: np.array([np.exp(u[0]) - 2.0, np.exp(u[1] - u[0]) - 3.0]))
    found = search(residuals, played(), WIDE, near(residuals, 0.01))  # type: ignore[arg-type]

    assert found.at == pytest.approx(np.log([2.0, 6.0]), abs=0.02)
    assert len(residuals.asked) <= 12


def test_what_ends_before_the_targets_ends_there() -> None:
    """The nearest point within the ends, found and not gone beyond."""
    residuals = Residuals(lambda u: np.array([u[0] - 2.0, u[1] + 0.3]))
    ends = (np.array([-1.0, -1.0]), np.array([0.8, 1.0]))
    found = search(residuals, played(), ends, near(residuals))  # type: ignore[arg-type]

    assert found.at == pytest.approx([0.8, -0.3], abs=1e-3)
    assert all(np.all(u <= ends[1]) and np.all(u >= ends[0]) for u in residuals.asked)


def test_points_without_a_world_are_passed_over() -> None:
    """NaN beyond u = .6, and the target at .5."""
    residuals = Residuals(lambda u: np.array([u[0] ** 3 - 0.125]) if u[0] < 0.6 else np.full(1, np.nan))
    found = search(
        residuals,
        [np.zeros(1), np.full(1, 0.1)],
        (np.full(1, -1.0), np.full(1, 1.0)),
        near(residuals, 0.01),  # type: ignore[arg-type]
    )

    assert residuals(found.at)[0] == pytest.approx(0.0, abs=0.06)


@pytest.mark.parametrize("seed", range(12))
def test_steps_of_single_customers_do_not_lead_astray(seed: int) -> None:
    """Three targets that wiggle by a third of what is near enough: found, in at most sixteen points."""
    draw = np.random.default_rng(seed)
    matrix = np.array([[46.0, -13.0, -45.0], [33.0, -23.0, -1.0], [4.0, 1.0, -16.0]])
    wanted = np.array([5.0, -3.5, -2.0])
    waves, phases = draw.normal(0, 80, (3, 40, 3)), draw.uniform(0, 2 * np.pi, (3, 40))

    def of(u: Floats) -> Floats:
        return matrix @ u - wanted + np.sin(waves @ u + phases).sum(axis=1) / np.sqrt(20) / 3

    residuals = Residuals(of)
    ends = (np.full(3, -3.0), np.full(3, 3.0))
    found = search(residuals, played(3), ends, near(residuals, 1.0))  # type: ignore[arg-type]

    assert np.abs(residuals(found.at)).max() <= 1.0
    assert len(residuals.asked) <= 16
