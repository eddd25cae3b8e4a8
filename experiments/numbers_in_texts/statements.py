"""Statements: values of runs as a line of text; signs and winners only where the interval excludes zero.

level          m ± h
difference     Σ w · row, seed by seed; one row less another unless weights say otherwise
ratio          one row over another, seed by seed; told apart where the interval excludes one
most, least    the first by its mean, and how far the next is behind; a winner if that excludes zero
"""

from dataclasses import replace

import numpy as np

from simulator.studies.runs.number_format import mean_and_half_width, unit_label
from simulator.studies.runs.statistics import Estimate, interval

from .plays import Values
from .questions import Block, Line, Row


def statements(block: Block, values: Values) -> list[str]:
    """Return the lines of a block, and how many seeds they are from."""
    lines = [f"- {line.says}: {statement(line, values)}" for line in block.lines]
    return lines if block.evaluates or len(block.seeds) < 2 else [*lines, f"({len(block.seeds)} seeds)"]


def statement(line: Line, values: Values) -> str:
    """Return what the values say."""
    if line.form in ("most", "least"):
        return _winner(line, values)
    estimate = interval(series(line, values))
    if line.form == "level":
        if estimate.mean.is_integer() and not estimate.half > 0:
            return _with_unit(f"{estimate.mean:,.0f}", line.unit)  # counted, not estimated
        return _with_unit(mean_and_half_width(estimate, line.unit), line.unit)
    if line.form == "ratio":
        told = f"{mean_and_half_width(estimate, 'index')} times as much"
        return told if estimate.low > 1 or estimate.high < 1 else f"no difference can be told ({told})"
    return _difference(estimate, line.unit)


def series(line: Line, values: Values) -> np.ndarray:
    """Return the number of a line, run by run; of winners, by how much the first is before the next."""
    rows = [np.array(values[row]) for row in line.rows]
    if line.form == "level":
        return rows[0]
    if line.form == "ratio":
        return rows[0] / rows[1]
    if line.form == "difference":
        weights = line.weights or (1.0, -1.0)
        return np.sum([w * row for w, row in zip(weights, rows, strict=True)], axis=0)
    first, after, *_ = ranked(line, values)
    return np.array(values[first]) - np.array(values[after])


def ranked(line: Line, values: Values) -> list[Row]:
    """Return the rows, first the one that wins by its mean."""
    sign = -1 if line.form == "most" else 1
    return sorted(line.rows, key=lambda row: sign * float(np.mean(values[row])))


def _difference(estimate: Estimate, unit: str) -> str:
    points = unit_label(unit, difference=True)
    if estimate.low == estimate.high == 0:
        return "the same in every run"
    if not estimate.tells_a_difference:
        told = f"{mean_and_half_width(estimate, unit, sign=True)} {points}".strip()
        return f"no difference can be told ({told})"
    size = f"{mean_and_half_width(_size(estimate), unit)} {points}".strip()
    return f"{'higher' if estimate.mean > 0 else 'lower'} by {size}"


def _size(estimate: Estimate) -> Estimate:
    return replace(estimate, mean=abs(estimate.mean))


def _winner(line: Line, values: Values) -> str:
    first, after, *_ = ranked(line, values)
    ahead = interval(series(line, values))
    if not ahead.tells_a_difference:
        return f"no winner can be told of {first.play} and {after.play}"
    told = _with_unit(mean_and_half_width(_size(ahead), line.unit), line.unit, difference=True)
    return f"{first.play}, {told} from the next, {after.play}"


def _with_unit(number: str, unit: str, *, difference: bool = False) -> str:
    return f"{number} {unit_label(unit, difference=difference)}".strip()
