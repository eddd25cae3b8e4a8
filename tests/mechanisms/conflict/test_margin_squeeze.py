"""Margin squeeze: the terms' part of a smaller margin, split among the parties that changed them."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.mechanisms.conflict.margin_squeeze import UnitTerms, squeezed

money = st.integers(0, 10_000).map(float)
terms = st.builds(UnitTerms, list_price=money, price=money, commission=st.floats(0, 0.9), margin=money)


@given(terms, terms)
def test_it_is_no_more_than_the_margin_lost_and_no_more_than_the_terms_take(
    opening: UnitTerms, now: UnitTerms
) -> None:
    """And all of the smaller of the two; nobody's part is below nought."""
    parts = squeezed(opening, now)
    least = max(0.0, min(opening.margin - now.margin, opening.spread - now.spread))

    assert min(parts) >= 0.0
    assert abs(sum(parts) - least) <= 1e-9 * max(1.0, least)


@given(terms, money)
def test_a_price_war_of_ones_own_and_a_cost_passed_on_are_no_squeeze(now: UnitTerms, more: float) -> None:
    """Only the margin moves, or only the terms do."""
    own = UnitTerms(now.list_price, now.price, now.commission, now.margin + more)
    passed_on = UnitTerms(now.list_price, now.price - more, now.commission, now.margin)

    assert squeezed(own, now) == (0.0, 0.0, 0.0)
    assert squeezed(passed_on, now) == (0.0, 0.0, 0.0)


@given(terms, st.integers(1, 1000).map(float))
def test_each_party_answers_for_its_own_term(now: UnitTerms, by: float) -> None:
    """A dearer supply, a lower list price, a larger commission: all of it falls to who changed it."""
    before = now.margin + 2000.0
    dearer = UnitTerms(now.list_price, now.price - by, now.commission, before)
    listed = UnitTerms(now.list_price + by, now.price, now.commission, before)
    hosted = UnitTerms(now.list_price, now.price, 0.0, before)

    assert squeezed(dearer, now) == (0.0, 0.0, min(dearer.spread - now.spread, 2000.0))
    assert squeezed(listed, now)[1:] == (0.0, 0.0)
    assert squeezed(listed, now)[0] > 0.0
    assert squeezed(hosted, now)[0] == squeezed(hosted, now)[2] == 0.0
