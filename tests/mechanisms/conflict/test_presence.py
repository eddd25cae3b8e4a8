"""Presence: free-riding and goods by other ways, against brute force; more sources never take harm away."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.counting import HARM_STEPS
from simulator.mechanisms.conflict.considered import NONE, Considered
from simulator.mechanisms.conflict.harm import BREACH, DIRECT_CANNIBAL, PRICE_UNDERCUT, RIVALRY, USUAL, harm
from simulator.mechanisms.conflict.presence import Presence, diverted, no_rule, riding
from tests.mechanisms.conflict.test_harm import MAKERS, TOLERANCE, by_hand, choices, in_one_cell

FREE_RIDE, GREY = 4, 5
PER_ROW = ("sensitivity", "cell", "adviser")
ALL = (Presence(FREE_RIDE, riding, no_rule), Presence(GREY, diverted, no_rule), *USUAL)

type Parts = dict[tuple[int, int, int, int], float]


@st.composite
def told_choices(draw: st.DrawFn) -> Considered:
    """Draw choices with their adviser and the way by which goods came."""
    seen = draw(choices())
    count, outlets = len(seen.row), int(seen.outlet.max()) + 1
    adviser = np.array([draw(st.integers(NONE, outlets - 1))])
    standing = np.array(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    return replace(seen, adviser=adviser, standing=standing)


def all_by_hand(seen: Considered, mine: int) -> Parts:
    """Return what each (source, product, issue, conduct) adds to the denominator, all issues counting."""
    usual = by_hand(seen, mine)
    columns = (seen.outlet, seen.product, seen.weight, seen.standing, seen.owner)
    rows = list(zip(*columns, strict=True))
    ways = {product: way for outlet, product, _, way, _ in rows if outlet == mine}
    makers = {MAKERS[product] for product in ways}
    for outlet, product, weight, way, _ in rows:
        if outlet == mine:
            continue
        asked = [key for key in usual if key[:2] == (outlet, product) and key[2] == PRICE_UNDERCUT]
        before = [key for key in usual if key[:2] == (outlet, product) and key[2] != PRICE_UNDERCUT]
        conduct = before[0][3] if before else RIVALRY
        left = weight - sum(usual[key] for key in asked)
        rides = seen.adviser[0] == mine and MAKERS[product] in makers
        if rides or way < ways.get(product, NONE):
            for key in before:
                del usual[key]
            usual[outlet, product, FREE_RIDE if rides else GREY, conduct] = left
    return usual


@given(told_choices())
def test_each_lost_cent_falls_to_the_issue_that_is_most_particular(seen: Considered) -> None:
    """All sources gone at once the outlet would have earned just so much more; each part is its own."""
    booked = zip(*(column.tolist() for column in harm(seen, TOLERANCE, issues=ALL)), strict=True)
    told: dict[int, Parts] = {}
    for who, *key, counted in booked:
        parts = told.setdefault(who, {})
        parts[tuple(key)] = parts.get(tuple(key), 0.0) + counted / HARM_STEPS
    denominator = 1 + seen.weight.sum()
    for mine in set(seen.outlet.tolist()):
        own = float((seen.margin * seen.weight)[seen.outlet == mine].sum())
        if own <= 0 or (seen.owner[seen.outlet == mine] != NONE).any():
            assert mine not in told
            continue
        sources = all_by_hand(seen, mine)
        taken = sum(sources.values())
        loss = own / (denominator - taken) - own / denominator

        assert set(told.get(mine, {})) <= set(sources)
        for key, weight in sources.items():
            part = loss * weight / taken if taken else 0.0
            assert told.get(mine, {}).get(key, 0.0) == pytest.approx(part, rel=1e-6, abs=2 / HARM_STEPS)


def losses(seen: Considered, issues: tuple[Presence, ...]) -> np.ndarray:
    """Return what each outlet loses in all [counted]."""
    aggrieved, *_, counted = harm(seen, TOLERANCE, issues=issues)
    return np.bincount(aggrieved, counted, minlength=8)


@given(told_choices())
def test_one_more_issue_never_lowers_a_loss(seen: Considered) -> None:
    """Up to rounding of each part."""
    slack = 3 * len(seen.row)

    for at in range(len(ALL)):
        fewer = ALL[at + 1 :]
        assert (losses(seen, ALL[at:]) >= losses(seen, fewer) - slack).all()


@given(told_choices(), st.floats(0.01, 5.0))
def test_one_more_direct_outlet_never_lowers_the_loss_of_its_dealers(seen: Considered, weight: float) -> None:
    """It is a source to all that sell for its manufacturer, and takes from nobody what others took."""
    of_one = seen.some(np.array([MAKERS[product] == 0 for product in seen.product]))
    if not len(of_one.row):
        return
    store = {
        "row": 0, "outlet": 7, "product": 0, "maker": 0, "owner": 0, "weight": weight, "price": 150.0,
        "advertised": 150.0, "floor": 0.0, "margin": 0.0, "territory": False, "relief": 1.0,
        "standing": 2,
    }  # fmt: skip
    added = {name: np.append(getattr(of_one, name), value) for name, value in store.items()}
    with_it = replace(of_one, **added, **in_one_cell(np.append(of_one.weight, weight)))

    assert (losses(with_it, ALL) >= losses(of_one, ALL) - 3 * len(with_it.row)).all()


def test_advice_and_way_are_asked_only_of_their_own_outlets() -> None:
    """One adviser, one direct store, one reseller: each cent under its issue; without them, none of it."""
    column = np.zeros(3, dtype=np.int64)
    seen = Considered(
        row=column, rows=1, **in_one_cell(np.ones(3)), outlet=np.arange(3), product=column, maker=column,
        owner=np.array([NONE, 0, NONE]), weight=np.ones(3), price=np.full(3, 100.0),
        advertised=np.full(3, 100.0), floor=np.zeros(3), margin=np.full(3, 6e6), territory=column > 0,
        sensitivity=np.array([0.02]), relief=np.ones(3), adviser=np.array([NONE]),
        standing=np.array([2, 2, 1]),
    )  # fmt: skip

    def parts(told: Considered) -> set[tuple[int, ...]]:
        return set(zip(*(row.tolist() for row in harm(told, TOLERANCE, issues=ALL)[:5]), strict=True))

    unadvised = {(0, 1, 0, DIRECT_CANNIBAL, RIVALRY), (0, 2, 0, GREY, RIVALRY)}
    of_reseller = {(2, 1, 0, DIRECT_CANNIBAL, RIVALRY)}
    promised = replace(seen, territory=np.array([True, True, False]))

    assert parts(seen) == unadvised | of_reseller
    riding_on = {(0, 1, 0, FREE_RIDE, RIVALRY), (0, 2, 0, FREE_RIDE, RIVALRY)}
    assert parts(replace(seen, adviser=np.array([0]))) == riding_on | of_reseller
    assert (0, 2, 0, GREY, BREACH) in parts(promised)
    assert (0, 1, 0, DIRECT_CANNIBAL, RIVALRY) in parts(promised)


def in_one_week(customers: list[Considered]) -> Considered:
    """Return customers one after another, as a week has them."""
    pairs = ("outlet", "product", "maker", "owner", "weight", "price", "advertised", "floor", "margin")
    pairs += ("territory", "relief", "offer", "gain", "standing")
    rows = np.concatenate([np.full(len(one.row), at) for at, one in enumerate(customers)])
    columns = {name: np.concatenate([getattr(one, name) for one in customers]) for name in pairs}
    whole = {name: np.concatenate([getattr(one, name) for one in customers]) for name in PER_ROW}
    return Considered(row=rows, rows=len(customers), **columns, **whole)


@given(st.lists(told_choices(), min_size=2, max_size=5), st.integers(1, 3))
def test_customers_are_each_asked_about_their_own_adviser(customers: list[Considered], block: int) -> None:
    """Taken together, in blocks of any size, they are booked what they are one by one."""

    def booked(parts: list[Considered]) -> Counter[tuple[int, ...]]:
        found: Counter[tuple[int, ...]] = Counter()
        for part in parts:
            for *key, counted in zip(
                *(row.tolist() for row in harm(part, TOLERANCE, issues=ALL)), strict=True
            ):
                found[tuple(key)] += counted
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulator.mechanisms.conflict.harm.ROWS_AT_ONCE", block)
        together = booked([in_one_week(customers)])

    assert together == booked(customers)
