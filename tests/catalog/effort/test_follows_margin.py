"""Effort follows margin: the closed form, on books that are said, and that nothing else would earn more."""

import numpy as np
import pytest

from simulator.catalog.effort.follows_margin import FollowsMargin
from simulator.domain.decisions.effort import BrandBooks

RULE = FollowsMargin(usual_margin=0.2, most=10.0, credible_at=0.0)
DRAW = np.random.default_rng(20261130)


def brand(
    margin: float | None = 0.2, turnover: float = 100.0, rate: float | None = None, usual: float | None = None
) -> BrandBooks:
    """Return the books of a brand, without advice if nothing else is said."""
    return BrandBooks(
        margin=margin, turnover=turnover, closing_rate=rate, advised=60.0, usual_closing_rate=usual
    )


def test_margins_of_20_30_and_40_per_cent_sell_1_to_108_to_114() -> None:
    """Of one brand: hours (m/m₀)^{1/(2−ε)}, sales (m/m₀)^{ε/(2−ε)}; to the bit as usual at m₀."""
    hours = [RULE.efforts([brand(margin)])[0] for margin in (0.2, 0.3, 0.4)]
    sales = [RULE.support(one) for one in hours]

    assert (hours[0], sales[0]) == (1.0, 1.0)
    assert hours == pytest.approx([1.0, 1.5 ** (1 / 1.69), 2 ** (1 / 1.69)], rel=1e-12)
    assert sales == pytest.approx([1.0, 1.5 ** (0.31 / 1.69), 2 ** (0.31 / 1.69)], rel=1e-12)
    assert [round(one, 2) for one in sales] == [1.0, 1.08, 1.14]


def test_of_two_alike_brands_twice_the_margin_has_73_of_100_hours() -> None:
    """2^{1/(1−ε)} hours to one; and the other has fewer than it had."""
    before, after = RULE.efforts([brand(), brand()]), RULE.efforts([brand(0.4), brand()])

    assert before == [1.0, 1.0]
    assert after[0] / after[1] == pytest.approx(2 ** (1 / 0.69), rel=1e-12)
    assert round(after[0] / sum(after), 2) == 0.73
    assert after[1] < 1.0 < after[0]


def test_no_other_hours_would_earn_more() -> None:
    """What the outlet believes it earns, Σ r v e^ε − ε H²/2 per usual unit, falls by any other effort."""
    for _ in range(50):
        elasticity = DRAW.uniform(0.05, 0.8)
        rule = FollowsMargin(elasticity=elasticity, usual_margin=0.25, most=10.0)
        margins, turnover = DRAW.uniform(0.1, 0.5, 3), DRAW.uniform(1, 9, 3)
        efforts = np.array(rule.efforts([brand(m, v) for m, v in zip(margins, turnover, strict=True)]))
        best = believed(efforts, margins / 0.25, turnover, elasticity)
        if efforts.max() < rule.most:
            for _ in range(20):
                other = efforts * DRAW.uniform(0.9, 1.1, 3)
                assert believed(other, margins / 0.25, turnover, elasticity) < best


def believed(effort: np.ndarray, earns: np.ndarray, turnover: np.ndarray, elasticity: float) -> float:
    """Return what an outlet believes it earns by efforts, over what is sold at the usual effort."""
    usual = turnover / turnover.sum()
    sales, hours = usual * effort**elasticity, usual * effort
    return float((earns * sales).sum() - elasticity * hours.sum() ** 2 / 2)


def test_what_leaks_away_lowers_effort_like_a_lower_margin() -> None:
    """Of half as many advised that buy there, or half the margin: alike, and less than before."""
    leaks, earns_less = brand(rate=0.2, usual=0.4), brand(0.1, rate=0.4, usual=0.4)

    assert RULE.efforts([leaks]) == RULE.efforts([earns_less]) < RULE.efforts([brand(rate=0.4, usual=0.4)])
    assert RULE.efforts([leaks, brand()])[1] > 1.0
    strict = FollowsMargin(usual_margin=0.2, closing_rate=0.8, credible_at=0.0)
    assert strict.efforts([brand(rate=0.4, usual=0.4)]) == strict.efforts([brand(0.1)])
    assert RULE.efforts([brand(rate=0.4, usual=0.2)])[0] > 1.0


def test_of_few_advised_customers_little_is_believed() -> None:
    """Of as many as it takes half of a leak: half the closing rate counts as three quarters."""
    rule = FollowsMargin(usual_margin=0.2, credible_at=60.0)
    half, less = rule.efforts([brand(rate=0.2, usual=0.4)]), RULE.efforts([brand(rate=0.3, usual=0.4)])

    assert half == pytest.approx(less, rel=1e-12)


def test_what_is_not_known_counts_as_usual_and_a_loss_as_nothing() -> None:
    """A brand that was never on offer; margins below zero; nobody buys anything; and never above the most."""
    nothing = brand(None, 0.0)

    assert RULE.efforts([nothing]) == [1.0]
    assert RULE.efforts([brand(0.0, 0.0), brand(0.4, 0.0)])[0] == 0.0
    assert RULE.efforts([brand(-0.3), brand(-0.1)]) == [0.0, 0.0]
    assert RULE.efforts([brand(-0.3), brand()])[0] == 0.0
    assert FollowsMargin(usual_margin=0.01, most=1.5).efforts([brand(0.9)]) == [1.5]


def test_it_decides_after_its_memory_and_then_at_reviews() -> None:
    """Thirteen weeks, then every fourth."""
    assert [week for week in range(30) if RULE.reviews_after(week)] == [13, 17, 21, 25, 29]
