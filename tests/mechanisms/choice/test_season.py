"""Season: factors swing around a mean of one, and needs arise as often as they say."""

from math import sqrt

import pytest

from simulator.market.simulate import simulate
from simulator.mechanisms.choice.season import WEEKS_PER_YEAR, seasonal_factor
from tests.draws import DRAW
from tests.worlds.plain import SIGMAS, plain


def test_season_swings_around_a_mean_of_one() -> None:
    """Over 52 weeks the factors sum to 52; 1 + a at the peak, 1 − a half a year off, straight between."""
    for _ in range(50):
        swing, peak = float(DRAW.random()), int(DRAW.integers(1, 53))
        year = {week: seasonal_factor(week, swing, peak) for week in range(1, 53)}
        for week, factor in year.items():
            away = min((week - peak) % 52, (peak - week) % 52)

            assert factor == pytest.approx(1 + swing * (1 - away / 13))
            assert seasonal_factor(week + 52, swing, peak) == factor
        assert sum(year.values()) == pytest.approx(52)


def test_needs_arise_as_often_as_the_season_says() -> None:
    """Customers with a need in a week: people × per year / 52 × factor, within the luck of so many."""
    swing, peak, per_year = float(DRAW.uniform(0.4, 0.8)), int(DRAW.integers(1, 53)), 15.0
    people = {"needs": {"light": {"per_year": per_year, "season": swing, "peak_week": peak}}}
    scenario = plain(people, weeks=WEEKS_PER_YEAR, customers=4000)
    stages = simulate(scenario, int(DRAW.integers(1000))).table("stage_flow").astype({"stage": str})
    needs = stages[stages["stage"] == "need"].set_index("week")["customers"]
    for week in range(1, WEEKS_PER_YEAR + 1):
        away = min((week - peak) % 52, (peak - week) % 52)
        chance = per_year / 52 * (1 + swing * (1 - away / 13))
        allowed = SIGMAS * sqrt(4000 * chance * (1 - chance))

        assert abs(needs.get(week, 0) - 4000 * chance) <= allowed


def test_needs_of_a_year_are_as_many_as_people_have() -> None:
    """Over all weeks together luck weighs little: people × needs a year, and no twentieth more or less."""
    per_year, people, weeks = float(DRAW.uniform(8, 20)), 4000, WEEKS_PER_YEAR
    scenario = plain({"needs": {"light": {"per_year": per_year}}}, weeks=weeks, customers=people)
    stages = simulate(scenario, int(DRAW.integers(1000))).table("stage_flow").astype({"stage": str})
    needs = stages[stages["stage"] == "need"]["customers"].sum()
    allowed = SIGMAS * sqrt(people * weeks * per_year / 52 * (1 - per_year / 52))

    assert abs(needs - people * per_year) <= allowed < people * per_year / 20
