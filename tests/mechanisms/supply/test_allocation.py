"""Allocation in columns, against one supplier after the other in loops, as the textbook tells it."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.mechanisms.supply.allocation import in_turn, largest_remainder, proportional
from tests.draws import DRAW

UNITS = st.integers(0, 40) | st.integers(10**9, 10**12)
ORDERS = st.lists(st.tuples(st.integers(0, 3), UNITS, st.integers(0, 5)), min_size=1, max_size=15)
STOCKS = st.lists(UNITS, min_size=4, max_size=4)


def shares_by_loop(available: int, asked: list[int]) -> list[int]:
    """Divide by largest remainder, unit by unit; the first wins a tie."""
    total = sum(asked)
    if total <= available:
        return list(asked)
    given = [available * units // total for units in asked]
    remainders = [available * units % total for units in asked]
    by_remainder = sorted(range(len(asked)), key=lambda at: (-remainders[at], at))
    for at in by_remainder[: available - sum(given)]:
        given[at] += 1
    return given


def queue_by_loop(available: int, asked: list[int]) -> list[int]:
    """Fill one order after the other, as long as there is any."""
    given = []
    for units in asked:
        given.append(min(units, available))
        available -= given[-1]
    return given


@given(orders=ORDERS, stocks=STOCKS)
def test_columns_give_what_loops_give(orders: list[tuple[int, int, int]], stocks: list[int]) -> None:
    """Of many suppliers at once as of each alone; ties go by turn, then by place."""
    supplier, units, turn = (np.array(column, dtype=np.int64) for column in zip(*orders, strict=True))
    place = np.arange(len(orders))
    for law, loop in ((proportional, shares_by_loop), (in_turn, queue_by_loop)):
        found = law(np.array(stocks), supplier, units, turn, place)
        for each, available in enumerate(stocks):
            mine = sorted(np.flatnonzero(supplier == each).tolist(), key=lambda at: (turn[at], at))
            assert found[mine].tolist() == loop(available, units[mine].tolist())


@given(available=UNITS, asked=st.lists(UNITS, max_size=9))
def test_one_supplier_divides_alike(available: int, asked: list[int]) -> None:
    """Without turns the first wins a tie; with turns the lowest."""
    assert largest_remainder(available, asked) == shares_by_loop(available, asked)
    backwards = list(range(len(asked)))[::-1]
    assert largest_remainder(available, asked, backwards) == shares_by_loop(available, asked[::-1])[::-1]


def test_what_rounding_leaves_goes_to_the_largest_remainders() -> None:
    """Everybody gets its quota rounded down; whoever gets one more had no smaller remainder, ties in turn."""
    for _ in range(500):
        asked = [int(n) for n in DRAW.integers(1, 30, DRAW.integers(1, 9))]
        available = int(DRAW.integers(0, sum(asked) + 5))
        given = largest_remainder(available, asked)
        if available >= sum(asked):
            assert given == asked
            continue
        quota = [Fraction(available * units, sum(asked)) for units in asked]
        remainder = [part - int(part) for part in quota]
        more = [got - int(part) for got, part in zip(given, quota, strict=True)]
        last_in = max(((-remainder[i], i) for i, one in enumerate(more) if one), default=(-2, 0))
        first_out = min(((-remainder[i], i) for i, one in enumerate(more) if not one), default=(2, 0))

        assert sum(given) == available
        assert set(more) <= {0, 1}
        assert last_in < first_out


@given(st.integers(0, 500), st.lists(st.integers(0, 100), min_size=1, max_size=20))
def test_allocation_gives_out_what_there_is(available: int, asked: list[int]) -> None:
    """All or everything asked; nobody more than asked; each within one unit of the proportion."""
    given_out = largest_remainder(available, asked)
    total = sum(asked)

    assert sum(given_out) == min(available, total)
    assert all(0 <= got <= wanted for got, wanted in zip(given_out, asked, strict=True))
    if total > available:
        assert all(abs(got - available * w / total) < 1 for got, w in zip(given_out, asked, strict=True))
