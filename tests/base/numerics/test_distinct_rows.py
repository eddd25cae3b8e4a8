"""Distinct rows: the same as sorting rows whole, with any columns."""

import numpy as np
import pytest

from simulator.base.numerics.distinct_rows import distinct_rows

WIDE = 2**62


@pytest.mark.parametrize(
    "columns",
    [
        [[3, 1, 3, 1], [-1, 5, -1, 4]],
        [[0, 0, 0]],
        [[-WIDE, WIDE, -WIDE, 0], [WIDE, -WIDE, WIDE, 7], [1, 1, 1, 1]],
        [[2**31 - 2, 0, 2**31 - 2], [2**31 - 2, 0, 2**31 - 2], [0, 2**31 - 2, 1]],
        [[-(2**63), 2**63 - 1, -(2**63)], [2, 2, 1]],
    ],
    ids=["with none", "one column", "wide", "too wide together", "all of 64 bits"],
)
def test_rows_are_those_of_a_sort_of_whole_rows(columns):
    """Distinct rows, their order and the kind of every row are as numpy's own sort of rows has them."""
    given = [np.array(column, dtype=np.int64) for column in columns]
    rows, at = np.unique(np.stack(given, axis=1), axis=0, return_inverse=True)
    place, kind = distinct_rows(given)

    assert np.array_equal(np.stack([column[place] for column in given], axis=1), rows)
    assert np.array_equal(kind, at.ravel())


def test_narrow_integers_do_not_wrap():
    """A column of eight bits that spans all its values is counted in 64."""
    place, kind = distinct_rows([np.array([127, -128, 127], dtype=np.int8)])

    assert kind.tolist() == [1, 0, 1]
    assert len(place) == 2


def test_no_rows_have_no_kinds_and_no_columns_are_refused():
    """Nothing comes of nothing; without columns the number of rows is unknown."""
    place, kind = distinct_rows([np.array([], dtype=np.int64)])
    assert len(place) == len(kind) == 0
    with pytest.raises(ValueError, match="at least one column"):
        distinct_rows([])
