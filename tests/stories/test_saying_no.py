"""Saying no to a discount marketplace: it pays where names are worth much and dealers reach many."""

import numpy as np
import pytest

from experiments.saying_no import MARKETPLACE, OPENING, SLOW, differences, world
from simulator.market.simulate import opened


@pytest.mark.nightly
def test_both_signs_are_there() -> None:
    """With the marketplace more is sold at once; then the name is worth less, and dealers sell ever less.

    What that leaves the maker is more where names are worth nothing and dealers reach few, and less where
    names are worth much and dealers reach many.
    """
    found = {at: differences(*at, seeds=3) for at in ((0.0, 0.22), (4.0, 0.5))}
    nothing, much = found.values()

    for by in found.values():
        assert by["all, year 1"].mean > 0
        assert by["equity"].high < -0.1
    assert nothing["contribution"].low > 0 > much["contribution"].high
    assert abs(nothing["dealers, year 4"].mean - nothing["dealers, year 1"].mean) < 20
    assert much["dealers, year 4"].mean < much["dealers, year 1"].mean - 40
    assert much["all, year 4"].mean < 0


def test_worlds_begin_alike_however_much_names_are_worth() -> None:
    """What a name adds at the opening is taken from the appeal: V of all offers is the same in week 1."""
    worths = []
    for worth in (0.0, 4.0):
        market = opened(world(worth, 0.22, MARKETPLACE).changed(customers=100), 1)
        market.step()
        tables = market.week_tables.utility
        worths.append(sum(tables[reason][0] for reason in tables))

    assert worths[0] == pytest.approx(worths[1], abs=1e-12)
    assert np.ptp(worths[0]) > 1
    assert sum(SLOW.values()) < 1 and 0 < OPENING < 1
