"""Profit and loss: the report's statement sums, by way to market and by step."""

import pytest

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.profit_statement import NET_SALES
from simulator.studies.runs.questions import REPORTED
from simulator.views.report.maker_statement import LEFT, statements
from tests.worlds.small import small_scenario

DEALERS = {"model": "authorized_dealers", "dealers_per_region": 2, "opening_stock": 1}
WAYS = [DEALERS, {"model": "direct_automated"}]


def number(cell: str) -> float:
    """Return the number in a cell of one seed."""
    return float(cell.replace(",", "").replace("−", "-"))


def test_a_statement_sums_by_step_and_by_way() -> None:
    """Each way's steps to what it earned, ways to what the maker earned; a way not there has no column."""
    both = [
        small_scenario(name="both", distribution=WAYS),
        small_scenario(name="dealers", distribution=WAYS[:1]),
    ]
    one, other = statements(compare(both, seeds=1, metrics=REPORTED))
    *steps, left = one.rows

    assert one.heads == ["[EUR]", "authorized dealers", "own web shop", "in common", "in all"]
    assert other.heads == ["[EUR]", "authorized dealers", "in common", "in all"]
    assert (steps[0][0], left[0]) == (NET_SALES, LEFT)
    assert {row[0] for row in steps} >= {"goods", "communication"}
    for at in range(1, 5):
        assert sum(number(row[at]) for row in steps) == pytest.approx(number(left[at]), abs=len(steps))
    for row in one.rows:
        assert sum(map(number, row[1:-1])) == pytest.approx(number(row[-1]), abs=3)
    assert number(steps[0][1]) > 0 > number({row[0]: row[1] for row in steps}["goods"])
