"""Double marginalisation on the simulator's own members: N tiers in a line, each asking its own best price.

Customers' values are drawn so that demand is linear, of constant elasticity, exponential or logit; members
believe in that shape and see prices and orders, never demand. Nobody is told the targets: closed forms where
there are any, else backward induction by numerical optimisation.

Noise: who comes to need the product and what it is worth to him is drawn for every customer and week. Prices
vary with it where the best markup hangs on the units sold (linear, logit), and not otherwise.
Source: Spengler (1950), Journal of Political Economy 58(4).
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
import pytest

from experiments.validation._lines import (
    CUSTOMERS,
    WATCHED,
    Line,
    constant_elasticity,
    exponential,
    linear,
    logit,
)
from tests.draws import DRAW
from tests.worlds.textbook_markets import SEEDS, Found, missed, played, told


def play(line: Line, tiers: int, rule: str = "strategic", seeds: Iterable[int] = SEEDS) -> Found:
    """Play a line of so many tiers, whose suppliers ask by a rule."""
    return played(line.scenario(tiers, rule), WATCHED, seeds)


FEW = range(1, 4)
"""Seeds of the default run; `-m nightly` plays all."""
nightly = pytest.mark.nightly
CASES = [(linear, 2), (linear, 3), (constant_elasticity, 2), (exponential, 2), (logit, 2)]
BY_DAY = (4,)
LONG = [(linear, 1), (linear, 4), (constant_elasticity, 3), (exponential, 3), (logit, 3)]
LINES = [
    *(
        pytest.param(curve, n, FEW, id=f"{curve.__name__} {n}", marks=() if at in BY_DAY else nightly)
        for at, (curve, n) in enumerate(CASES)
    ),
    *(
        pytest.param(curve, n, SEEDS, id=f"{curve.__name__} {n}, all seeds", marks=nightly)
        for curve, n in [*CASES, *LONG]
    ),
]


@pytest.mark.parametrize(("curve", "tiers", "seeds"), LINES)
def test_a_line_of_monopolies_rests_where_backward_induction_puts_it(
    curve: Callable[[np.random.Generator], Line], tiers: int, seeds: range
) -> None:
    """Every price, the units and every tier's profit, within 3.5 standard errors over the seeds.

    The market opens half as dear again as it ends. Over 30 seeds errors come out at 0.05 to 0.5 % of the
    target; what the curvature of demand adds to a profit is about a tenth of that.
    """
    line = curve(DRAW)
    targets = line.targets(tiers)
    if curve is linear:
        whole = line.targets(1)["profit of all"]
        assert targets["profit of all"] == pytest.approx(whole * (2**tiers - 1) / 4 ** (tiers - 1))

    assert not missed(lambda seeds: play(line, tiers, seeds=seeds), targets, seeds)


@nightly
@pytest.mark.parametrize("curve", [linear, constant_elasticity, exponential, logit])
def test_who_believes_wrongly_ends_elsewhere(curve: Callable[[np.random.Generator], Line]) -> None:
    """Members who take demand to be a quarter steeper miss what customers pay, by more than noise and 1 %."""
    line = curve(DRAW)
    steeper = {"slope": 1.25, "elasticity": 1.25, "scale": 0.8, "price_sensitivity": 1.25}
    belief = {what: value * steeper.get(what, 1) for what, value in line.belief.items()}
    name, found = "price acme shop here 1", play(replace(line, belief=belief), 2, seeds=range(1, 4))
    target = line.targets(2)[name]

    assert abs(found.mean(name) - target) > max(3.5 * found.error(name), 0.01 * target), told(
        found, line.targets(2)
    )


@pytest.mark.parametrize("seeds", [FEW, pytest.param(SEEDS, marks=nightly)], ids=["few", "all"])
@pytest.mark.parametrize("curve", [pytest.param(linear, marks=nightly), logit])
def test_the_naive_manufacturer_is_told_apart_by_logit_demand_alone(
    curve: Callable[[np.random.Generator], Line], seeds: range
) -> None:
    """With linear demand it asks what the strategic one does; with logit demand clearly more."""
    line = curve(DRAW)
    name = "paid acme shop here 1"
    target = line.targets(2)[name]
    if curve is linear:
        assert not missed(lambda seeds: play(line, 2, "naive", seeds), {name: target}, seeds)
    else:
        found = play(line, 2, "naive", seeds)
        assert found.error(name) <= 0.01 * target
        assert found.mean(name) - target > max(3.5 * found.error(name), 0.01 * target), told(
            found, line.targets(2)
        )


@pytest.mark.nightly
@pytest.mark.parametrize("seeds", [FEW, pytest.param(SEEDS, marks=nightly)], ids=["few", "all"])
def test_margins_taken_as_given_lose_less_of_the_profit(seeds: range) -> None:
    """Vertical Nash on linear demand: w = (h + 2c)/3, p = (2h + c)/3, 8/9 of the whole profit, not 3/4."""
    line = linear(DRAW)
    h, cost = line.prices(1)[0] * 2 - line.cost, line.cost
    whole = CUSTOMERS / h * (h - cost) ** 2 / 4
    targets = {
        "paid acme shop here 1": (h + 2 * cost) / 3,
        "price acme shop here 1": (2 * h + cost) / 3,
        "profit acme": 4 / 9 * whole,
        "profit acme shop here 1": 4 / 9 * whole,
    }

    assert not missed(lambda seeds: play(line, 2, "vertical_nash", seeds), targets, seeds)
    assert line.targets(2)["profit of all"] == pytest.approx(3 / 4 * whole)
