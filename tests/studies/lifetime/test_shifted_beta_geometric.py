"""sBG: the published fits, the closed forms as sums, and parameters given back by drawn customers."""

import numpy as np
import pytest
from scipy import integrate, stats

from simulator import InputError
from simulator.studies.lifetime.constant_retention import value_at_constant_retention
from simulator.studies.lifetime.shifted_beta_geometric import (
    ShiftedBetaGeometric,
    fit_shifted_beta_geometric,
)
from tests.draws import DRAW
from tests.studies.lifetime.drawn import curve

REGULAR = [1000, 631, 468, 382, 326, 289, 262, 241]
HIGH_END = [1000, 869, 743, 653, 593, 551, 517, 491]
"""Customers of two segments, year by year: the seven years to which Fader and Hardie (2007) fit."""
HELD_OUT = {8: 0.223, 9: 0.207, 10: 0.194, 12: 0.173}
"""What became of the regular ones afterwards."""


def drawn() -> ShiftedBetaGeometric:
    """Return a model with any parameters."""
    return ShiftedBetaGeometric(*DRAW.uniform(0.3, 4.0, 2).tolist())


@pytest.mark.parametrize(
    ("active", "alpha", "beta", "lifetime"),
    [(REGULAR, 0.704, 1.182, 3.6949), (HIGH_END, 0.668, 3.806, 5.9223)],
)
def test_the_published_segments(active: list[int], alpha: float, beta: float, lifetime: float) -> None:
    """Parameters to the three digits published, and the discounted lifetime at 10 % that they come to."""
    found = fit_shifted_beta_geometric(active)

    assert (found.alpha, found.beta) == pytest.approx((alpha, beta), abs=5e-4)
    assert found.discounted_lifetime(0.1) == pytest.approx(lifetime, abs=5e-5)


def test_it_foretells_the_years_held_out() -> None:
    """Within half a point of what was observed, in each of four later years."""
    found = fit_shifted_beta_geometric(REGULAR)

    assert found.survival(list(HELD_OUT)) == pytest.approx(list(HELD_OUT.values()), abs=5e-3)


def test_survival_is_the_mean_over_customers() -> None:
    """S(t) = E (1 − θ)^t; retention is its ratio, and what leaves its difference."""
    model, periods = drawn(), np.arange(1, 9)
    chances = stats.beta(model.alpha, model.beta)
    there = [chances.expect(lambda chance, t=t: (1.0 - chance) ** t) for t in range(9)]

    assert model.survival(range(9)) == pytest.approx(there, rel=1e-6)
    assert model.retention(periods) == pytest.approx(
        model.survival(periods) / model.survival(periods - 1), rel=1e-9
    )
    assert model.leaving(periods) == pytest.approx(-np.diff(model.survival(range(9))), rel=1e-9)
    assert (np.diff(model.retention(periods)) > 0).all()


def test_a_lifetime_is_the_sum_of_discounted_survival() -> None:
    """Σ S(t) / (1 + d)^t, and the value of a margin now is that of one next period and the margin."""
    model, discount = drawn(), float(DRAW.uniform(0.05, 0.5))
    periods = np.arange(2000)
    total = float(model.survival(periods) @ (1.0 + discount) ** -periods.astype(float))

    assert model.discounted_lifetime(discount) == pytest.approx(total, rel=1e-9)
    assert model.value(30.0, discount) == pytest.approx(30.0 * total, rel=1e-9)
    assert model.value(30.0, discount, first_now=False) == pytest.approx(30.0 * (total - 1.0), rel=1e-9)


def test_chances_are_not_pooled() -> None:
    """A customer is worth more than one with the mean chance of leaving (Jensen)."""
    model = drawn()
    stays = model.beta / (model.alpha + model.beta)

    assert model.value(1.0, 0.1) > value_at_constant_retention(1.0, stays, 0.1)


def test_customers_who_are_all_alike() -> None:
    """With α and β without end, constant retention: 488.1667 for 29 at 95 % and 1 % a month."""
    alike = ShiftedBetaGeometric(0.05e9, 0.95e9)

    assert value_at_constant_retention(29.0, 0.95, 0.01) == pytest.approx(488.1667, abs=5e-5)
    assert alike.survival(30) == pytest.approx(0.95**30, rel=1e-6)
    for first_now in (True, False):
        told = value_at_constant_retention(100.0, 0.8, 0.1, first_now=first_now)
        summed = sum(100.0 * (0.8 / 1.1) ** t for t in range(0 if first_now else 1, 500))
        assert told == pytest.approx(summed, rel=1e-9)


def test_the_likelihood_is_that_of_each_customer() -> None:
    """Π P(T = t) over customers that left, S over the rest, by the integral over θ."""
    model, active = drawn(), [7, 4, 3, 3]
    lived = [1, 1, 1, 2]
    chances = stats.beta(model.alpha, model.beta)

    def mean(weigh: "object") -> float:
        return float(integrate.quad(lambda p: weigh(p) * chances.pdf(p), 0, 1, limit=200)[0])  # type: ignore[operator]

    logs = [np.log(mean(lambda p, t=t: p * (1 - p) ** (t - 1))) for t in lived]
    stayed = np.log(mean(lambda p: (1 - p) ** 3))

    assert model.log_likelihood(active) == pytest.approx(sum(logs) + 3 * stayed, rel=1e-5)


def test_drawn_customers_give_the_parameters_back() -> None:
    """By the likelihood ratio: the truth is as likely as two degrees of freedom allow; a constant is not."""
    truth = drawn()
    active = curve(truth.alpha, truth.beta, 20_000, 8, DRAW)
    found = fit_shifted_beta_geometric(active)
    lost = found.log_likelihood(active) - truth.log_likelihood(active)
    alike = ShiftedBetaGeometric(truth.alpha * 1e6, truth.beta * 1e6)

    assert -1e-6 <= 2 * lost <= stats.chi2(2).isf(1e-6)
    assert 2 * (found.log_likelihood(active) - alike.log_likelihood(active)) > stats.chi2(2).isf(1e-6)


@pytest.mark.parametrize(
    "active",
    [[], [1000], [1000, 800], [1000, 800, 900], [1000, 1000, 1000], [10, -1, -2], [10, float("nan"), 1]],
)
def test_what_is_no_curve_is_refused(active: list[float]) -> None:
    """Too short, rising, flat, below zero or not a number."""
    with pytest.raises(InputError, match="customers period by period"):
        fit_shifted_beta_geometric(active)  # type: ignore[arg-type]


@pytest.mark.parametrize("active", [[800_000, 400_000, 200_000, 100_000], [1000, 500, 500], [10, 9, 7, 3]])
def test_curves_that_tell_no_parameters(active: list[int]) -> None:
    """Where customers differ in nothing, in all, or leave ever faster, the likelihood rises without end."""
    with pytest.raises(InputError, match="do not tell the parameters of the sBG"):
        fit_shifted_beta_geometric(active)
