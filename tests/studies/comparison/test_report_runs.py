"""Report runs: a report costs no more than twice the comparison that it tells of."""

from simulator.studies.comparison.compare import compare
from simulator.studies.comparison.report_runs import most_runs_of_report
from simulator.studies.robustness import ASSUMPTION_DRAWS, RANKED_DRAWS
from tests.studies import fake_runs

MESSAGE, STORE = {"messages": {"default": "craft"}}, {"distribution": {"model": "direct_automated"}}


def test_a_report_plays_at_most_twice_as_many_runs_as_its_comparison_by_itself() -> None:
    """Of two scenarios that differ in channel and message: sixteen in drawn worlds, twenty in corners."""
    pair = [fake_runs.small(name="one"), fake_runs.small(name="other", **MESSAGE, **STORE)]
    compared = compare(pair, 10, metrics=["fake_units"], play=fake_runs.fake)

    assert len(compared.runs.ended) == 20
    assert most_runs_of_report(compared, ASSUMPTION_DRAWS) == 16 + 20
    assert most_runs_of_report(compared, RANKED_DRAWS) == 2 * 2 * (8 + 8 * 3) + 20
    assert most_runs_of_report(compared, 0) == 20
