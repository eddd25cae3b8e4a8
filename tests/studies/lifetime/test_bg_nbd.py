"""BG/NBD: published expectations, closed forms as integrals, and parameters given back by drawn customers."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import integrate, special, stats

from simulator import InputError
from simulator.studies.lifetime.bg_nbd import BgNbd, fit_bg_nbd
from simulator.studies.lifetime.purchase_histories import purchase_histories
from tests.draws import DRAW
from tests.studies.lifetime.drawn import Floats, purchases

CDNOW = BgNbd(0.243, 4.414, 0.793, 2.426)
"""As published for buyers of music (Fader, Hardie and Lee 2005)."""


def drawn() -> BgNbd:
    """Return a model with any parameters, a below and above 1."""
    r, alpha, a, b = DRAW.uniform((0.3, 2.0, 0.4, 0.6), (2.0, 15.0, 2.0, 3.0)).tolist()
    return BgNbd(r, alpha, a, b)


def mean_over(model: BgNbd, weigh: Callable[[Floats, Floats], Floats]) -> float:
    """Return the mean of a function of customers' rates and chances of leaving, by Gauss's quadrature."""
    nodes, of_rate = special.roots_genlaguerre(90, model.r - 1.0)
    points, of_chance = special.roots_jacobi(60, model.b - 1.0, model.a - 1.0)
    values = weigh(nodes[:, None] / model.alpha, (1.0 + points) / 2.0)
    return float(of_rate @ values @ of_chance / (of_rate.sum() * of_chance.sum()))


def test_the_published_expectations() -> None:
    """Repeat purchases of a new customer by 13, 39 and 78 weeks, and how many make none by 39."""
    assert CDNOW.expected_repeats([13, 39, 78]) == pytest.approx([0.53444, 1.19672, 1.86052], abs=5e-6)
    assert CDNOW.chance_of(0, 39) == pytest.approx(0.5738, abs=5e-5)


def test_expected_repeats_are_the_mean_over_customers() -> None:
    """E (1 − e^(−λpt)) / p, by one integral over p, for a on either side of 1 and at it."""
    model, weeks = drawn(), float(DRAW.uniform(5, 100))
    for one in (model, BgNbd(model.r, model.alpha, 1.0, model.b), BgNbd(model.r, model.alpha, 0.4, 0.6)):
        leaves = stats.beta(one.a, one.b)

        def bought(v: float, one: BgNbd = one, leaves: "stats.rv_frozen" = leaves) -> float:
            p = leaves.ppf(v)
            return (
                (1.0 - (one.alpha / (one.alpha + p * weeks)) ** one.r) / p if p else one.r * weeks / one.alpha
            )

        told, _ = integrate.quad(bought, 0.0, 1.0, limit=500)
        assert one.expected_repeats(weeks) == pytest.approx(told, rel=1e-5)


def test_chances_of_counts_sum_and_their_mean_is_expected() -> None:
    """Σ P = 1 and Σ x P = E[X], where counts have an end in sight."""
    model = BgNbd(1.2, 20.0, 2.5, 1.5)
    chances = np.array([model.chance_of(count, 40.0) for count in range(120)])

    assert chances.sum() == pytest.approx(1.0, abs=1e-9)
    assert chances @ np.arange(120) == pytest.approx(float(model.expected_repeats(40.0)), rel=1e-6)


@pytest.mark.parametrize(("count", "recency", "age"), [(0, 0.0, 20.0), (1, 12.5, 20.0), (4, 15.0, 16.0)])
def test_the_likelihood_is_the_mean_over_customers(count: int, recency: float, age: float) -> None:
    """Of λ^x e^(−λ t_x) (1 − p)^(x−1) [p + (1 − p) e^(−λ (T − t_x))], and without purchase e^(−λT)."""
    model = BgNbd(1.4, 9.0, 1.6, 2.2)

    def chance(rate: Floats, leaves: Floats) -> Floats:
        later = leaves + (1 - leaves) * np.exp(-rate * (age - recency))
        before = rate**count * np.exp(-rate * recency) * (1 - leaves) ** max(0, count - 1)
        return before * later if count else np.exp(-rate * age) * np.ones_like(leaves)

    def alive(rate: Floats, leaves: Floats) -> Floats:
        return rate**count * np.exp(-rate * age) * (1 - leaves) ** count

    whole = mean_over(model, chance)
    assert math.exp(model.log_likelihood(count, recency, age)) == pytest.approx(whole, rel=1e-7)
    assert model.alive(count, recency, age) == pytest.approx(mean_over(model, alive) / whole, rel=1e-7)


def test_drawn_customers_do_what_is_expected() -> None:
    """Mean repeats and the share without any, of 40,000, within 4.5 standard errors."""
    model, weeks = drawn(), 30.0
    histories = purchase_histories(
        purchases((model.r, model.alpha, model.a, model.b), 40_000, np.full(40_000, weeks), DRAW), 100.0
    )
    count = histories["frequency"].to_numpy()
    error = count.std() / 200.0

    assert count.mean() == pytest.approx(float(model.expected_repeats(weeks)), abs=4.5 * error)
    nobody = model.chance_of(0, weeks)
    assert (count == 0).mean() == pytest.approx(nobody, abs=4.5 * math.sqrt(nobody * (1 - nobody)) / 200.0)


def test_further_purchases_are_what_those_with_such_a_history_make() -> None:
    """Of customers with any history by week 20, the sum expected and made in twenty weeks more."""
    model = CDNOW
    customers = 40_000
    table = purchases((model.r, model.alpha, model.a, model.b), customers, np.full(customers, 40.0), DRAW)
    seen = purchase_histories(table[table["week"] <= 80.0], 80.0)
    later = table[table["week"] > 80.0].groupby("customer").size().reindex(range(customers), fill_value=0)
    often = (seen["frequency"] >= 2).to_numpy()
    some = seen[often]
    expected = np.array(
        [model.expected_further(20.0, *row) for row in some[["frequency", "recency", "age"]].to_numpy()]
    )
    error = later[often].std() * math.sqrt(often.sum())

    assert later[often].sum() == pytest.approx(expected.sum(), abs=4.5 * error)


def test_drawn_customers_give_the_parameters_back() -> None:
    """By the likelihood ratio, from the table alone: the truth is as likely as four parameters allow."""
    truth, customers = CDNOW, 6_000
    table = purchases(
        (truth.r, truth.alpha, truth.a, truth.b), customers, DRAW.uniform(27, 39, customers), DRAW
    )
    columns = purchase_histories(table, 100.0)[["frequency", "recency", "age"]].to_numpy().T
    found = fit_bg_nbd(*columns)
    lost = (found.log_likelihood(*columns) - truth.log_likelihood(*columns)).sum()
    other = BgNbd(truth.r, truth.alpha, truth.a * 3, truth.b)

    assert -1e-6 <= 2 * lost <= stats.chi2(4).isf(1e-6)
    assert 2 * (found.log_likelihood(*columns) - other.log_likelihood(*columns)).sum() > stats.chi2(4).isf(
        1e-6
    )
    assert (found.r, found.alpha) == pytest.approx((truth.r, truth.alpha), rel=0.35)


def test_a_value_is_margins_discounted() -> None:
    """Without discount the first purchase and those expected, both ways of counting the first."""
    assert CDNOW.value(10.0, 52, 0.0) == pytest.approx(10.0 * (1.0 + float(CDNOW.expected_repeats(52))))
    assert CDNOW.value(10.0, 52, 0.1) - CDNOW.value(10.0, 52, 0.1, first_now=False) == pytest.approx(10.0)
    two = np.diff(CDNOW.expected_repeats([0, 1, 2])) @ [1.1 ** (-1 / 52), 1.1 ** (-2 / 52)]
    assert CDNOW.value(10.0, 2, 0.1, first_now=False) == pytest.approx(10.0 * two)


@pytest.mark.parametrize(
    "history",
    [
        ([], [], []),
        ([1, 2], [3.0], [9.0]),
        ([1], [9.0], [3.0]),
        ([0], [2.0], [3.0]),
        ([-1], [2.0], [3.0]),
        ([1], [float("nan")], [3.0]),
    ],
)
def test_what_is_no_history_is_refused(history: tuple[list[float], ...]) -> None:
    """Nothing, of other lengths, later than the end, a time without purchase, below zero, not a number."""
    with pytest.raises(InputError):
        fit_bg_nbd(*history)


def test_histories_that_tell_no_parameters() -> None:
    """Of customers that never came again nobody knows how often they would have."""
    with pytest.raises(InputError, match="do not tell the parameters of the BG/NBD"):
        fit_bg_nbd(np.zeros(50), np.zeros(50), np.full(50, 20.0))
