"""Stock and margins: weeks that the stock of outlets would last, and gross margins by way to market."""

from collections.abc import Mapping

from simulator.scenario.schema import Scenario
from simulator.studies.probing.figure import Figure, Published, as_it_is, parts, series
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Runs
from simulator.studies.runs.statistics import Estimate, interval

LABEL = "as it is"


def stock_cover(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return the weeks of supply of outlets at the end."""
    del scenario
    return {"": interval(series(runs, LABEL, "weeks_of_supply"))}


def margins(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return the gross margin of each way to market that sells, as a manager names it."""
    del scenario
    found = {way: interval(each) for way, each in parts(runs, LABEL, "gross_margin", "channel").items()}
    return {way: one for way, one in found.items() if abs(one.mean) < float("inf")}


FIGURES = (
    Figure(
        "stock cover of outlets",
        "weeks",
        "as it is; stock at the end over units sold a week",
        Published("no published range"),
        as_it_is,
        stock_cover,
        (Question("weeks_of_supply"),),
    ),
    Figure(
        "gross margin",
        "share of net sales",
        "as it is; by way to market, on the focal manufacturer's products, before fees and commissions",
        Published("no published range"),
        as_it_is,
        margins,
        (Question("gross_margin", "channel"),),
    ),
)
