"""Media response against its closed forms: carry-over, saturation, wear-out and recovery."""

import math

import numpy as np
import pytest

from simulator.mechanisms.communication.media_response import carried_over, novelty_after, saturated, worn
from tests.draws import DRAW

ONE = np.ones(1)


def test_a_contact_carries_over_geometrically() -> None:
    """λ^k of it is in effect after k weeks: 1/(1 − λ) in all, half of it after ln ½ / ln λ weeks."""
    for share, multiplier, half_life in ((0.5, 2.0, 1.0), (0.9, 10.0, 6.579)):
        weeks = [ONE]
        for _ in range(400):
            weeks.append(carried_over(np.zeros(1), weeks[-1], share))
        left = np.concatenate(weeks)

        assert left.sum() == pytest.approx(multiplier)
        assert np.interp(-math.log(0.5), -np.log(left[:50]), np.arange(50)) == pytest.approx(
            half_life, abs=1e-3
        )


def test_hill_is_half_at_k_and_bends_where_it_says() -> None:
    """Elasticity s (1 − f); the inflection of s = 2, k = 50 is at 28.8675."""
    k, s = float(DRAW.uniform(1, 60)), float(DRAW.uniform(0.5, 4))
    x, step = float(DRAW.uniform(0.2, 3)) * k, 1e-5
    f, near = (saturated(np.array([at]), k, s).item() for at in (x, x * (1 + step)))
    bend = 50 * math.sqrt(1 / 3)
    at = bend + np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    second = np.diff(
        saturated(np.concatenate([at - 1e-2, at, at + 1e-2]), 50.0, 2.0).reshape(3, 5), 2, axis=0
    )

    assert saturated(np.array([k]), k, s).item() == pytest.approx(0.5)
    assert (near / f - 1) / step == pytest.approx(s * (1 - f), rel=1e-4)
    assert bend == pytest.approx(28.8675, abs=1e-4)
    assert (second[0, :2] > 0).all()
    assert (second[0, 3:] < 0).all()


def test_without_recovery_any_schedule_of_the_same_contacts_comes_to_the_same() -> None:
    """All of them come to N (1 − e^(−w Σx)) / w."""
    wear, contacts = float(DRAW.uniform(0.01, 2)), DRAW.exponential(1.0, 9)
    novelty, heard = np.full(1, 0.7), 0.0
    for x in contacts:
        heard += worn(np.array([x]), novelty, wear).item()
        novelty = novelty_after(novelty, np.array([x]), wear, 0.0)

    assert heard == pytest.approx(0.7 * (1 - math.exp(-wear * contacts.sum())) / wear)


def test_in_the_long_run_novelty_is_worn_as_fast_as_it_comes_back() -> None:
    """N* = r / (1 − (1 − r) e^(−w x)); after a pause long enough a message is new again."""
    wear, back, x = DRAW.uniform(0.05, 1), DRAW.uniform(0.05, 0.5), DRAW.uniform(0.1, 3, 1)
    novelty = ONE
    for _ in range(2000):
        novelty = novelty_after(novelty, x, wear, back)
    rest = novelty
    for _ in range(2000):
        rest = novelty_after(rest, np.zeros(1), wear, back)

    assert novelty.item() == pytest.approx(back / (1 - (1 - back) * math.exp(-wear * x.item())))
    assert rest.item() == pytest.approx(1.0)


@pytest.mark.parametrize("wear", [0.0, 1e-300, 1e-12, 1e-9, 1e-4, 1e-2, 1.0, 100.0])
def test_wear_is_exact_however_small(wear: float) -> None:
    """To a few units of the tenth digit, where it is told by its series and where it is not."""
    contacts = np.array([0.0, 1e-300, 1e-9, 1e-5, 1e-3, 1.0, 1e5])
    exact = contacts if wear == 0.0 else -np.expm1(-wear * contacts) / wear

    assert worn(contacts, np.ones(7), wear) == pytest.approx(exact, rel=1e-10)


def test_nothing_is_infinite() -> None:
    """However steep the curve and however many the contacts."""
    with np.errstate(all="raise", under="ignore"):
        found = saturated(np.array([0.0, 1e-300, 1.0, 1e300]), 1e-6, 10.0)

    assert found.tolist() == [0.0, 0.0, 1.0, 1.0]
