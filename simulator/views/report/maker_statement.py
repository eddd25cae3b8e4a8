"""Profit and loss: what the maker earns through each way to market, from net sales down to contribution."""

from typing import NamedTuple

import numpy as np

from simulator.studies.comparison.comparison import Comparison
from simulator.studies.comparison.profit_statement import profit_statement
from simulator.studies.runs.number_format import mean_and_half_width
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import interval

type Row = list[str]

LEFT = "contribution"


class Statement(NamedTuple):
    """The statement of one scenario: a column a way to market, a row a step."""

    label: str
    heads: Row
    rows: list[Row]


def statements(comparison: Comparison) -> list[Statement]:
    """Return the profit-and-loss statement of the maker in each scenario, where it has earned or paid any.

    Columns sum to the contribution by route, rows to what the maker earned and paid in all.
    """
    return [_statement(comparison, label) for label in comparison.labels]


def _statement(comparison: Comparison, label: str) -> Statement:
    runs = comparison.runs
    unit = runs.unit("contribution", label)
    table = profit_statement(runs, label)
    ways = list(next(iter(table.values()), {}))
    rows = [
        [step, *(mean_and_half_width(interval(each), unit) for each in [*row.values(), in_all])]
        for step, row in table.items()
        for in_all in [np.sum(list(row.values()), axis=0)]
    ]
    left = {line.key: runs.series(line, label) for line in runs.lines(["contribution:route"])}
    whole = mean_and_half_width(interval(runs.series(Line("contribution", "", "", None), label)), unit)
    told = (mean_and_half_width(interval(left[way]), unit) for way in ways)
    return Statement(label, [f"[{unit}]", *ways, "in all"], [*rows, [LEFT, *told, whole]])
