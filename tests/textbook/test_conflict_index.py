"""The conflict index: every property it was chosen for, on markets drawn at test time."""

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp, log, prod

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from simulator.mechanisms.conflict_index import ConflictIndex, Harms, conflict_index

type Harm = tuple[int, int, int, int, float]

CLOSE = 1e-12


@dataclass(frozen=True)
class Quarrel:
    """A market's harms (period, aggrieved, source, issue, amount), and what they are measured by."""

    harms: tuple[Harm, ...]
    exposed: tuple[tuple[int, ...], ...]
    stake: tuple[float, ...]
    periods: int
    importance: tuple[float, ...]
    half: float
    materiality: float

    def index(self) -> ConflictIndex:
        """Measure it."""
        columns = list(zip(*self.harms, strict=True)) or [(), (), (), (), ()]
        return conflict_index(
            Harms.of(*columns),
            self.exposed,
            self.stake,
            periods=self.periods,
            importance=self.importance,
            half_intensity=self.half,
            materiality=self.materiality,
        )

    def total(self) -> float:
        """Return the whole index."""
        return self.index().total

    def losses(self) -> dict[tuple[int, int, int], float]:
        """Return harm by (aggrieved, issue, period)."""
        lost: dict[tuple[int, int, int], float] = defaultdict(float)
        for period, aggrieved, _, issue, amount in self.harms:
            lost[aggrieved, issue, period] += amount
        return lost

    def threshold(self, aggrieved: int) -> float:
        """Return the loss from which a period of a member is material."""
        return self.materiality * self.stake[aggrieved] / self.periods

    def is_clear(self) -> bool:
        """Say whether no period's loss lies on the threshold, where rounding would decide."""
        return all(abs(h / self.threshold(i) - 1.0) > 1e-9 for (i, _, _), h in self.losses().items() if h > 0)


@st.composite
def quarrels(draw: st.DrawFn) -> Quarrel:
    """Draw a market of up to four members, three issues, twelve periods and fourteen harms."""
    periods, members, issues = draw(st.integers(2, 12)), draw(st.integers(1, 4)), draw(st.integers(1, 3))
    stake = tuple(draw(st.lists(st.floats(50.0, 5000.0), min_size=members, max_size=members)))
    harm = st.tuples(
        st.integers(0, periods - 1),
        st.integers(0, members - 1),
        st.integers(0, 5),
        st.integers(0, issues - 1),
        st.one_of(st.just(0.0), st.floats(0.001, 0.6)),
    )
    drawn = draw(st.lists(harm, max_size=14))
    harms = tuple((t, i, j, k, share * stake[i] / periods) for t, i, j, k, share in drawn)
    exposed = tuple(
        tuple(
            draw(st.integers(max(1, len({h[0] for h in harms if (h[1], h[3]) == (i, k)})), periods))
            for k in range(issues)
        )
        for i in range(members)
    )
    importance = tuple(draw(st.lists(st.floats(0.05, 0.95), min_size=issues, max_size=issues)))
    half, materiality = draw(st.floats(0.02, 0.4)), draw(st.floats(0.0015, 0.05))
    quarrel = Quarrel(harms, exposed, stake, periods, importance, half, materiality)
    assume(quarrel.is_clear())
    return quarrel


def by_the_book(quarrel: Quarrel) -> float:
    """Work the index out one sum at a time, as the equations stand."""
    material = {key: h for key, h in quarrel.losses().items() if h > 0 and h >= quarrel.threshold(key[0])}
    total = 0.0
    for i, stake in enumerate(quarrel.stake):
        quiet = 1.0
        for k, weight in enumerate(quarrel.importance):
            periods = [h for (a, b, _), h in material.items() if (a, b) == (i, k)]
            if periods:
                often = len(periods) / quarrel.exposed[i][k]
                mean = sum(periods) / len(periods)
                hard = 1.0 - 2.0 ** (-mean / (quarrel.half * stake / quarrel.periods))
                quiet *= 1.0 - weight * often * hard
        total += stake / sum(quarrel.stake) * (1.0 - quiet)
    return total


@given(quarrels())
def test_it_is_the_books(quarrel: Quarrel) -> None:
    """The columns say what the equations say."""
    assert quarrel.total() == pytest.approx(by_the_book(quarrel), abs=CLOSE)


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


@given(quarrels(), st.floats(0.001, 1000.0))
def test_currency_does_not_matter(quarrel: Quarrel, rate: float) -> None:
    """Harms and stakes in another currency: the same index."""
    harms = tuple((t, i, j, k, h * rate) for t, i, j, k, h in quarrel.harms)
    other = replace(quarrel, harms=harms, stake=tuple(s * rate for s in quarrel.stake))
    assert other.total() == pytest.approx(quarrel.total(), abs=CLOSE)


@given(quarrels(), st.integers(2, 4))
def test_a_longer_run_of_the_same_is_the_same(quarrel: Quarrel, times: int) -> None:
    """The window repeated: the same index."""
    harms = tuple(
        (t + again * quarrel.periods, i, j, k, h) for again in range(times) for t, i, j, k, h in quarrel.harms
    )
    exposed = tuple(tuple(each * times for each in row) for row in quarrel.exposed)
    stake = tuple(s * times for s in quarrel.stake)
    other = replace(quarrel, harms=harms, exposed=exposed, stake=stake, periods=quarrel.periods * times)
    assert other.total() == pytest.approx(quarrel.total(), abs=CLOSE)


@given(quarrels())
def test_two_markets_alike_are_as_quarrelsome_as_one(quarrel: Quarrel) -> None:
    """Two disjoint copies of the network: the same index."""
    more = len(quarrel.stake)
    copies = tuple((t, i + more, j + 6, k, h) for t, i, j, k, h in quarrel.harms)
    other = replace(
        quarrel,
        harms=quarrel.harms + copies,
        exposed=quarrel.exposed * 2,
        stake=quarrel.stake * 2,
    )
    assert other.total() == pytest.approx(quarrel.total(), abs=CLOSE)


@given(quarrels(), st.randoms())
def test_the_order_of_rows_does_not_matter_to_the_last_bit(quarrel: Quarrel, luck: object) -> None:
    """The same harms written in another order: the same bits."""
    harms = list(quarrel.harms)
    luck.shuffle(harms)  # type: ignore[attr-defined]
    other = replace(quarrel, harms=tuple(harms)).index()
    assert other.total == quarrel.total()
    assert (other.parts == quarrel.index().parts).all()


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
    indices = [_one_dealer(share, n, periods, weight) for n in range(periods + 1)]
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
    indices = [_one_dealer(share * periods / n, n, periods, weight) for n in numbers]
    assert all(fewer < more for fewer, more in pairwise(indices))


@given(quarrels(), st.integers(0, 5))
def test_a_harmless_link_changes_nothing(quarrel: Quarrel, source: int) -> None:
    """Somebody new who harms nobody: the same bits."""
    other = replace(quarrel, harms=(*quarrel.harms, (0, 0, source + 6, 0, 0.0)))
    assert other.total() == quarrel.total()
    assert (other.index().parts == quarrel.index().parts).all()


@given(quarrels(), st.floats(1.0, 1e5))
def test_a_harmless_dealer_dilutes_by_its_weight(quarrel: Quarrel, stake: float) -> None:
    """Someone who is harmed by nobody takes its share of the stakes, and no more."""
    other = replace(
        quarrel, stake=(*quarrel.stake, stake), exposed=(*quarrel.exposed, (1,) * len(quarrel.importance))
    )
    before = sum(quarrel.stake)
    assert other.total() == pytest.approx(quarrel.total() * before / (before + stake), abs=CLOSE)


@given(quarrels().filter(lambda q: q.harms), st.data(), st.floats(0.05, 0.95))
def test_a_source_split_in_two_leaves_the_whole(quarrel: Quarrel, data: st.DataObject, share: float) -> None:
    """Two that do together what one did: the same index, divided between them."""
    j = data.draw(st.sampled_from([harm[2] for harm in quarrel.harms]))
    harms: list[Harm] = []
    for t, i, source, k, h in quarrel.harms:
        halves = ((source, h * share), (6, h * (1.0 - share))) if source == j else ((source, h),)
        harms.extend((t, i, who, k, amount) for who, amount in halves)
    one, two = quarrel.index(), replace(quarrel, harms=tuple(harms)).index()
    assert two.total == pytest.approx(one.total, abs=CLOSE)
    whole = one.parts[one.source == j].sum()
    assert two.parts[two.source == j].sum() == pytest.approx(share * whole, abs=CLOSE)
    assert two.parts[two.source == 6].sum() == pytest.approx((1.0 - share) * whole, abs=CLOSE)


def _one_dealer(
    share: float, incidents: int, periods: int = 26, weight: float = 0.9, *, half: float = 0.1
) -> float:
    """Index of one dealer harmed in so many periods by a share of a normal period's margin."""
    harms = tuple((t, 0, 0, 0, share) for t in range(incidents))
    return Quarrel(harms, ((periods,),), (float(periods),), periods, (weight,), half, 0.01).total()


@pytest.mark.parametrize(
    ("incidents", "index"), [(1, 0.035), (2, 0.069), (4, 0.137), (13, 0.338), (26, 0.450)]
)
def test_published_spread(incidents: int, index: float) -> None:
    """A tenth of a year's margin lost in 1, 2, 4, 13, 26 periods."""
    assert _one_dealer(2.6 / incidents, incidents) == pytest.approx(index, abs=0.00051)


@pytest.mark.parametrize(("lost", "index"), [(0.02, 0.129), (0.05, 0.293), (0.10, 0.500), (0.25, 0.823)])
def test_published_losses(lost: float, index: float) -> None:
    """A share of purchases lost in every period: c/ω in the limit of many purchases."""
    assert _one_dealer(lost, 26, weight=1.0) == pytest.approx(index, abs=0.00051)


@pytest.mark.parametrize(("level", "band"), [(0.5, 0.125), (0.75, 0.42)])
def test_landmarks(level: float, band: float) -> None:
    """One issue with frequency, intensity and importance all at a level: its cube."""
    loss = -0.1 * log(1.0 - level) / log(2.0)
    assert _one_dealer(loss, int(level * 20), 20, level) == pytest.approx(band, abs=0.002)
    assert _one_dealer(loss, int(level * 20), 20, level) == pytest.approx(level**3, abs=CLOSE)


@given(st.floats(0.01, 0.99))
def test_half_a_normal_margin_is_half_the_intensity(half: float) -> None:
    """Losing h50 of a normal period's margin, always, over something all-important: one half."""
    assert _one_dealer(half, 26, weight=1.0, half=half) == pytest.approx(0.5, abs=CLOSE)


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
