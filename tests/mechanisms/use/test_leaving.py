"""Leaving: the chance by the formula, for a number and a column, and no further than certainty."""

from math import exp

import numpy as np
import pytest

from simulator.mechanisms.use.leaving import chance_of_leaving


@pytest.mark.parametrize("own", [0.05, 0.5])
@pytest.mark.parametrize("satisfaction", [0.2, 0.5, 0.9])
@pytest.mark.parametrize("weeks", [0, 1, 5])
def test_it_is_the_formula(own: float, satisfaction: float, weeks: int) -> None:
    """1 − (1 − θ)^exp(−c (S − ½) + c₂ w); a column has the same bits."""
    found = chance_of_leaving(own, satisfaction, 3.0, float(weeks), 0.25)
    column = chance_of_leaving(*(np.array([one]) for one in (own, satisfaction, 3.0, float(weeks), 0.25)))

    assert found == pytest.approx(1 - (1 - own) ** exp(-3 * (satisfaction - 0.5) + 0.25 * weeks))
    assert column.tolist() == [found]


def test_a_week_of_waiting_weighs_like_dissatisfaction() -> None:
    """c₂ w takes the place of −c (S − ½), and without either θ is left."""
    assert (
        chance_of_leaving(0.1, 0.5, 3.0, 3.0, 0.0) == chance_of_leaving(0.1, 0.5, 0.0) == pytest.approx(0.1)
    )
    assert chance_of_leaving(0.1, 0.5, 3.0, 3.0, 0.25) == chance_of_leaving(0.1, 0.25, 3.0)


@pytest.mark.parametrize("own", [0.0, 1e-300, 0.5, 1.0])
def test_years_of_waiting_make_it_certain_and_no_more(own: float) -> None:
    """Of customers that leave at all; no number is lost."""
    alone = chance_of_leaving(own, 0.0, 100.0, 2600.0, 100.0)
    together = chance_of_leaving(np.array([own]), np.array([0.0]), 100.0, np.array([2600.0]), 100.0)

    assert together.tolist() == [alone]
    assert alone == (1.0 if own > 1e-16 else 0.0)
