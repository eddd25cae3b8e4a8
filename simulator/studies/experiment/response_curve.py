"""Response curve: mean of a metric at each level of one factor, all else alike.

At each level the number is averaged, seed by seed, over the same levels of the other factors; the band is
the 95 % interval of the mean over seeds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulator.studies.experiment.experiment import Experiment, Level
from simulator.studies.experiment.hypotheses import matched_points
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Estimate, interval


@dataclass(frozen=True)
class ResponsePoint:
    """The response at one level."""

    level: Level
    estimate: Estimate


@dataclass(frozen=True)
class ResponseCurve:
    """The response to a factor."""

    line: Line
    factor: str
    points: tuple[ResponsePoint, ...]
    is_matched: bool
    """Whether all spots are means over the same levels of the other factors; in a sample they cannot be."""


def response_curve(
    experiment: Experiment, runs: Runs, line: Line, factor: str, where: Mapping[str, Any]
) -> ResponseCurve:
    """Return how a line of a table responds to a factor, where other factors are at some level."""
    levels = experiment.factor(factor).in_order
    wheres = [{**where, factor: level.value} for level in levels]
    groups = matched_points(wheres, experiment)
    sets = groups or tuple(tuple(experiment.at(one)) for one in wheres)
    points = [
        ResponsePoint(level, interval(np.mean([runs.series(line, point.label) for point in group], axis=0)))
        for level, group in zip(levels, sets, strict=True)
        if group
    ]
    return ResponseCurve(line, factor, tuple(points), bool(groups))
