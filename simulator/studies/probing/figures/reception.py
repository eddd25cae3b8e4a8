"""Reception: how many needs are met, how many of them by the focal manufacturer, and in how many homes.

All in the world as it stands, after its warm-up.
"""

from collections.abc import Mapping

from simulator.scenario.schema import Scenario
from simulator.studies.probing.figure import UNITS, Figure, Published, ratio, series, with_customers
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runs import Runs, measured_weeks
from simulator.studies.runs.statistics import Estimate, interval

NO_RANGE = Published("no published range")
LABEL = "as it is"
WEEKS_A_YEAR = 52


def units_a_year(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return the focal manufacturer's units sold to customers, for every 52 weeks measured."""
    years = measured_weeks(scenario) / WEEKS_A_YEAR
    return {"": interval([units / years for units in series(runs, LABEL, UNITS.metric)])}


def needs_met(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return needs met by any maker's product over all that arose."""
    del scenario
    met, arisen = series(runs, LABEL, "needs", "outcome", "met"), series(runs, LABEL, "needs")
    return {"": interval([ratio(*pair) for pair in zip(met, arisen, strict=True)])}


def market_share(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return the focal manufacturer's share of what is sold in its categories."""
    del scenario
    return {"": interval(series(runs, LABEL, "market_share"))}


def penetration(scenario: Scenario, runs: Runs) -> Mapping[str, Estimate]:
    """Return the share of customers that bought from the focal manufacturer at least once."""
    del scenario
    return {"": interval(series(runs, LABEL, "penetration"))}


FIGURES = (
    Figure(
        "units a year",
        "units",
        "as it is; the focal manufacturer's units sold to customers, for every 52 weeks",
        NO_RANGE,
        with_customers,
        units_a_year,
        (UNITS,),
    ),
    Figure(
        "needs met, by anybody",
        "share of needs",
        "as it is; in the focal manufacturer's categories",
        NO_RANGE,
        with_customers,
        needs_met,
        (Question("needs"), Question("needs", "outcome")),
    ),
    Figure(
        "market share",
        "share of units",
        "as it is; the focal manufacturer's units over all sold in its categories",
        NO_RANGE,
        with_customers,
        market_share,
        (Question("market_share"),),
    ),
    Figure(
        "penetration",
        "share of customers",
        "as it is; customers that bought from the focal manufacturer at least once",
        NO_RANGE,
        with_customers,
        penetration,
        (Question("penetration"),),
    ),
)
