"""Inventory: the published numbers behind the targets, and the simulator's own members where they are exact.

The targets themselves (`experiments/validation`: base_stock, newsvendor, reorder_point, serial_system,
bullwhip, beer_game) are played in tests/studies/validation on parameters drawn anew.
"""

import numpy as np
import pytest

from experiments.validation._board import PLAYERS, anchored, play
from experiments.validation.base_stock import normal, poisson
from experiments.validation.beer_game import costs, game
from experiments.validation.bullwhip import MEAN, SD, case, moving_average
from experiments.validation.newsvendor import normal_cost, poisson_cost
from experiments.validation.reorder_point import PUBLISHED, renewed
from experiments.validation.serial_system import EXAMPLE, folded
from simulator.studies.validation.acceptance import Acceptance, Rule, SimulatedResult

TOLD, MISSED = Rule.STOCHASTIC, Acceptance.MISSED


@pytest.mark.parametrize(
    ("demand", "exposed", "hold", "short", "level", "cost"),
    [
        (normal(100, 20), 1, 1, 9, 125.6310, 35.0997),
        (normal(100, 20), 5, 1, 9, 557.3127, 78.4852),
        (normal(60, 15), 3, 0.5, 4.5, 213.2957, 22.7979),
        (normal(40, 6), 8, 0.2, 1.8, 341.7487, 5.9566),
        (poisson(6), 4, 1, 9, 30, 8.95514),
    ],
)
def test_base_stock_formulas_are_the_textbooks(demand, exposed, hold, short, level, cost):
    """Level and cost at L + 1 weeks exposed, to the digits given."""
    best = demand.level(exposed, short / (hold + short))

    assert best == pytest.approx(level, abs=1e-4)
    assert hold * demand.left(exposed, best) + short * demand.lost(exposed, best) == pytest.approx(
        cost, abs=1e-4
    )


def test_fill_rates_are_the_textbooks():
    """Fill = 1 − (EB_{L+1} − EB_L)/μ."""
    for (mean, sd), lead, level, fill in (
        ((100, 20), 4, 557.3127, 0.97883),
        ((60, 15), 2, 213.2957, 0.97950),
    ):
        lost = normal(mean, sd).lost
        assert 1 - (lost(lead + 1, level) - lost(lead, level)) / mean == pytest.approx(fill, abs=1e-5)


def test_newsvendor_costs_are_the_textbooks():
    """Three published examples."""
    assert normal_cost(8, 0.18, 0.70) == pytest.approx(1.997605, abs=1e-6)
    assert normal_cost(30, 1, 9) == pytest.approx(52.649500, abs=1e-6)
    assert poisson_cost(7, 0.3, 2.2) == pytest.approx(1.403301, abs=1e-6)


@pytest.mark.parametrize("mean", PUBLISHED)
def test_reorder_points_cost_what_is_published(mean):
    """To the three decimals of the table; another pair costs more."""
    low, high, cost = PUBLISHED[mean]
    best = renewed(mean, low, high)["cost per week"]

    assert best == pytest.approx(cost, abs=6e-4)
    for other in ((low - 1, high), (low + 1, high), (low, high - 1), (low, high + 1)):
        assert renewed(mean, *other)["cost per week"] >= best - 1e-9


def test_the_serial_example_costs_what_is_published():
    """47.66 at the echelon levels of example 6.1; at other levels or costs, another number."""
    assert folded(**EXAMPLE)["cost per week"] == pytest.approx(47.6601, abs=0.002)
    elsewhere = folded(**{**EXAMPLE, "levels": (6.5144, 12.0123, 22.7002)})
    assert elsewhere["cost per week"] == pytest.approx(47.66865, abs=0.01)
    assert folded(**{**EXAMPLE, "holding": (4.0, 4.0, 2.0)})["cost per week"] < 46


def test_bullwhips_fold():
    """One week covered, five averaged, four tiers: 1.48, 2.3056, 3.7533, 6.3318, not the product's bound."""
    seen, found = np.array([1.0]), []
    for _ in range(4):
        seen = np.convolve(seen, moving_average(5, 1))
        found.append(float(seen @ seen))

    assert found == pytest.approx([1.48, 2.3056, 3.7533, 6.3318], abs=5e-5)


def test_the_published_game_and_what_is_easily_mistaken_for_it():
    """The split, not the total: the rule a few weeks early, or the step late, is told apart by it."""

    def split(**changes):
        found = costs(game((28, 28, 28, 20), **changes))
        return [found[f"cost of the {name}"] for name in PLAYERS]

    assert split() == [46, 50, 54, 54]
    assert split(begins=1) == [36, 44, 52, 48]
    assert sum(split(begins=4)) == 162


def test_people_swing_as_the_average_person_does():
    """θ = .36, α = .26, β = .34, S′ = 17: costs and largest orders, in the game and on the board."""
    found = costs(game((17,) * 4, 0.36, 0.26, 0.34, step=1e-6))
    board = play([4.0] * 4 + [8.0] * 32, anchored((17,) * 4, 0.36, 0.26, 0.34))

    assert [seat.cost for seat in board] == pytest.approx([280.27, 627.41, 885.63, 686.17], abs=0.005)
    for name, seat, peak in zip(PLAYERS, board, (10.99, 16.48, 25.12, 30.79), strict=True):
        assert found[f"cost of the {name}"] == pytest.approx(seat.cost, rel=1e-5)
        assert found[f"largest order of the {name}"] == pytest.approx(peak, abs=0.005)


def informed(draw):
    """Draw two tiers who both forecast from what customers ask for: 1 + 2ΣL/p + 2(ΣL)²/p²."""
    weeks = int(draw.integers(4, 9))
    covered = {name: int(draw.integers(1, 4)) for name in ("shop", "depot")}
    sums = np.cumsum(list(covered.values()))
    rows = {
        name: float(1 + 2 * so_far / weeks + 2 * so_far**2 / weeks**2)
        for name, so_far in zip(covered, sums, strict=True)
    }
    rules = {name: {"policy": "order_up_to", "window": weeks, "safety": 0.0} for name in covered}
    demand = {"process": "normal", "mean": MEAN, "sd": SD}
    return [case("shared", rows, rules, covered, demand, shared=shared) for shared in (True, False)]


def test_shared_demand_adds_up_what_is_covered():
    """Bullwhips as published for centralised demand; of the upper tier another where it sees orders alone."""
    shared, alone = informed(np.random.default_rng(20261123))
    seeds = range(1, 5)
    played = [shared.play(seed) for seed in seeds]
    for row, expected in shared.expected.items():
        found = SimulatedResult(expected, tuple(one[row] for one in played), TOLD)
        assert found.verdict is not MISSED
    upper = "orders of the depot over demand"
    found = SimulatedResult(alone.expected[upper], tuple(alone.play(seed)[upper] for seed in seeds[:3]), TOLD)

    assert found.verdict is MISSED
