"""Lowest margin: the median customer of a mixture of segments, and what λ/β makes of it."""

import numpy as np
import pytest

from simulator.scenario.schema import Scenario
from simulator.studies.probing.figure import CannotTellError
from simulator.studies.probing.figures.lowest_margin import lowest_margin, median_sensitivity, variants
from tests.worlds.small import small_scenario, small_world


def with_segments(*rows: tuple[float, float, float, float], **changes: object) -> Scenario:
    """Return the small world with segments of (share, price sensitivity, spread, scale of luck)."""
    plain = small_world()["segments"]["readers"]
    names = ("share", "price_sensitivity", "price_sensitivity_spread", "taste_shock")
    segments = {
        f"segment {at}": {**plain, **dict(zip(names, row, strict=True))} for at, row in enumerate(rows)
    }
    return small_scenario(segments=segments, **changes)


@pytest.mark.parametrize(
    ("rows", "median"),
    [
        ([(1.0, 0.02, 0.0, 1.0)], 0.02),
        ([(1.0, 0.02, 0.7, 1.0)], 0.02),
        ([(1.0, 0.02, 0.7, 2.0)], 0.01),
        ([(0.6, 0.02, 0.0, 1.0), (0.4, 0.05, 0.0, 1.0)], 0.02),
        ([(0.4, 0.02, 0.0, 1.0), (0.6, 0.05, 0.0, 1.0)], 0.05),
        ([(0.5, 0.01, 0.5, 1.0), (0.5, 0.04, 0.5, 1.0)], 0.02),
        ([(0.6, 0.0, 0.0, 1.0), (0.4, 0.05, 0.0, 1.0)], 0.0),
    ],
)
def test_the_median_customer(rows: list[tuple[float, float, float, float]], median: float) -> None:
    """The segment's own; over its luck; the larger segment's; between two alike, their geometric mean."""
    segments = list(with_segments(*rows).segments.values())

    assert median_sensitivity(segments) == pytest.approx(median, rel=1e-9)


def test_it_is_the_median_of_drawn_customers() -> None:
    """Of 200,000 customers of an uneven mixture, within what luck leaves."""
    rows = [(0.7, 0.02, 0.4, 1.0), (0.3, 0.06, 0.8, 1.5)]
    draw = np.random.default_rng(5)
    each = [
        beta / luck * np.exp(spread * draw.standard_normal(int(200_000 * share)))
        for share, beta, spread, luck in rows
    ]
    segments = list(with_segments(*rows).segments.values())

    assert median_sensitivity(segments) == pytest.approx(float(np.median(np.concatenate(each))), rel=0.01)


def test_alike_outlets_leave_less() -> None:
    """λ/β: at a λ of .6 three fifths of 1/.02 = 50; with likeness switched off, all of it."""
    alike = {"dissimilarity": dict.fromkeys(("product", "kind", "outlet", "advice"), 0.6), "crowding": 0.9}
    world = with_segments((1.0, 0.02, 0.3, 1.0), choice=alike)

    assert lowest_margin(world) == pytest.approx(30.0)
    assert lowest_margin(world.changed(switched_off=["similarity"])) == pytest.approx(50.0)


@pytest.mark.parametrize(
    ("row", "why"), [((1.0, 0.0, 0.0, 1.0), "does not mind"), ((1.0, 0.02, 0.0, 0.0), "without luck")]
)
def test_where_there_is_none_it_is_said(row: tuple[float, float, float, float], why: str) -> None:
    """Prices that do not count, and choices without luck."""
    with pytest.raises(CannotTellError, match=why):
        variants(with_segments(row))
