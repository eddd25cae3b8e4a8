"""The conflict index: what it is made of, how it falls apart, and where its ends are."""

from collections import defaultdict
from dataclasses import replace
from math import log, prod

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.mechanisms.conflict.conflict_index import ConflictIndex
from tests.worlds.conflicts import CLOSE, Quarrel, quarrels


@given(quarrels())
def test_it_is_the_books(quarrel: Quarrel) -> None:
    """The columns say what the equations say."""
    assert quarrel.total() == pytest.approx(quarrel.by_the_book(), abs=CLOSE)


@given(quarrels())
def test_nought_exactly_without_material_harm_and_below_one(quarrel: Quarrel) -> None:
    """0 if and only if no period is materially harmed; never 1."""
    lost = quarrel.losses()
    is_quiet = all(loss < quarrel.threshold(i) for (i, _, _), loss in lost.items())
    assert (quarrel.total() == 0.0) == is_quiet
    assert 0.0 <= quarrel.total() < 1.0


@given(quarrels())
def test_the_parts_sum_to_the_whole(quarrel: Quarrel) -> None:
    """Exact decomposition by aggrieved, source and issue; no part is negative."""
    index = quarrel.index()
    assert index.parts.sum() == pytest.approx(index.total, abs=CLOSE)
    assert (index.parts >= 0.0).all()
    for i, (weight, own) in enumerate(zip(index.weights, index.members, strict=True)):
        assert index.parts[index.aggrieved == i].sum() == pytest.approx(weight * own, abs=CLOSE)
    assert index.worst == max(index.members)


@given(quarrels())
def test_issues_share_by_heat_and_sources_by_harm(quarrel: Quarrel) -> None:
    """C_ik ∝ ln(1 − c_ik), each issue measured alone; C_ijk ∝ H_ijk."""
    index = quarrel.index()
    for i in range(len(quarrel.stake)):
        heats = {}
        for k in range(len(quarrel.importance)):
            alone = replace(quarrel, harms=tuple(h for h in quarrel.harms if (h[1], h[3]) == (i, k)))
            heats[k] = -log(1.0 - alone.index().members[i])
        for k, heat in heats.items():
            mine = (index.aggrieved == i) & (index.issue == k)
            if heat > 0.0:
                expected = index.weights[i] * index.members[i] * heat / sum(heats.values())
                assert index.parts[mine].sum() == pytest.approx(expected, abs=1e-10)
            _check_sources(quarrel, index, i, k)


def _check_sources(quarrel: Quarrel, index: ConflictIndex, i: int, k: int) -> None:
    lost = quarrel.losses()
    by_source: dict[int, float] = defaultdict(float)
    for t, a, j, b, amount in quarrel.harms:
        if (a, b) == (i, k) and amount > 0 and lost[a, b, t] >= quarrel.threshold(i):
            by_source[j] += amount
    mine = (index.aggrieved == i) & (index.issue == k)
    assert index.source[mine].tolist() == sorted(by_source)
    for j, part in zip(index.source[mine], index.parts[mine], strict=True):
        share = by_source[int(j)] / sum(by_source.values())
        assert part == pytest.approx(share * index.parts[mine].sum(), abs=CLOSE)


@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=4))
def test_issues_quarrel_independently(weights: list[float]) -> None:
    """A member with nothing left of its margin over several issues: one less the product."""
    harms = tuple((t, 0, 0, k, 1e9) for t in range(5) for k in range(len(weights)))
    exposed = ((5,) * len(weights),)
    total = Quarrel(harms, exposed, (5.0,), 5, tuple(weights), 0.1, 0.01).total()
    assert total == pytest.approx(1.0 - prod(1.0 - weight for weight in weights), abs=CLOSE)


@example(1.0)
@given(st.floats(0.0, 1e300))
def test_it_stays_finite(amount: float) -> None:
    """All-important, always, beyond measure: below one, and its parts are numbers."""
    index = Quarrel(((0, 0, 0, 0, amount),), ((1,),), (1.0,), 1, (1.0,), 0.1, 0.0).index()
    assert 0.0 <= index.total < 1.0
    assert np.isfinite(index.parts).all()


def test_nothing_to_lose_has_no_weight() -> None:
    """A member without a stake counts for nothing in the whole, but shows in its own figure."""
    index = Quarrel(((0, 1, 0, 0, 5.0),), ((2,), (2,)), (10.0, 0.0), 2, (0.8,), 0.1, 0.01).index()
    assert index.total == 0.0
    assert index.members.tolist() == [0.0, 0.4]


@pytest.mark.parametrize(("periods", "stake"), [(0, 1.0), (1, -1.0)])
def test_it_refuses_what_makes_no_sense(periods: int, stake: float) -> None:
    """No period, or a negative stake."""
    with pytest.raises(ValueError, match="at least one period"):
        Quarrel((), ((1,),), (stake,), periods, (0.5,), 0.1, 0.01).index()
