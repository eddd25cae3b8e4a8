"""Reference prices against their closed form: deals are remembered, and full prices then hurt as much."""

import numpy as np
import pytest

from simulator.mechanisms.choice.reference_price import gain_and_loss, remembered_next
from tests.draws import DRAW

ALL = np.ones((1, 1, 1))


def remembered(prices: list[float], carryover: float, first: float) -> list[float]:
    """Return what is remembered when each price is met, and after the last, of one product at one outlet."""
    now = np.array([[first]])
    path = [first]
    for price in prices:
        now = remembered_next(now, np.array([carryover]), np.array([[[price]]]), ALL)
        path.append(now.item())
    return path


def test_after_four_weeks_of_a_deal_it_is_most_of_the_way_down() -> None:
    """It is p₁ + (r₀ − p₁) aⁿ = 8 + 2 · .7⁴."""
    assert remembered([8.0] * 4, 0.7, 10.0)[-1] == pytest.approx(8 + 2 * 0.7**4) == pytest.approx(8.4802)


def test_what_a_deal_wins_the_full_price_loses() -> None:
    """Σ (r − p) over four weeks at 8 is 2 (1 − .7⁴)/.3 = 5.066, over all weeks at 10 after them −5.066."""
    prices = [8.0] * 4 + [10.0] * 200
    apart = [r - p for r, p in zip(remembered(prices, 0.7, 10.0), prices, strict=False)]

    assert sum(apart[:4]) == pytest.approx(2 * (1 - 0.7**4) / 0.3) == pytest.approx(5.066, abs=5e-4)
    assert sum(apart[4:]) == pytest.approx(-sum(apart[:4]))


def test_any_excursion_that_returns_sums_to_nothing() -> None:
    """Whatever the prices were in between, and however fast they are forgotten."""
    for _ in range(10):
        prices = [*DRAW.uniform(1, 50, 12), *[20.0] * 400]
        apart = [r - p for r, p in zip(remembered(prices, DRAW.uniform(0, 0.9), 20.0), prices, strict=False)]

        assert sum(apart) == pytest.approx(0, abs=1e-8)


def test_at_the_price_remembered_nothing_moves_and_nothing_is_gained() -> None:
    """To the bit, at prices that are no binary fractions, and by uneven weights."""
    price = np.rint(DRAW.uniform(1, 9999, (1, 50))) * 0.01
    reference, weight = np.repeat(price, 3, axis=0), DRAW.uniform(0, 1, (3, 7, 50))
    after = remembered_next(reference, DRAW.uniform(0, 1, 3), np.broadcast_to(price, (3, 7, 50)), weight)

    assert (after == reference).all()
    assert not any(part.any() for part in gain_and_loss(after, price))


def test_what_is_not_seen_moves_nothing() -> None:
    """By cell and product; and prices seen count by how many have their outlet at hand."""
    reference, price = np.full((2, 2), 10.0), np.array([[[8.0, 6.0], [5.0, 7.0]]] * 2)
    weight = np.zeros((2, 2, 2))
    weight[0, :, 0] = 0.75, 0.25
    after = remembered_next(reference, np.array([0.5, 0.5]), price, weight)

    assert after.tolist() == [[10 - 0.5 * (0.75 * 2 + 0.25 * 5), 10.0], [10.0, 10.0]]
