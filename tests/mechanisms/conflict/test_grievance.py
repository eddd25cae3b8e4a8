"""Grievance, blame and trust against closed forms: where they settle, how they fade, that blame adds up."""

import math

import numpy as np
import pytest

from simulator.mechanisms.conflict.blame import blame, shortfall, usual_after
from simulator.mechanisms.conflict.grievance import grievance, intensity, trust

FORGETTING = 0.1
DRAW = np.random.default_rng(20261130)


@pytest.mark.parametrize("forgetting", [0.05, 0.1, 0.5, 1.0])
def test_what_is_felt_for_ever_settles_at_g_over_delta(forgetting: float) -> None:
    """From below and from above, by (1 − δ)ⁿ."""
    felt = 0.37
    for start in (0.0, 30.0):
        held = start
        for period in range(1, 400):
            held = grievance(held, felt, forgetting)
            away = (1.0 - forgetting) ** period * (start - felt / forgetting)
            assert held - felt / forgetting == pytest.approx(away, abs=1e-9)
    assert held == pytest.approx(felt / forgetting, rel=1e-6)


def test_what_is_no_longer_felt_halves_every_6_6_periods() -> None:
    """After a remedy that takes all harm away: half is left after ln 2 / −ln(1 − δ) periods."""
    half_life = math.log(2.0) / -math.log(1.0 - FORGETTING)
    held, after = 5.0, []
    for _ in range(20):
        held = grievance(held, 0.0, FORGETTING)
        after.append(held)

    assert half_life == pytest.approx(6.6, abs=0.03)
    assert after[5] > 2.5 > after[6]
    for period, left in enumerate(after, start=1):
        assert left == pytest.approx(5.0 * 0.5 ** (period / half_life), rel=1e-12)


def test_all_forgetting_remembers_nothing() -> None:
    """δ = 1: what is held is what was felt this period."""
    for held, felt in DRAW.uniform(0.0, 9.0, (20, 2)).tolist():
        assert grievance(held, felt, 1.0) == felt


def test_intensity_is_that_of_the_index() -> None:
    """Nothing for nothing, a half at h50, three quarters at twice that; a loss that doubles hurts more."""
    assert [intensity(loss, 200.0, 0.1) for loss in (0.0, 20.0, 40.0)] == pytest.approx([0.0, 0.5, 0.75])
    losses = np.sort(DRAW.uniform(0.0, 200.0, 50))
    assert (np.diff(intensity(losses, 200.0, 0.1)) > 0.0).all()


def test_kept_promises_take_doubt_and_broken_ones_take_trust() -> None:
    """All kept: doubt goes by α a period; all broken: trust by γ; at a constant share it settles between."""
    gain, loss = 0.05, 0.4
    doubt, left, mixed = 0.5, 0.5, 0.9
    for period in range(1, 300):
        doubt, left = trust(doubt, 0.0, gain, loss), trust(left, 1.0, gain, loss)
        mixed = trust(mixed, 0.25, gain, loss)
        assert 1.0 - doubt == pytest.approx(0.5 * (1.0 - gain) ** period, rel=1e-9)
        assert left == pytest.approx(0.5 * (1.0 - loss) ** period, rel=1e-9)
    assert mixed == pytest.approx(gain * 0.75 / (gain * 0.75 + loss * 0.25), rel=1e-9)


def test_trust_stays_a_share() -> None:
    """Whatever promises do, and however fast it comes and goes."""
    for before, broken, gain, loss in DRAW.uniform(0.0, 1.0, (200, 4)).tolist():
        assert 0.0 <= trust(before, broken, gain, loss) <= 1.0


def test_blame_adds_up_to_the_loss_and_follows_what_was_seen() -> None:
    """A cent is laid at one door once; a source that was seen twice as often has twice of it."""
    for _ in range(50):
        seen = DRAW.integers(0, 5, 6).astype(float).tolist()
        parts = blame(70.0, seen)
        assert sum(parts) == pytest.approx(70.0 if sum(seen) else 0.0)
        assert all(
            part * seen[0] == pytest.approx(parts[0] * one) for part, one in zip(parts, seen, strict=True)
        )
    assert blame(70.0, []) == []


def test_a_shortfall_is_believed_as_far_as_sales_are_many() -> None:
    """Of as many usual sales as it takes, half of it; of very many, all; more than usual is none."""
    assert shortfall(100.0, 40.0, 10.0, 10.0) == 30.0
    assert shortfall(100.0, 40.0, 1e12, 10.0) == pytest.approx(60.0)
    assert shortfall(100.0, 40.0, 10.0, 0.0) == 60.0
    assert shortfall(100.0, 140.0, 10.0, 10.0) == shortfall(100.0, 40.0, 0.0, 0.0) == 0.0


def test_what_lasts_becomes_usual() -> None:
    """By a share of the difference a period."""
    usual = 100.0
    for period in range(1, 60):
        usual = usual_after(usual, 60.0, 0.2)
        assert usual - 60.0 == pytest.approx(40.0 * 0.8**period)
