"""Break-even: the value of a setting at which two distribution models change places.

With D(x) the mean over seeds of what the first has more than the second when the setting is x, the same
seeds for every x, D is looked at on a grid; where its sign changes nearest to where the setting stands,
the interval is halved until it is a small share of the range. How sure that is:

    x* ± half(D(x*)) / |slope|        slope over the grid interval in which the sign changes

Runs, not a rule: nothing is assumed of D but that it changes slowly between neighbours on the grid; two
changes between them cancel and are not seen.

Source: bisection with common random numbers; for the interval the delta method.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from simulator.scenario.schema import Scenario
from simulator.studies.advice.setting_range import SettingRange
from simulator.studies.runs.run_cache import RunCache, Series
from simulator.studies.runs.statistics import Estimate, interval

GRID = 4
"""Into how many equal parts a range is divided before anything is halved."""
TOLERANCE = 0.01
"""Width at which halving ends [share of the range]."""

type Pair = tuple[Scenario, Scenario]


@dataclass(frozen=True)
class BreakEven:
    """Value at which two models change places along a range, if they do."""

    over: SettingRange
    first: str
    """The way that is ahead as things stand."""
    second: str
    leads: dict[float, Estimate]
    """What the first has more than the second, by every value looked at."""
    at: float | None = None
    """The value at which they change places; none if they do not."""
    low: float = math.nan
    high: float = math.nan
    """Its 95 % interval, which may reach beyond the range."""

    @property
    def is_significant(self) -> bool:
        """Say whether the second is significantly ahead at some value."""
        behind = [lead for lead in self.leads.values() if lead.mean < 0]
        return any(lead.high < 0 for lead in behind)


@dataclass
class Search:
    """One search along one range, which names the values to play next."""

    over: SettingRange
    names: tuple[str, str]
    pair: Pair
    played: RunCache
    metric: str
    tolerance: float = TOLERANCE
    _leads: dict[float, Series] = field(default_factory=dict)
    _grid: tuple[float, float] | None = None
    _bracket: tuple[float, float] | None = None

    def start(self) -> list[float]:
        """Return the grid: the ends, values between, and where the setting stands."""
        over = self.over
        values = [over.low + (over.high - over.low) * step / GRID for step in range(GRID + 1)]
        now = over.now(self.pair[0])
        return sorted({*values, *([now] if now is not None else [])})

    def scenarios(self, values: Sequence[float]) -> list[Scenario]:
        """Return the scenarios to play to know the lead at some values."""
        return [self.over.put(way, value) for value in values for way in self.pair]

    def take_in(self, values: Sequence[float]) -> None:
        """Look at the lead at values that have been played."""
        for value in values:
            one, other = (self.played.series(self.over.put(way, value), self.metric) for way in self.pair)
            self._leads[value] = one - other

    def next(self) -> list[float]:
        """Return the values to be played next; none when the search is over."""
        if self._bracket is None:
            self._grid = self._bracket = self._changing()
            if self._bracket is None:
                return []
        low, high = self._bracket
        middle = (low + high) / 2
        if middle in self._leads:
            self._bracket = (low, middle) if self._turns(low, middle) else (middle, high)
            low, high = self._bracket
            middle = (low + high) / 2
        if high - low <= self.tolerance * (self.over.high - self.over.low) or middle in (low, high):
            return []
        return [middle]

    def found(self) -> BreakEven:
        """Return the break-even point and the leads looked at."""
        estimates = {value: interval(lead) for value, lead in sorted(self._leads.items())}
        break_even = BreakEven(self.over, *self.names, estimates)
        if self._bracket is None or self._grid is None:
            return break_even
        low, high = self._bracket
        at = _crossing(low, estimates[low].mean, high, estimates[high].mean)
        start, end = self._grid
        slope = (estimates[end].mean - estimates[start].mean) / (end - start)
        half = max(estimates[low].half, estimates[high].half) / abs(slope) if slope else math.inf
        return replace(break_even, at=at, low=at - half, high=at + half)

    def _changing(self) -> tuple[float, float] | None:
        """Return the neighbouring values between which the lead changes sign, the nearest to the setting."""
        values = sorted(self._leads)
        now = self.over.now(self.pair[0])
        around = (self.over.low + self.over.high) / 2 if now is None else now
        pairs = [pair for pair in pairwise(values) if self._turns(*pair)]
        return min(pairs, key=lambda pair: abs((pair[0] + pair[1]) / 2 - around), default=None)

    def _turns(self, low: float, high: float) -> bool:
        return (self._mean(low) > 0) != (self._mean(high) > 0)

    def _mean(self, value: float) -> float:
        return interval(self._leads[value]).mean


def break_evens(searches: Sequence[Search]) -> list[BreakEven]:
    """Go on with all searches, a step of each at a time, until none has anything left to play."""
    wanted = [search.start() for search in searches]
    while any(wanted):
        pairs = [(search, values) for search, values in zip(searches, wanted, strict=True) if values]
        pairs[0][0].played.ensure_played(
            [scenario for search, values in pairs for scenario in search.scenarios(values)]
        )
        for search, values in pairs:
            search.take_in(values)
        wanted = [search.next() if values else [] for search, values in zip(searches, wanted, strict=True)]
    return [search.found() for search in searches]


def _crossing(low: float, before: float, high: float, after: float) -> float:
    """Return the point at which a straight line between two leads is zero."""
    return low + (high - low) * before / (before - after) if before != after else (low + high) / 2
