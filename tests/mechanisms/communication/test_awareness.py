"""Awareness: a customer's own stock beside its cell's, by one formula, for a number and a column."""

from itertools import pairwise

import numpy as np
import pytest

from simulator.base.keyed_random import threshold
from simulator.mechanisms.communication.awareness import aware_by_own, share_aware
from tests.draws import DRAW

CELLS = threshold(np.concatenate([[0.0, 1.0, 2.0**-32], DRAW.uniform(size=500)]))
OWN = np.concatenate([[0.0, 1e-9, 50.0], DRAW.uniform(0.0, 4.0, 500)])


def test_without_any_of_its_own_a_customer_is_as_aware_as_its_cell() -> None:
    """To the bit, at every threshold."""
    assert aware_by_own(CELLS, np.zeros(len(CELLS))).tolist() == CELLS.tolist()
    assert [aware_by_own(one, 0.0) for one in CELLS.tolist()] == CELLS.tolist()


def test_nobody_knows_less_by_what_it_has_met_itself() -> None:
    """Nor less by more of it."""
    grown = [aware_by_own(CELLS, np.full(len(CELLS), own)) for own in np.sort(OWN)]

    assert (grown[0] >= CELLS).all()
    assert all((more >= less).all() for less, more in pairwise(grown))
    assert grown[-1].min() > threshold(1.0) * 0.99


def test_both_stocks_act_as_their_sum() -> None:
    """1 − (1 − k) e^(−(G + A)), but for the rounding of the cell's threshold."""
    stock, known = DRAW.uniform(0.0, 3.0, len(OWN)), float(DRAW.uniform())
    own = aware_by_own(threshold(share_aware(stock, known)), OWN)
    together = threshold(1.0 - (1.0 - known) * np.exp(-(stock + OWN)))

    assert own.astype(np.float64) == pytest.approx(together.astype(np.float64), abs=2)


def test_a_number_and_a_column_agree() -> None:
    """Threshold by threshold."""
    column = aware_by_own(CELLS, OWN).tolist()

    assert [aware_by_own(*one) for one in zip(CELLS.tolist(), OWN.tolist(), strict=True)] == column
