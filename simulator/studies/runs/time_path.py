"""Time path: a number week by week over all seeds, and the week in which two paths cross."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.studies.runs.questions import Question, UnknownQuestionError
from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import interval

type Weeks = NDArray[np.int64]
type Table = NDArray[np.float64]


@dataclass(frozen=True)
class TimePath:
    """A number week by week: a row a run, a column a week."""

    weeks: Weeks
    values: Table
    """[seeds, weeks]; NaN where a run has no such week."""

    @property
    def mean(self) -> Table:
        """Return the mean over seeds of each week."""
        return np.array([interval(column).mean for column in self.values.T])

    @property
    def low(self) -> Table:
        """Return the lower end of the 95 % interval of each week's mean; the mean itself from one seed."""
        return self._end("low")

    @property
    def high(self) -> Table:
        """Return the upper end of the 95 % interval of each week's mean."""
        return self._end("high")

    def _end(self, which: str) -> Table:
        told = [interval(column) for column in self.values.T]
        return np.array([getattr(one, which) if one.n > 1 else one.mean for one in told])

    def summed(self) -> "TimePath":
        """Return the path of the sum so far."""
        return TimePath(self.weeks, np.cumsum(self.values, axis=1))

    def smoothed(self, weeks: int) -> "TimePath":
        """Return the path of means over the last so many weeks, from the week in which there are as many.

        Weeks in which a run has no such number are left out of its mean.
        """
        if len(self.weeks) <= weeks:
            return self
        known = np.isfinite(self.values)
        sums, counts = (
            np.cumsum(np.pad(table, ((0, 0), (1, 0))), axis=1)
            for table in (np.where(known, self.values, 0.0), known.astype(np.float64))
        )
        total, of = sums[:, weeks:] - sums[:, :-weeks], counts[:, weeks:] - counts[:, :-weeks]
        means = np.divide(total, of, out=np.full_like(total, np.nan), where=of > 0)
        return TimePath(self.weeks[weeks - 1 :], means)

    def part(self, first: int, last: int) -> Table:
        """Return each run's mean over some of the weeks, counted from 0."""
        return np.asarray(self.values[:, first:last].mean(axis=1))


def time_path(runs: Runs, metric: str, label: str) -> TimePath:
    """Return the path of a metric in one scenario; UnknownQuestionError if weeks were not asked."""
    question = Question(metric, "week")
    if question not in runs.questions:
        asked = ", ".join(map(str, runs.questions))
        raise UnknownQuestionError(f"'{question}' was not asked in these runs; asked were: {asked}")
    weeks = sorted({line.week for line in runs.values if line.metric == metric and line.week is not None})
    lines = [Line(metric, "", "", week) for week in weeks]
    table = np.array([runs.series(line, label) for line in lines], dtype=np.float64)
    return TimePath(np.array(weeks, dtype=np.int64), table.T.reshape(len(runs.seeds), len(weeks)))


def last_crossing(one: TimePath, other: TimePath) -> int | None:
    """Return the last week in which the mean of one path passes the other's; none if it never does.

    >>> up = TimePath(np.arange(1, 4), np.array([[0.0, 2.0, 4.0]]))
    >>> last_crossing(up, TimePath(up.weeks, np.array([[1.0, 1.0, 1.0]])))
    2
    """
    sign = np.sign(other.mean - one.mean)
    known = np.flatnonzero(np.nan_to_num(sign))
    turns = known[1:][sign[known][1:] != sign[known][:-1]]
    return int(one.weeks[turns[-1]]) if len(turns) else None
