"""Ragged lists: kernels against the plain loop that says what they mean."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.base.numerics.ragged import highest, picked_rows, starts_of, summed, two_highest
from simulator.mechanisms.choice.rationing import NONE

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
