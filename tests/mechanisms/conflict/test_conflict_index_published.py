"""The conflict index: published fixtures and landmarks."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worlds.conflicts import CLOSE, Quarrel, one_dealer


@pytest.mark.parametrize(
    ("incidents", "index"), [(1, 0.035), (2, 0.069), (4, 0.137), (13, 0.338), (26, 0.450)]
)
def test_published_spread(incidents: int, index: float) -> None:
    """A tenth of a year's margin lost in 1, 2, 4, 13, 26 periods."""
    assert one_dealer(2.6 / incidents, incidents) == pytest.approx(index, abs=0.00051)


@pytest.mark.parametrize(("lost", "index"), [(0.02, 0.129), (0.05, 0.293), (0.10, 0.500), (0.25, 0.823)])
def test_published_losses(lost: float, index: float) -> None:
    """A share of purchases lost in every period: c/ω in the limit of many purchases."""
    assert one_dealer(lost, 26, weight=1.0) == pytest.approx(index, abs=0.00051)


@pytest.mark.parametrize(("level", "band"), [(0.5, 0.125), (0.75, 0.42)])
def test_landmarks(level: float, band: float) -> None:
    """One issue with frequency, intensity and importance all at a level: its cube."""
    loss = -0.1 * log(1.0 - level) / log(2.0)
    assert one_dealer(loss, int(level * 20), 20, level) == pytest.approx(band, abs=0.002)
    assert one_dealer(loss, int(level * 20), 20, level) == pytest.approx(level**3, abs=CLOSE)


@given(st.floats(0.01, 0.99))
def test_half_a_normal_margin_is_half_the_intensity(half: float) -> None:
    """Losing h50 of a normal period's margin, always, over something all-important: one half."""
    assert one_dealer(half, 26, weight=1.0, half=half) == pytest.approx(0.5, abs=CLOSE)


def _direct_beside_two_dealers(price: float, compensation: float = 0.0) -> tuple[float, float]:
    """Direct share and index when a logit market's maker sells directly beside two dealers."""
    appeal, prices, cost, sensitivity = (1.5, 1.2, 1.4), (3.0, 3.0, price), 2.0, 1.2
    pulls = [exp(a - sensitivity * p + 2.0) for a, p in zip(appeal, prices, strict=True)]
    shares = [pull / (1.0 + sum(pulls)) for pull in pulls]
    margins = [1000.0 * (p - cost) for p in prices[:2]]
    lost = [m * s / (1.0 - shares[2]) * shares[2] for m, s in zip(margins, shares, strict=False)]
    stake = [m * s + h for m, s, h in zip(margins, shares, lost, strict=False)]
    harms = tuple((t, i, 0, 0, lost[i] * (1.0 - compensation)) for t in range(26) for i in (0, 1))
    every = Quarrel(harms, ((26,), (26,)), tuple(26.0 * s for s in stake), 26, (0.9,), 0.1, 0.01)
    return shares[2], every.total()


def test_published_direct_channel() -> None:
    """A dearer and a cheaper direct channel beside two dealers: share 8.7 → 51 %, index .41 → .87."""
    share, index = _direct_beside_two_dealers(4.0)
    assert (share, index) == (pytest.approx(0.087, abs=0.0005), pytest.approx(0.41, abs=0.005))
    share, index = _direct_beside_two_dealers(2.0)
    assert (share, index) == (pytest.approx(0.51, abs=0.005), pytest.approx(0.87, abs=0.005))


@pytest.mark.parametrize(
    ("compensation", "index"), [(0, 0.874), (0.25, 0.838), (0.5, 0.748), (0.75, 0.530), (1, 0.0)]
)
def test_published_compensation(compensation: float, index: float) -> None:
    """Dual compensation lowers harm, and only so the index."""
    assert _direct_beside_two_dealers(2.0, compensation)[1] == pytest.approx(index, abs=0.00051)
