"""Report runs: how many more runs a report plays after its comparison."""

from typing import TYPE_CHECKING

from simulator.studies.comparison.decompose import differs_in_both, factorial_design
from simulator.studies.robustness import ASSUMPTION_SEEDS
from simulator.studies.robustness.robustness import most_runs

if TYPE_CHECKING:
    from simulator.studies.comparison.comparison import Comparison


def most_runs_of_report(comparison: "Comparison", assumptions: int) -> int:
    """Return how many runs a report plays at most, if everything that it answers was asked [runs].

    These are worlds drawn around the assumptions (0: none), and corners of the decomposition into channel
    and message.
    """
    seeds, given = comparison.runs.seeds, comparison.runs.scenarios
    drawn = most_runs(len(comparison.others), assumptions, min(len(seeds), ASSUMPTION_SEEDS))
    base = given[comparison.baseline]
    corners = 0
    for label in comparison.others:
        if differs_in_both(base, given[label]):
            pair = (comparison.baseline, label)
            design = factorial_design(pair, (base, given[label]), ("distribution", "messages"))
            corners += len(set(design.scenarios) - set(given))
    return (drawn if assumptions else 0) + corners * len(seeds)
