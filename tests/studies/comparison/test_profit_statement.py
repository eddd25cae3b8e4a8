"""Profit statement: it sums, seed by seed, and a run that failed is not one in which nothing was earned."""

import numpy as np
import pytest

from simulator import replicate, simulate
from simulator.ledger.ledger import Ledger
from simulator.scenario.schema import Scenario
from simulator.studies.comparison.profit_statement import ASKED, NET_SALES, profit_statement
from simulator.studies.runs.questions import UnknownQuestionError
from simulator.studies.runs.runs import Line, Runs
from tests.worlds.small import small_scenario

DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2, "opening_stock": 1}
QUESTIONS = ["contribution", "contribution:route", "contribution:step", ASKED]


def played_but_for_two(given: Scenario, seed: int) -> Ledger:
    """Play a run; that of the second seed fails."""
    if seed == 2:
        raise ValueError("a run that fails")
    return simulate(given, seed)


@pytest.fixture(scope="module")
def runs() -> Runs:
    """Return three runs of a maker with dealers and a shop of its own, of which one failed."""
    both = small_scenario(name="both", distribution=[{"model": "direct_automated"}, DEALERS])
    return replicate(both, 3, metrics=QUESTIONS, play=played_but_for_two)


def test_ways_and_steps_sum_to_what_they_are_told_as(runs: Runs) -> None:
    """Each way's steps to its contribution by route, each step to that of the maker, in every seed."""
    told = profit_statement(runs, "both")
    ways = list(told[NET_SALES])
    whole = sum(by_seed for row in told.values() for by_seed in row.values())

    assert next(iter(told)) == NET_SALES
    assert {"goods", "communication"} <= set(told)
    assert set(ways) == {"own web shop", "authorized dealers", "in common"}
    assert ways[-1] == "in common"
    for way in ways:
        by_route = runs.series(Line("contribution", "route", way, None), "both")
        assert sum(row[way] for row in told.values()) == pytest.approx(by_route, nan_ok=True)
    for step in set(told) - {NET_SALES}:
        of_maker = runs.series(Line("contribution", "step", step, None), "both")
        assert sum(told[step].values()) == pytest.approx(of_maker, nan_ok=True)
    assert whole == pytest.approx(runs.series(Line("contribution", "", "", None), "both"), nan_ok=True)


def test_of_a_run_that_failed_nothing_is_known(runs: Runs) -> None:
    """It is left out of means, and not counted as a run without sales."""
    sales = profit_statement(runs, "both")[NET_SALES]["own web shop"]

    assert np.isnan(sales).tolist() == [False, True, False]
    assert sales[0] > 0


def test_what_was_not_asked_is_not_told(runs: Runs) -> None:
    """With what was."""
    with pytest.raises(UnknownQuestionError, match="asked were"):
        profit_statement(runs.narrowed(runs.questions[:1]), "both")
