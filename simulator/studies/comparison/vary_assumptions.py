"""Vary assumptions: does what a comparison says hold in worlds drawn around its own?"""

from typing import Unpack

from simulator.studies.robustness import ASSUMPTION_SEEDS
from simulator.studies.robustness.robustness import METRICS, Robustness, robustness_of
from simulator.studies.runs.runner import PlayOptions
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import paired


def vary_assumptions(
    runs: Runs, baseline: str, draws: int, **options: Unpack[PlayOptions]
) -> dict[str, list[Robustness]]:
    """Return by scenario whether its differences to the *baseline* hold in so many *draws* of other worlds.

    Played on the first seeds of *runs*, which have measured the world as the files stand themselves.
    Raises UnknownQuestionError unless they were asked what `robustness` looks into. For *options* see
    `Runner`.
    """
    others = {label: given for label, given in runs.scenarios.items() if label != baseline}
    seeds = runs.seeds[:ASSUMPTION_SEEDS]
    known = {
        (label, line): _mean_difference(runs, line, (baseline, label), len(seeds))
        for label in others
        for line in runs.lines(METRICS)
        if line.week is None
    }
    return robustness_of(
        runs.scenarios[baseline], others, METRICS, draws=draws, seeds=seeds, as_files_stand=known, **options
    )


def _mean_difference(runs: Runs, line: Line, pair: tuple[str, str], seeds: int) -> float:
    before, after = (runs.series(line, label)[:seeds] for label in pair)
    return paired(before, after).difference.mean
