"""The conflict index: what makes it grow."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.worlds.conflicts import CLOSE, Quarrel, one_dealer, quarrels


@given(quarrels().filter(lambda q: any(h[4] > 0 for h in q.harms)), st.data(), st.floats(1.1, 4.0))
def test_more_harm_is_more_conflict(quarrel: Quarrel, data: st.DataObject, times: float) -> None:
    """A harm grows: the index does, strictly once that period is material."""
    at = data.draw(st.sampled_from([n for n, harm in enumerate(quarrel.harms) if harm[4] > 0]))
    t, i, j, k, h = quarrel.harms[at]
    other = replace(quarrel, harms=(*quarrel.harms[:at], (t, i, j, k, h * times), *quarrel.harms[at + 1 :]))
    assume(other.is_clear())
    worst = max(loss for (a, b, _), loss in other.losses().items() if (a, b) == (i, k))
    if other.losses()[i, k, t] >= quarrel.threshold(i):
        # beyond 25 halvings the growth is too small for a float to show
        is_shown = worst / (quarrel.half * quarrel.stake[i] / quarrel.periods) < 25.0
        assert other.total() > quarrel.total() - (0.0 if is_shown else CLOSE)
    else:
        assert other.total() == quarrel.total()


@given(quarrels(), st.data(), st.floats(1e-6, 2.0))
def test_another_incident_never_lowers_it(quarrel: Quarrel, data: st.DataObject, share: float) -> None:
    """However small, in whatever period in which the member was exposed."""
    i = data.draw(st.integers(0, len(quarrel.stake) - 1))
    k = data.draw(st.integers(0, len(quarrel.importance) - 1))
    t = data.draw(st.integers(0, quarrel.periods - 1))
    amount = share * quarrel.stake[i] / quarrel.periods
    other = replace(quarrel, harms=(*quarrel.harms, (t, i, 0, k, amount)))
    assume(len({h[0] for h in other.harms if (h[1], h[3]) == (i, k)}) <= quarrel.exposed[i][k])
    assert other.total() >= quarrel.total() - CLOSE


@given(st.floats(0.02, 0.8), st.integers(3, 30), st.floats(0.05, 1.0))
def test_more_incidents_alike_are_more_conflict(share: float, periods: int, weight: float) -> None:
    """The same harm in n + 1 periods is worse than in n."""
    indices = [one_dealer(share, n, periods, weight) for n in range(periods + 1)]
    assert indices[0] == 0.0
    assert all(fewer < more for fewer, more in pairwise(indices))


@given(quarrels(), st.data(), st.floats(1.01, 1.05))
def test_more_important_is_more_conflict(quarrel: Quarrel, data: st.DataObject, times: float) -> None:
    """An issue weighs more: the index grows if anybody quarrels about it, else it stays."""
    k = data.draw(st.integers(0, len(quarrel.importance) - 1))
    importance = list(quarrel.importance)
    importance[k] *= times
    other = replace(quarrel, importance=tuple(importance))
    if (quarrel.index().issue == k).any():
        assert other.total() > quarrel.total()
    else:
        assert other.total() == quarrel.total()


@given(st.floats(0.02, 0.9), st.floats(0.3, 0.99), st.integers(4, 30))
def test_spread_out_it_hurts_more(share: float, weight: float, periods: int) -> None:
    """The same total harm over more periods scores higher, as long as each stays material."""
    numbers = [n for n in range(1, periods + 1) if share * periods / n > 0.0101]
    indices = [one_dealer(share * periods / n, n, periods, weight) for n in numbers]
    assert all(fewer < more for fewer, more in pairwise(indices))
