"""The conflict index: what it does not depend on, and what merely dilutes it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worlds.conflicts import CLOSE, Quarrel, quarrels


@given(quarrels(), st.floats(0.001, 1000.0))
def test_currency_does_not_matter(quarrel: Quarrel, rate: float) -> None:
    """Harms and stakes in another currency: the same index."""
    assert quarrel.in_currency(rate).total() == pytest.approx(quarrel.total(), abs=CLOSE)


@given(quarrels(), st.integers(2, 4))
def test_a_longer_run_of_the_same_is_the_same(quarrel: Quarrel, times: int) -> None:
    """The window repeated: the same index."""
    assert quarrel.repeated(times).total() == pytest.approx(quarrel.total(), abs=CLOSE)


@given(quarrels())
def test_two_markets_alike_are_as_quarrelsome_as_one(quarrel: Quarrel) -> None:
    """Two disjoint copies of the network: the same index."""
    assert quarrel.doubled(6).total() == pytest.approx(quarrel.total(), abs=CLOSE)


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
    other = quarrel.joined_by(stake)
    before = sum(quarrel.stake)
    assert other.total() == pytest.approx(quarrel.total() * before / (before + stake), abs=CLOSE)


@given(quarrels().filter(lambda q: q.harms), st.data(), st.floats(0.05, 0.95))
def test_a_source_split_in_two_leaves_the_whole(quarrel: Quarrel, data: st.DataObject, share: float) -> None:
    """Two that do together what one did: the same index, divided between them."""
    j = data.draw(st.sampled_from([harm[2] for harm in quarrel.harms]))
    one, two = quarrel.index(), quarrel.split(j, share, 6).index()
    assert two.total == pytest.approx(one.total, abs=CLOSE)
    whole = one.parts[one.source == j].sum()
    assert two.parts[two.source == j].sum() == pytest.approx(share * whole, abs=CLOSE)
    assert two.parts[two.source == 6].sum() == pytest.approx((1.0 - share) * whole, abs=CLOSE)
