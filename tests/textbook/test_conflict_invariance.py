"""The conflict index: what it does not depend on, and what merely dilutes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quarrels import CLOSE, Harm, Quarrel, quarrels


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
