"""Buy-box rules: who stands in the box, by the rule's own formula on offers drawn at test time."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.catalog.buy_box.handicap import Handicap
from simulator.catalog.buy_box.lowest_price import LowestPrice
from simulator.catalog.buy_box.own_first import OwnFirst
from simulator.catalog.buy_box.rotation import Rotation
from simulator.domain.decisions.buy_box import BoxOffer

offers_of = st.lists(
    st.builds(
        BoxOffer,
        price=st.floats(1, 1000),
        on_hand=st.integers(1, 50),
        is_fulfilled=st.booleans(),
        is_own=st.just(False),
        held_box=st.booleans(),
        luck=st.floats(0, 1, exclude_min=True),
        turn=st.floats(0, 1),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda offer: offer.luck,
)
shares = st.floats(0, 0.5)


@given(offers=offers_of)
def test_nobody_asks_less_than_the_lowest_price(offers: list[BoxOffer]) -> None:
    """Whoever holds the box asks no more than anybody else, and among equals is the luckiest."""
    held = offers[LowestPrice().holder(offers)]

    assert held.price == min(offer.price for offer in offers)
    assert held.luck == min(offer.luck for offer in offers if offer.price == held.price)


@given(offers=offers_of, share=shares)
def test_a_handicap_counts_who_sends_himself_as_dearer(offers: list[BoxOffer], share: float) -> None:
    """The box goes to the lowest of p and p (1 + handicap)."""
    counted = [o.price * (1 if o.is_fulfilled else 1 + share) for o in offers]

    assert counted[Handicap(handicap=share).holder(offers)] == min(counted)


@given(price=st.floats(1, 1000), share=st.floats(0.01, 0.5), off=st.floats(0.01, 0.99))
def test_whoever_sends_himself_must_be_cheaper_by_the_handicap(
    price: float, share: float, off: float
) -> None:
    """Cheaper by less than the handicap, the box stays with the fulfilled; by more, it does not."""
    fulfilled = BoxOffer(price, 1, is_fulfilled=True, is_own=False, held_box=False, luck=0.5, turn=0.5)
    little, much = (
        replace(fulfilled, price=price / (1 + part), is_fulfilled=False, luck=0.1)
        for part in (share * off, share / off)
    )

    assert Handicap(handicap=share).holder([fulfilled, little]) == 0
    assert Handicap(handicap=share).holder([fulfilled, much]) == 1


@given(offers=offers_of, tolerance=shares)
def test_rotation_shows_the_luckiest_of_the_close(offers: list[BoxOffer], tolerance: float) -> None:
    """Nobody beyond the tolerance ever stands there, and everybody within it does when luck has it."""
    rule = Rotation(tolerance=tolerance, handicap=0.0)
    lowest = min(offer.price for offer in offers)

    assert offers[rule.holder(offers)].price <= lowest * (1 + tolerance)
    for at, offer in enumerate(offers):
        lucky = [replace(o, turn=-1.0 if o is offer else o.turn) for o in offers]
        assert (rule.holder(lucky) == at) == (offer.price <= lowest * (1 + tolerance))


@given(others=offers_of, favour=st.floats(0.01, 0.5), off=st.floats(0.01, 0.99))
def test_its_own_offer_comes_first_while_it_is_cheap_enough(
    others: list[BoxOffer], favour: float, off: float
) -> None:
    """Dearer by less than it favours itself, the marketplace shows its own; by more, another's."""
    lowest = min(offer.price for offer in others)
    own = BoxOffer(0.0, 1, is_fulfilled=True, is_own=True, held_box=False, luck=0.999, turn=0.999)
    inside, outside = (
        [replace(own, price=lowest * (1 + part)), *others] for part in (favour * off, favour / off)
    )

    assert OwnFirst(favour=favour).holder(inside) == 0
    assert OwnFirst(favour=favour).holder(outside) == 1 + LowestPrice().holder(others)


@pytest.mark.parametrize("rule", [Handicap(handicap=0.0), Rotation(tolerance=0.0, handicap=0.0), OwnFirst()])
@given(offers=offers_of)
def test_without_its_parameter_every_rule_is_the_lowest_price(rule: Handicap, offers: list[BoxOffer]) -> None:
    """No handicap, no tolerance, nothing of its own to favour: the lowest price remains."""
    assume(len({offer.price for offer in offers}) == len(offers))

    assert rule.holder(offers) == LowestPrice().holder(offers)
