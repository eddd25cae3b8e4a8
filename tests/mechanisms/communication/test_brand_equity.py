"""Brand equity against its closed forms: steady state, half-life, and what may not move it."""

import math
from typing import Any

import numpy as np
import pytest

from simulator.mechanisms.communication.brand_equity import Sight, equity_next, pull, shares_seen
from tests.draws import DRAW

ONE = np.ones((1, 1))


def sight(seen: Any, image: Any, deal: Any = False) -> Sight:
    """Return where one cell sees one product: at so many outlets."""
    shares = np.asarray(seen, dtype=np.float64).reshape(1, -1, 1)
    deals = np.broadcast_to(np.asarray(deal, dtype=bool).reshape(1, -1, 1), shares.shape)
    return Sight(shares, deals, np.asarray(image, dtype=np.float64).reshape(-1))


def after(weeks: int, first: float, gain: float, loss: float, where: Sight, *by: float) -> float:
    """Return what equity is after so many weeks of the same."""
    equity = first * ONE
    for _ in range(weeks):
        equity = equity_next(equity, gain * ONE, loss * ONE, where, *by)
    return equity.item()


def test_it_comes_to_what_the_textbook_says_as_fast_as_it_says() -> None:
    """B* = (g + κ x image) / (g + κ x + d), (1 − g − κ x − d)^t of the distance left after t weeks."""
    gain, loss, transfer, share, image, first = DRAW.uniform(0.01, 0.3, 6).tolist()
    weeks = int(DRAW.integers(2, 30))
    rate = gain + transfer * share + loss
    steady = (gain + transfer * share * image) / rate
    left = (1 - rate) ** weeks

    found = after(weeks, first, gain, loss, sight(share, image), transfer, 0.0)

    assert found == pytest.approx(steady + left * (first - steady), abs=1e-12)
    assert abs(first - steady) > 1e-3


@pytest.mark.parametrize("weeks", [1, 4, 52])
def test_half_of_the_distance_is_left_after_the_half_life(weeks: int) -> None:
    """In ln 2 / −ln(1 − g − κ x − d) weeks, whatever share of the rate each of them has."""
    rate = 1 - 2 ** (-1 / weeks)
    gain, loss, transfer = rate * DRAW.dirichlet(np.ones(3))
    steady = (gain + transfer * 0.8) / rate

    assert weeks == pytest.approx(math.log(2) / -math.log(1 - gain - transfer - loss))
    assert after(weeks, 0.1, gain, loss, sight(1.0, 0.8), transfer, 0.0) == pytest.approx(
        (0.1 + steady) / 2, abs=1e-12
    )


def test_deals_wear_out_what_all_else_builds() -> None:
    """By κ_d y B: B* = g / (g + d + κ_d y), y the share of people that see a deal."""
    gain, loss, deal, other = DRAW.uniform(0.01, 0.2, 4).tolist()
    where = sight([deal, other], [np.nan, np.nan], [True, False])

    found = after(4000, 0.9, gain, loss, where, 0.5, 0.3)

    assert found == pytest.approx(gain / (gain + loss + 0.3 * deal), abs=1e-12)
    assert after(4000, 0.9, gain, loss, where, 0.5, 0.0) == pytest.approx(gain / (gain + loss), abs=1e-12)


def test_a_place_of_lower_image_takes_twice_and_one_of_higher_image_gives_once() -> None:
    """Below B: (g + (κ_s + κ_d) x image) / (g + (κ_s + κ_d) x + d); above it κ_d is out of it."""
    gain, loss, share, transfer, dilution = 0.05, 0.01, 0.6, 0.03, 0.04
    for image, both in ((0.2, transfer + dilution), (0.99, transfer)):
        steady = (gain + both * share * image) / (gain + both * share + loss)
        assert (steady > image) == (image == 0.2)

        found = after(4000, 0.5, gain, loss, sight(share, image), transfer, dilution)

        assert found == pytest.approx(steady, abs=1e-12)


def test_a_deal_at_a_place_of_low_image_is_one_deal() -> None:
    """Not a deal and a low place besides: what it loses is κ_d x B, and the image draws as anywhere."""
    equity, share, transfer, dilution = 0.7, 0.4, 0.03, 0.05
    moved = after(1, equity, 0.0, 0.0, sight(share, 0.2, True), transfer, dilution) - equity

    assert moved == pytest.approx(transfer * share * (0.2 - equity) - dilution * share * equity, abs=1e-15)


def test_where_nothing_is_heard_or_seen_nothing_happens() -> None:
    """Nowhere on offer, or at outlets without an image and at no deal, or no outlets: to the bit."""
    for where in (sight(0.0, 0.3, True), sight([0.5, 0.2], [np.nan, np.nan]), sight([], [])):
        assert after(200, 0.375, 0.0, 0.0, where, 1.0, 1.0) == 0.375
    assert shares_seen(np.zeros((3, 0)), np.zeros((0, 2), dtype=bool), np.zeros(0)).shape == (3, 0, 2)
    none = Sight(np.zeros((3, 0, 2)), np.zeros((3, 0, 2), dtype=bool), np.zeros(0))
    first = DRAW.random((3, 2))
    assert (equity_next(first, 0 * first, 0 * first, none, 1.0, 1.0) == first).all()


@pytest.mark.parametrize("size", [1.0, 4.0])
def test_it_stays_between_nothing_and_all(size: float) -> None:
    """Whatever the rates; where they sum to more than a week's worth, it is where it goes at once."""
    for _ in range(50):
        gain, loss, transfer, dilution = (size * DRAW.random(4)).tolist()
        where = sight(DRAW.dirichlet(np.ones(4)), DRAW.random(4), DRAW.random(4) < 0.5)
        first = float(DRAW.choice([0.0, 1.0, DRAW.random()]))
        raised, rate = pull(first * ONE, gain * ONE, loss * ONE, where, transfer, dilution)
        found = after(1, first, gain, loss, where, transfer, dilution)

        assert 0.0 <= found <= 1.0
        if rate.item() >= 1.0:
            assert found == pytest.approx((raised / rate).item())


def test_people_see_a_product_where_it_is_at_hand() -> None:
    """In all, whoever has one of the outlets at hand: 1 − Π (1 − reach); none where none carries it."""
    at_hand, carried = DRAW.random((3, 6)), DRAW.random((6, 4)) < 0.5
    carried[:, 0] = False
    carried[2, 1] = True
    seen = shares_seen(at_hand, carried, DRAW.integers(0, 3, 6))
    missing = np.where(carried[None], 1 - at_hand[:, :, None], 1.0).prod(axis=1)

    assert seen.sum(axis=1) == pytest.approx(1 - missing)
    assert not seen[:, ~carried].any()
    assert not seen[:, :, 0].any()


def test_a_clone_changes_nothing_to_the_bit() -> None:
    """One more outlet that is the same in everything is the same place to see a product."""
    reach, image, kind = np.array([[1.0, 0.6, 1.0]]), np.array([0.9, 0.4, 0.2]), np.array([0, 1, 2])
    first, deal = np.array([[0.7]]), np.array([False, True, False])

    def moved(which: list[int]) -> Any:
        seen = shares_seen(reach[:, which], np.ones((len(which), 1), dtype=bool), kind[which])
        where = Sight(seen, deal[which].reshape(1, -1, 1), image[which])
        return equity_next(first, 0.02 * ONE, 0.01 * ONE, where, 0.05, 0.07)

    alone = moved([0, 1, 2])
    assert moved([0, 1, 2, 2]) == alone
    assert moved([0, 0, 1, 2]) == alone
    assert moved([0, 1, 2, 2, 2, 2, 2, 2]) == pytest.approx(alone, abs=1e-15)
    assert moved([0, 1]) != alone


def test_two_kinds_of_one_reach_are_seen_alike_and_one_that_few_have_at_hand_less() -> None:
    """By what each covers: .5 and .5 of those that see either; ten outlets of a kind cover more than one."""
    everything = np.ones((3, 1), dtype=bool)
    half = shares_seen(np.array([[0.5, 0.5, 0.0]]), everything, np.array([0, 1, 1])).ravel()
    few = shares_seen(np.array([[1.0, 0.1, 0.1]]), everything, np.array([0, 1, 1])).ravel()

    assert half == pytest.approx([0.375, 0.375, 0.0])
    assert few == pytest.approx(np.array([1.0, 0.095, 0.095]) / 1.19)


@pytest.mark.parametrize("reach", [5e-324, 1e-309, 1e-300, 1e-200, 1e-17])
@pytest.mark.filterwarnings("error")
def test_an_outlet_at_hand_for_next_to_nobody_changes_nothing_for_others(reach: float) -> None:
    """However small its reach: what others show is seen as without it, and of its own nothing is seen."""
    carried, kind = np.ones((3, 1), dtype=bool), np.array([0, 1, 1])
    found = shares_seen(np.array([[0.5, reach, reach]]), carried, kind)

    assert found.ravel() == pytest.approx([0.5, 0.0, 0.0], abs=1e-16)
