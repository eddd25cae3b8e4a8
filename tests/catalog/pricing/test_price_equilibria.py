"""Price equilibria: the formulas against published figures, and what more dealers do.

That the simulator's own sellers come to rest there is played by `experiments/validation`.
"""

import numpy as np
import pytest

from experiments.validation._rivals import nash, with_dealers, with_fee
from experiments.validation.common_ownership import one_markup
from experiments.validation.number_of_dealers import a_market, of_dealers, of_one
from simulator.market.simulate import simulate
from tests.draws import DRAW
from tests.worlds.textbook_markets import measured


def test_the_textbook_equilibria() -> None:
    """Two firms a = 1, c = 1, β = 1: 2.226751. Three, a = 2, 1.2, .5, c = 1, .8, .6, β = 1.5."""
    assert nash([1, 1], [1, 1], 1) == pytest.approx([2.226751] * 2, abs=5e-7)
    assert nash([2, 1.2, 0.5], [1, 0.8, 0.6], 1.5) == pytest.approx([1.864003, 1.588983, 1.349309], abs=5e-7)


def test_the_textbook_owner() -> None:
    """Of two products, a = 1, c = 1, β = 1: a markup of 1.463056."""
    assert one_markup([1, 1], [1, 1], 1) == pytest.approx(1.463056, abs=5e-7)


def test_the_textbook_dealers() -> None:
    """With a = 3, w = 2, β = 1.5 prices fall towards w + 1/β as dealers are added."""
    prices = [with_dealers(n, 3.0, 2.0, 1.5)[0] for n in (1, 2, 3, 5, 10)]
    assert prices == pytest.approx([2.85231, 2.81783, 2.79282, 2.76020, 2.72243], abs=5e-6)


def test_the_textbook_fee() -> None:
    """With a = 3, c = 1, β = 1, f = .15: 3.090210."""
    assert with_fee(3.0, 1.0, 1.0, 0.15) == pytest.approx(3.090210, abs=5e-7)


@pytest.mark.nightly  # by day sellers that multiply are told their shares (`test_owners_of_offers`)
@pytest.mark.parametrize("seeds", [1, 6])
def test_more_dealers_cover_more_at_lower_prices_and_earn_less_each(seeds: int) -> None:
    """From 1 to 3 to 10 dealers of one market: price and a dealer's profit fall, what all sell rises."""
    market = a_market(DRAW)
    found = {}
    for n in (1, 3, 10):
        ledgers = [simulate(of_dealers(n, *market), seed) for seed in range(1, 1 + seeds)]
        runs = [of_one(measured(ledger, 20), n) for ledger in ledgers]
        found[n] = {what: float(np.mean([run[what] for run in runs])) for what in runs[0]}
    for what, times in (("price", -1.0), ("profit", -1.0), ("units", 1.0)):
        values = [times * each[what] * (n if what == "units" else 1) for n, each in found.items()]

        assert values == sorted(values), (what, values)
