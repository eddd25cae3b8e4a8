"""Profit and loss: what the maker earns through each way to market, from net sales down to contribution."""

import math
from typing import NamedTuple

from simulator.ledger.queries.money_steps import DISCOUNT, STEPS
from simulator.studies.comparison.comparison import Comparison
from simulator.studies.runs.number_format import mean_and_half_width
from simulator.studies.runs.runs import Line
from simulator.studies.runs.statistics import interval

type Row = list[str]

NET_SALES, LEFT = "net sales", "contribution"
SALES = tuple(STEPS)[: DISCOUNT + 1]
"""The steps that make net sales of the list price: they are one row."""


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
    table: dict[str, dict[str, list[float]]] = {}
    for line in runs.lines(["contribution:statement"]):
        way, _, step = line.key.rpartition(" · ")  # a way may be called anything, a step may not
        values = [0.0 if math.isnan(value) else value for value in runs.series(line, label)]
        row = table.setdefault(NET_SALES if step in SALES else step, {})
        row[way] = [a + b for a, b in zip(row.get(way, [0.0] * len(values)), values, strict=True)]
    ways = [way for way in _ways(table) if any(any(row.get(way, ())) for row in table.values())]
    order = [NET_SALES, *(step for step in STEPS if step not in SALES)]
    rows = [[step, *_cells(table[step], ways, unit)] for step in order if _is_told(table.get(step, {}))]
    left = {line.key: runs.series(line, label) for line in runs.lines(["contribution:route"])}
    whole = mean_and_half_width(interval(runs.series(Line("contribution", "", "", None), label)), unit)
    told = (mean_and_half_width(interval(left[way]), unit) for way in ways)
    return Statement(label, [f"[{unit}]", *ways, "in all"], [*rows, [LEFT, *told, whole]])


def _cells(row: dict[str, list[float]], ways: list[str], unit: str) -> Row:
    """Return what a step takes or adds in each way, and in all."""
    nothing = [0.0] * len(next(iter(row.values())))
    each = [row.get(way, nothing) for way in ways]
    summed = [sum(values) for values in zip(*row.values(), strict=True)]
    return [mean_and_half_width(interval(values), unit) for values in (*each, summed)]


def _ways(table: dict[str, dict[str, list[float]]]) -> list[str]:
    return list(dict.fromkeys(way for row in table.values() for way in row))


def _is_told(row: dict[str, list[float]]) -> bool:
    return any(value != 0 for values in row.values() for value in values)
