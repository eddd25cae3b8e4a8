"""Rationing against the queue, one customer after another."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from simulator.mechanisms.choice.rationing import NONE, ration

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
