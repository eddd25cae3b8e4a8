"""Payoffs: contribution of each way to market, and surplus of customers, ready for comparison.

A way to market, as a manager calls it, is left its contribution; one that a scenario does not have is left
nothing in it. Customers are left their surplus as they experience it; where money does not matter to them it
is not defined, and stays so.
"""

from typing import NamedTuple

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Estimate, Paired, interval, paired

SURPLUS = Line("experienced_surplus", "", "", None)
CUSTOMERS = "customers (surplus)"


class Payoff(NamedTuple):
    """Payoff of a party in one scenario, and its difference from the baseline."""

    party: str
    left: Estimate
    against: Paired | None


def payoff_lines(runs: Runs) -> list[Line]:
    """Return the lines of all payoffs.

    Needs the question ``channel_contribution:channel``; customers are among them where
    ``experienced_surplus`` was asked.
    """
    return [*runs.lines(["channel_contribution:channel"]), *([SURPLUS] if SURPLUS in runs.values else [])]


def party_name(line: Line) -> str:
    """Return the name of the party of a line."""
    return CUSTOMERS if line == SURPLUS else line.key


def payoff_series(runs: Runs, line: Line, label: str) -> list[float]:
    """Return the payoff of a party, seed by seed; NaN where it is not defined."""
    values = runs.series(line, label)
    if line == SURPLUS:
        return values
    return [value if value == value else 0.0 for value in values]  # noqa: PLR0124 - only NaN is not itself


def payoffs(comparison: Comparison, label: str) -> list[Payoff]:
    """Return the payoff of each party in a scenario."""
    found = []
    for line in payoff_lines(comparison.runs):
        mine = payoff_series(comparison.runs, line, label)
        base = payoff_series(comparison.runs, line, comparison.baseline)
        against = None if label == comparison.baseline else paired(base, mine)
        found.append(Payoff(party_name(line), interval(mine), against))
    return found
