"""A steady loss over one issue: the index in closed form, against the index added up event by event."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.what_conflict_means import share_lost
from simulator.mechanisms.conflict.conflict_index import Harms, conflict_index, of_steady_loss


@given(
    st.floats(0.02, 0.9), st.floats(0.05, 1.0), st.floats(0.02, 0.5), st.integers(1, 13), st.integers(1, 4)
)
def test_it_is_what_the_events_come_to(
    share: float, importance: float, half: float, periods: int, members: int
) -> None:
    """Whatever the members could earn, and whatever the horizon is."""
    stakes = [100.0 * (1 + member) for member in range(members)]
    rows = [(t, i, 0, 0, share * stakes[i] / periods) for t in range(periods) for i in range(members)]
    index = conflict_index(
        Harms.of(*zip(*rows, strict=True)),
        [[periods]] * members,
        stakes,
        periods=periods,
        importance=[importance],
        half_intensity=half,
    )

    assert index.total == pytest.approx(of_steady_loss(share, importance, half), rel=1e-9)


@given(st.floats(0.001, 0.6), st.floats(0.2, 1.0), st.floats(0.05, 0.5))
def test_turned_round_it_is_the_share(share: float, importance: float, half: float) -> None:
    """Where the index has not levelled off."""
    index = of_steady_loss(share, importance, half)

    assert share_lost(index, importance, half) == pytest.approx(share, rel=1e-6)
