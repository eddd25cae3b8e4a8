"""Parts of a difference: what several causes make of it, line by line, as a tidy table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from simulator.studies.runs.runs import Line, Runs
from simulator.studies.runs.statistics import Estimate, interval

if TYPE_CHECKING:
    import pandas as pd

OTHER_SETTINGS = "other settings"
TOTAL = "total"

type Series = NDArray[np.float64]


class Part(NamedTuple):
    """One part of a difference in one line of a table."""

    line: Line
    unit: str
    name: str
    effect: Estimate


class Design(Protocol):
    """Scenarios that are played so that a difference can be taken apart."""

    @property
    def one(self) -> str:
        """Return the label of the scenario that the difference is to."""

    @property
    def other(self) -> str:
        """Return the label of the scenario that is taken apart."""

    @property
    def is_complete(self) -> bool:
        """Say whether the causes are all that the two differ in."""


@dataclass(frozen=True)
class PartsOfDifference:
    """A difference between two scenarios, taken apart by causes that sum to it."""

    design: Design
    runs: Runs

    @cached_property
    def parts(self) -> list[Part]:
        """Return every part of every line, other settings and the total last."""
        return [part for line in self.runs.lines() for part in self._parts_of(line)]

    def table(self, *metrics: str) -> "pd.DataFrame":
        """Return the parts as a tidy table, one row a part, with 95 % intervals."""
        import pandas as pd  # noqa: PLC0415 - a second to import

        lines = set(self.runs.lines(metrics))
        return pd.DataFrame(
            [
                {
                    **line._asdict(),
                    "unit": unit,
                    "part": name,
                    "effect": effect.mean,
                    "low": effect.low,
                    "high": effect.high,
                    "n": effect.n,
                    "of": effect.of,
                }
                for line, unit, name, effect in self.parts
                if line in lines
            ]
        ).astype({"week": "Int64"})

    def series(self, line: Line) -> Mapping[str, Series]:
        """Return each part of a line, seed by seed; NaN where a run is missing."""
        raise NotImplementedError

    def _values(self, line: Line) -> dict[str, Series]:
        """Return what was measured in each scenario, seed by seed."""
        return {label: np.array(self.runs.series(line, label)) for label in self.runs.scenarios}

    def _parts_of(self, line: Line) -> Iterator[Part]:
        known = np.abs(np.concatenate(list(self._values(line).values())))
        scale = float(np.max(known, initial=0.0, where=np.isfinite(known)))
        unit = self.runs.unit(line.metric)
        for name, part in self.series(line).items():
            yield Part(line, unit, name, interval(part, scale))
