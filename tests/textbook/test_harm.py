"""Harm against brute force: choice probabilities recomputed without the sources, and the split integrated."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.kernels.harm import Considered, harm
from simulator.mechanisms.harm import HARM_STEPS

NONE, TOLERANCE = -1, 0.01
PRODUCTS, MAKERS = 3, [0, 0, 1]


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
    return Considered(
        row=np.zeros(count, dtype=np.int64),
        rows=1,
        outlet=np.array([o for o, _ in offers]),
        product=np.array([p for _, p in offers]),
        maker=np.array([MAKERS[p] for _, p in offers]),
        owner=np.array([owner[o] for o, _ in offers]),
        weight=many(0.01, 5),
        price=price,
        floor=np.where(many(0, 1) < 0.3, many(50, 150), 0.0),
        margin=np.rint(many(-20, 100)) * 100,
        sensitivity=np.array([draw(st.floats(0, 0.1))]),
    )


def by_hand(seen: Considered, mine: int) -> dict[tuple[int, int, int], float]:
    """Return what each (source, product, issue) adds to the denominator against one outlet."""
    prices = {p: q for o, p, q in zip(seen.outlet, seen.product, seen.price, strict=True) if o == mine}
    makers = {MAKERS[p] for p in prices}
    added: dict[tuple[int, int, int], float] = {}
    for o, p, weight, price, floor, owner in zip(
        seen.outlet, seen.product, seen.weight, seen.price, seen.floor, seen.owner, strict=True
    ):
        if o == mine:
            continue
        at_parity = weight
        if p in prices and price < max(floor, prices[p] * (1 - TOLERANCE)):
            at_parity = weight * math.exp(-seen.sensitivity[0] * (max(floor, prices[p]) - price))
            added[o, p, 0] = weight - at_parity
        if owner == MAKERS[p] and MAKERS[p] in makers:
            added[o, p, 1] = at_parity
    return added


@settings(max_examples=300)
@given(choices())
def test_harm_is_the_margin_lost_to_all_sources_together(seen: Considered) -> None:
    """Without the sources, all at once, the outlet would have earned just so much more; each cent once."""
    booked = list(zip(*(column.tolist() for column in harm(seen, TOLERANCE)), strict=True))
    denominator = 1 + seen.weight.sum()
    for mine in set(seen.outlet.tolist()):
        told = {(source, p, issue): n / HARM_STEPS for who, source, p, issue, n in booked if who == mine}
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
            assert told.get(key, 0.0) == pytest.approx(weight * slope, rel=1e-3, abs=1 / HARM_STEPS)


def test_a_source_that_splits_in_two_is_blamed_as_before() -> None:
    """Two half-sized undercutters harm as much as the one they were; the others' blame stays."""

    def considered(weights: list[float], prices: list[float]) -> Considered:
        count = len(weights)
        column = np.zeros(count, dtype=np.int64)
        return Considered(
            row=column, rows=1, outlet=np.arange(count), product=column, maker=column, owner=column + NONE,
            weight=np.array(weights), price=np.array(prices), floor=np.zeros(count),
            margin=np.full(count, 5e6), sensitivity=np.array([0.02]),
        )  # fmt: skip

    def blame(seen: Considered) -> dict[int, float]:
        aggrieved, source, _, _, counted = harm(seen, TOLERANCE)
        return {int(s): float(n) for a, s, n in zip(aggrieved, source, counted, strict=True) if a == 0}

    one, two = (
        blame(considered([1.0, 0.8, 0.5], [100, 80, 90])),
        blame(considered([1.0, 0.4, 0.5, 0.4], [100, 80, 90, 80])),
    )

    assert two[1] + two[3] == pytest.approx(one[1], abs=2)
    assert two[2] == pytest.approx(one[2], abs=2)
