"""Harm against brute force: choice probabilities recomputed without the sources, and the split integrated."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.counting import HARM_STEPS
from simulator.domain.conflict import issues
from simulator.mechanisms.conflict.considered import Considered
from simulator.mechanisms.conflict.harm import (
    BREACH,
    DIRECT_CANNIBAL,
    PRICE_UNDERCUT,
    RIVALRY,
    SUPPLY_SHORT,
    TERRITORY,
    harm,
)

NONE, TOLERANCE = -1, 0.01
PRODUCTS, MAKERS = 3, [0, 0, 1]


def in_one_cell(weight: np.ndarray) -> dict[str, np.ndarray]:
    """Return what offers of one customer have beside their weights: numbers, gains, its cell."""
    return {"offer": np.arange(len(weight)), "gain": np.log(weight), "cell": np.zeros(1, dtype=np.int64)}


@st.composite
def choices(draw: st.DrawFn) -> Considered:
    """Draw one customer's considered offers: outlets with one to three products, some of them direct."""
    outlets = draw(st.integers(1, 6))
    offers = [
        (o, p)
        for o in range(outlets)
        for p in sorted(draw(st.sets(st.integers(0, PRODUCTS - 1), min_size=1)))
    ]
    owner = [draw(st.sampled_from([NONE, NONE, 0, 1])) for _ in range(outlets)]
    count = len(offers)

    def many(low: float, high: float) -> np.ndarray:
        return np.array(draw(st.lists(st.floats(low, high), min_size=count, max_size=count)))

    price = many(50, 150)
    weight = many(0.01, 5)
    return Considered(
        row=np.zeros(count, dtype=np.int64),
        rows=1,
        **in_one_cell(weight),
        outlet=np.array([o for o, _ in offers]),
        product=np.array([p for _, p in offers]),
        maker=np.array([MAKERS[p] for _, p in offers]),
        owner=np.array([owner[o] for o, _ in offers]),
        weight=weight,
        price=price,
        advertised=price,
        floor=np.where(many(0, 1) < 0.3, many(50, 150), 0.0),
        margin=np.rint(many(-20, 100)) * 100,
        territory=many(0, 1) < draw(st.sampled_from([0.0, 0.5])),
        sensitivity=np.array([draw(st.floats(0, 0.1))]),
        relief=many(0.3, 1),
    )


type Parts = dict[tuple[int, int, int, int], float]


def by_hand(seen: Considered, mine: int) -> Parts:
    """Return what each (source, product, issue, conduct) adds to the denominator against one outlet."""
    prices = {p: q for o, p, q in zip(seen.outlet, seen.product, seen.price, strict=True) if o == mine}
    promised = {
        p for o, p, t in zip(seen.outlet, seen.product, seen.territory, strict=True) if o == mine and t
    }
    makers = {MAKERS[p] for p in prices}
    added: Parts = {}
    columns = (seen.outlet, seen.product, seen.weight, seen.price, seen.floor, seen.owner, seen.territory)
    for o, p, weight, price, floor, owner, holds, relief in zip(*columns, seen.relief, strict=True):
        if o == mine:
            continue

        def at(other: float, weight: float = weight, price: float = price, felt: float = relief) -> float:
            return weight * math.exp(-seen.sensitivity[0] * felt * (other - price))

        intrudes, at_parity = p in promised and not holds, weight
        if p in prices and price < max(floor, prices[p] * (1 - TOLERANCE)):
            at_parity = at(max(floor, prices[p]))
            allowed = at_parity if intrudes else at(max(price, floor))
            added[o, p, PRICE_UNDERCUT, BREACH] = weight - allowed
            added[o, p, PRICE_UNDERCUT, RIVALRY] = allowed - at_parity
        if owner == MAKERS[p] and MAKERS[p] in makers:
            added[o, p, DIRECT_CANNIBAL, BREACH if intrudes else RIVALRY] = at_parity
        elif intrudes:
            added[o, p, TERRITORY, BREACH] = at_parity
    return added


def test_numbers_stand_for_the_names_in_the_ledger() -> None:
    """The mechanism counts issues and conducts; the domain names them."""
    named = [
        issues.issues_on_record(())[at] for at in (PRICE_UNDERCUT, DIRECT_CANNIBAL, TERRITORY, SUPPLY_SHORT)
    ]

    assert named == ["price_undercut", "direct_cannibal", "territory", "supply_short"]
    assert [issues.CONDUCTS[at] for at in (RIVALRY, BREACH)] == ["rivalry", "breach"]


@given(choices())
def test_harm_is_the_margin_lost_to_all_sources_together(seen: Considered) -> None:
    """Without the sources, all at once, the outlet would have earned just so much more; each cent once."""
    booked = list(zip(*(column.tolist() for column in harm(seen, TOLERANCE)), strict=True))
    denominator = 1 + seen.weight.sum()
    for mine in set(seen.outlet.tolist()):
        told = {tuple(key): n / HARM_STEPS for who, *key, n in booked if who == mine}
        own = float((seen.margin * seen.weight)[seen.outlet == mine].sum())
        sources = by_hand(seen, mine)
        if own <= 0 or (seen.owner[seen.outlet == mine] != NONE).any():
            assert told == {}
            continue
        without = denominator - sum(sources.values())
        loss = own / without - own / denominator

        assert sum(told.values()) == pytest.approx(loss, abs=len(sources) / HARM_STEPS)
        grid = (np.arange(2000) + 0.5) / 2000
        slope = np.mean(own / (denominator - grid * sum(sources.values())) ** 2)
        for key, weight in sources.items():  # Aumann–Shapley: the mean marginal loss along the diagonal
            assert told.get(key, 0.0) == pytest.approx(weight * slope, rel=1e-3, abs=2 / HARM_STEPS)
        assert set(told) <= set(sources)


def test_a_source_that_splits_in_two_is_blamed_as_before() -> None:
    """Two half-sized undercutters harm as much as the one they were; the others' blame stays."""

    def considered(weights: list[float], prices: list[float]) -> Considered:
        count = len(weights)
        column = np.zeros(count, dtype=np.int64)
        return Considered(
            row=column, rows=1, **in_one_cell(np.array(weights)),
            outlet=np.arange(count), product=column, maker=column, owner=column + NONE,
            weight=np.array(weights), price=np.array(prices), advertised=np.array(prices),
            floor=np.zeros(count),
            margin=np.full(count, 5e6), sensitivity=np.array([0.02]), territory=column > 0,
            relief=np.ones(count),
        )  # fmt: skip

    def blame(seen: Considered) -> dict[int, float]:
        aggrieved, source, *_, counted = harm(seen, TOLERANCE)
        return {int(s): float(n) for a, s, n in zip(aggrieved, source, counted, strict=True) if a == 0}

    one, two = (
        blame(considered([1.0, 0.8, 0.5], [100, 80, 90])),
        blame(considered([1.0, 0.4, 0.5, 0.4], [100, 80, 90, 80])),
    )

    assert two[1] + two[3] == pytest.approx(one[1], abs=2)
    assert two[2] == pytest.approx(one[2], abs=2)


def one_against_another(**other: float | bool) -> dict[tuple[int, int], int]:
    """Return the harm that one seller does another by (issue, conduct); both sell one product, one of two."""
    terms = {"price": 100.0, "floor": 0.0, "territory": False, **other}
    advertised = terms.get("advertised", terms["price"])
    both = np.zeros(2, dtype=np.int64)
    seen = Considered(
        row=both, rows=1, **in_one_cell(np.array([1.0, 1.2])),
        outlet=np.arange(2), product=both, maker=both, owner=both + NONE,
        weight=np.array([1.0, 1.2]), price=np.array([100.0, terms["price"]]),
        advertised=np.array([100.0, advertised]),
        floor=np.array([0.0, terms["floor"]]), margin=np.array([5e6, 5e6]),
        territory=np.array([True, bool(terms["territory"])]), sensitivity=np.array([0.02]),
        relief=np.ones(2),
    )  # fmt: skip
    booked = zip(*(column.tolist() for column in harm(seen, TOLERANCE)), strict=True)
    return {(issue, conduct): n for who, _, _, issue, conduct, n in booked if who == 0}


def test_an_intruder_does_harm_by_being_there_whatever_it_asks() -> None:
    """At a lower price it undercuts, too; the two are what its being there at that price takes."""
    dear, cheap = one_against_another(price=100.0), one_against_another(price=80.0)

    assert set(dear) == {(TERRITORY, BREACH)}
    assert set(cheap) == {(TERRITORY, BREACH), (PRICE_UNDERCUT, BREACH)}
    assert sum(dear.values()) == sum(cheap.values())


def test_who_holds_the_territory_too_is_no_intruder() -> None:
    """It may undercut; only what lies below its own floor breaks a rule, and the sum is the same."""
    free = one_against_another(price=70.0, territory=True)
    bound = one_against_another(price=70.0, territory=True, floor=85.0)
    dear = one_against_another(price=85.0, territory=True, floor=85.0)

    assert set(free) == set(dear) == {(PRICE_UNDERCUT, RIVALRY)}
    assert set(bound) == {(PRICE_UNDERCUT, RIVALRY), (PRICE_UNDERCUT, BREACH)}
    assert sum(bound.values()) == sum(free.values())
    assert one_against_another(price=100.0, territory=True) == {}


def test_what_is_not_advertised_breaks_no_floor() -> None:
    """A code below the floor is rivalry; below a broken floor, what the advertised price took is a breach."""
    code = one_against_another(price=70.0, advertised=90.0, territory=True, floor=85.0)
    both = one_against_another(price=70.0, advertised=80.0, territory=True, floor=85.0)
    bound = one_against_another(price=70.0, territory=True, floor=85.0)

    assert set(code) == {(PRICE_UNDERCUT, RIVALRY)}
    assert sum(code.values()) == sum(both.values()) == sum(bound.values())
    assert 0 < both[PRICE_UNDERCUT, BREACH] < bound[PRICE_UNDERCUT, BREACH]
