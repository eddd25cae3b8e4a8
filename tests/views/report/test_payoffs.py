"""Who gains, who loses, and why people went without: in sentences, tables and pictures alike."""

import math

import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.comparison.payoffs import CUSTOMERS, payoff_lines, payoff_series
from simulator.studies.runs.number_format import UNKNOWN
from simulator.studies.runs.questions import HEADLINES, REPORT_QUESTIONS
from simulator.studies.runs.statistics import interval
from simulator.views.pictures import lost_units, payoffs
from simulator.views.pictures.lost_units import ABREAST, TOLD
from simulator.views.report.lost_demand import lost_demand_table, most_changed
from simulator.views.report.payoffs import gains_and_losses, payoff_table
from tests.worlds.small import small_scenario, small_world

QUIET = {"campaigns": [], "events": []}
WEB = {"model": "direct_automated"}


@pytest.fixture(scope="module")
def dealers_or_web() -> Comparison:
    """Return dealers against a web store, as several tests ask about it."""
    return comparison()


def comparison(seeds: int = 3, **changes: object) -> Comparison:
    """Return dealers against a web store, asked all that a report tells."""
    changes = {**QUIET, **changes}
    pair = [small_scenario(**changes), small_scenario(name="web", distribution=WEB, **changes)]
    return compare(pair, seeds=seeds, metrics=(*HEADLINES, *REPORT_QUESTIONS))


def careless() -> dict:
    """Return segments to whom money does not matter."""
    free = {"price_sensitivity": 0.0, "price_sensitivity_spread": 0.0}
    return {name: {**one, **free} for name, one in small_world()["segments"].items()}


def test_a_way_to_market_that_is_not_there_is_left_nothing(dealers_or_web: Comparison) -> None:
    """Dealers lose all they had where the maker sells by itself; its store is no part of the maker's line."""
    found = dealers_or_web
    lines = {line.key or CUSTOMERS: line for line in payoff_lines(found.runs)}
    told = {row[0]: row[1:] for row in payoff_table(found)}

    assert set(told) == {"maker", "authorized dealers", "own web shop", CUSTOMERS}
    assert payoff_series(found.runs, lines["authorized dealers"], "web") == [0.0, 0.0, 0.0]
    assert told["authorized dealers"][2] == "0"
    (sentence,) = gains_and_losses(found)
    gains, _, losses = sentence.partition(" gain")
    for name, line in lines.items():
        change = [
            b - a
            for a, b in zip(*(payoff_series(found.runs, line, one) for one in found.labels), strict=True)
        ]
        sure = interval(change).tells_a_difference
        where = gains if sum(change) > 0 else losses
        assert (name in where) >= sure, (name, sentence)


def test_surplus_that_is_not_defined_is_neither_drawn_nor_called_nought() -> None:
    """Where money does not matter to anybody, it is no measure."""
    found = comparison(segments=careless())
    (surplus,) = (line for line in payoff_lines(found.runs) if not line.by)
    written = [text.get_text() for axes in payoffs(found).axes for text in axes.texts]

    assert all(math.isnan(value) for value in payoff_series(found.runs, surplus, "web"))
    assert {row[0]: row[1] for row in payoff_table(found)}[CUSTOMERS] == UNKNOWN
    assert written.count("not defined") == 3  # left of both, right of the difference
    assert CUSTOMERS not in gains_and_losses(found)[0]


def test_a_comparison_with_itself_changes_nothing() -> None:
    """No gain, no loss, no reason that changes."""
    twins = [small_scenario(**QUIET), small_scenario(name="twin", **QUIET)]
    same = compare(twins, seeds=2, metrics=(*HEADLINES, *REPORT_QUESTIONS))

    assert gains_and_losses(same) == ["twin: nobody gains or loses."]
    assert most_changed(same) == ["twin: no reason changes so that it could be told from luck."]


def test_every_reason_is_told_and_the_largest_change_first(dealers_or_web: Comparison) -> None:
    """In the table all, by names that people read; in the sentence the one that changes most."""
    rows = lost_demand_table(dealers_or_web)
    (sentence,) = most_changed(dealers_or_web)

    assert [row[0] for row in rows] == list(TOLD.values())
    assert any(f"“{name}”" in sentence for name in TOLD.values()) or "no reason" in sentence


@pytest.mark.by_day(1)
@pytest.mark.parametrize("number", [2, 5])
def test_many_scenarios_stand_in_rows(number: int) -> None:
    """No more than fit beside each other."""
    several = [small_scenario(name=f"number {n}", **QUIET) for n in range(number)]
    runs = compare(several, seeds=1, metrics=(*HEADLINES, *REPORT_QUESTIONS)).runs
    titled = [axes for axes in lost_units(runs).axes if axes.get_title("left")]

    assert len(titled) == number
    assert len({round(axes.get_position().x0, 2) for axes in titled}) <= ABREAST
