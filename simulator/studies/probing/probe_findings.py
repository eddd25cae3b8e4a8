"""Probe findings: what a probe found of a world, as rows beside published ranges."""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.scenario.schema import Scenario
from simulator.studies.probing.figure import Published
from simulator.studies.runs.runs import Failure
from simulator.studies.runs.statistics import Estimate

if TYPE_CHECKING:
    import pandas as pd

UNKNOWN = Estimate(math.nan, math.nan, math.nan, 0, 0)
COLUMNS = (
    "figure",
    "part",
    "value",
    "low",
    "high",
    "unit",
    "published_low",
    "published_high",
    "verdict",
    "source",
    "played",
)


@dataclass(frozen=True)
class Finding:
    """A figure, or a part of it, that a world implies; or why it cannot be told."""

    figure: str
    part: str
    estimate: Estimate
    unit: str
    published: Published
    played: str
    why_not: str = ""
    """Why there is no number; empty where there is one."""

    @property
    def is_outside(self) -> bool:
        """Say whether the value lies outside its published range."""
        range_, value = self.published, self.estimate.mean
        return range_.is_range and not math.isnan(value) and not range_.low <= value <= range_.high

    @property
    def verdict(self) -> str:
        """Return in words where the value lies beside what was published."""
        if self.why_not:
            return f"cannot be told: {self.why_not}"
        if not self.published.is_range:
            return self.published.says
        low, high, found = self.published.low, self.published.high, self.estimate
        if not self.is_outside:
            doubt = "; its interval reaches out" if found.low < low or found.high > high else ""
            return f"within what was published ({self.published.says}){doubt}"
        side = "below" if found.mean < low else "above"
        doubt = "; its interval reaches in" if found.low <= high and found.high >= low else ""
        return f"OUTSIDE, {side} what was published ({self.published.says}){doubt}"


@dataclass(frozen=True)
class Probe:
    """All that a world implies, measured by runs on some seeds."""

    scenario: Scenario
    seeds: tuple[int, ...]
    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]

    @property
    def outside(self) -> list[Finding]:
        """Return the findings that lie outside their published ranges."""
        return [finding for finding in self.findings if finding.is_outside]

    def table(self) -> "pd.DataFrame":
        """Return one row a figure and part: value, 95 % interval, published range, verdict, source."""
        import pandas as pd  # noqa: PLC0415 - a second to import

        rows = [
            (
                one.figure,
                one.part,
                *(one.estimate.mean, one.estimate.low, one.estimate.high),
                one.unit,
                *(one.published.low, one.published.high),
                one.verdict,
                one.published.source,
                one.played,
            )
            for one in self.findings
        ]
        return pd.DataFrame(rows, columns=list(COLUMNS))
