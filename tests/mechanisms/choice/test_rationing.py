"""Kernels against the plain loop that says what they mean."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.numerics.ragged import highest, picked_rows, starts_of, summed, two_highest
from simulator.mechanisms.choice.rationing import NONE, ration
from simulator.mechanisms.supply.allocation import largest_remainder

OFFERS = 5


@st.composite
def queues(draw: st.DrawFn) -> tuple[list[int], list[int], list[int], list[int]]:
    """Draw first and second choices, unique arrival keys, and stock."""
    count = draw(st.integers(0, 40))
    offer = st.integers(NONE, OFFERS - 1)
    first = draw(st.lists(offer, min_size=count, max_size=count))
    second = [NONE if one == NONE else draw(offer.filter(lambda two, one=one: two != one)) for one in first]
    keys = draw(st.lists(st.integers(0, 2**64 - 1), min_size=count, max_size=count, unique=True))
    return first, second, keys, draw(st.lists(st.integers(0, 9), min_size=OFFERS, max_size=OFFERS))


@given(queues())
def test_rationing_is_the_queue(drawn: tuple[list[int], list[int], list[int], list[int]]) -> None:
    """In the order of keys everybody takes the first choice if it is there, else the second, else leaves."""
    first, second, keys, stock = drawn
    left, expected = list(stock), [NONE] * len(first)
    for at in sorted(range(len(first)), key=lambda at: keys[at]):
        for wish in (first[at], second[at]):
            if wish == NONE:
                break
            if left[wish] > 0:
                left[wish] -= 1
                expected[at] = wish
                break
    columns = (
        np.array(first, dtype=np.int64),
        np.array(second, dtype=np.int64),
        np.array(keys, dtype=np.uint64),
    )

    assert ration(*columns, np.array(stock)).tolist() == expected


ragged = st.lists(st.lists(st.integers(-5, 5).map(float), max_size=6), max_size=12)


@given(ragged)
def test_highest_and_next_highest_are_the_loop_s(lists: list[list[float]]) -> None:
    """The first of the highest, the first of the rest; NONE and −inf where there is none."""
    row = np.array([at for at, values in enumerate(lists) for _ in values], dtype=np.int64)
    value = np.array([v for values in lists for v in values])
    first, best, second, next_best = two_highest(row, value, len(lists))
    begins = starts_of(row, len(lists))
    for at, values in enumerate(lists):
        ranked = sorted(range(len(values)), key=lambda place, values=values: (-values[place], place))
        places = [*(begins[at] + place for place in ranked[:2]), NONE, NONE]
        utilities = [*(values[place] for place in ranked[:2]), -np.inf, -np.inf]

        assert [first[at], second[at]] == places[:2]
        assert [best[at], next_best[at]] == utilities[:2]
    alone, most = highest(row, value, len(lists))

    assert alone.tolist() == first.tolist()
    assert most.tolist() == best.tolist()


@given(ragged, st.data())
def test_picked_rows_lays_lists_end_to_end(lists: list[list[float]], data: st.DataObject) -> None:
    """Rows may come in any order, with repetition."""
    row = np.array([at for at, values in enumerate(lists) for _ in values], dtype=np.int64)
    value = np.array([v for values in lists for v in values])
    rows = data.draw(st.lists(st.integers(0, len(lists) - 1), max_size=20)) if lists else []
    which, pair = picked_rows(starts_of(row, len(lists)), np.array(rows, dtype=np.int64))

    assert value[pair].tolist() == [v for at in rows for v in lists[at]]
    assert which.tolist() == [place for place, at in enumerate(rows) for _ in lists[at]]


@given(st.lists(st.floats(-1e6, 1e6), max_size=50))
def test_summed_adds_left_to_right(values: list[float]) -> None:
    """Bit for bit what a loop adds up."""
    result = 0.0
    for value in values:
        result += value

    assert summed(np.zeros(len(values), dtype=np.int64), np.array(values, dtype=float), 1).item() == result


@given(st.integers(0, 500), st.lists(st.integers(0, 100), min_size=1, max_size=20))
def test_allocation_gives_out_what_there_is(available: int, asked: list[int]) -> None:
    """All or everything asked; nobody more than asked; each within one unit of the proportion."""
    given_out = largest_remainder(available, asked)
    total = sum(asked)

    assert sum(given_out) == min(available, total)
    assert all(0 <= got <= wanted for got, wanted in zip(given_out, asked, strict=True))
    if total > available:
        assert all(abs(got - available * w / total) < 1 for got, w in zip(given_out, asked, strict=True))
