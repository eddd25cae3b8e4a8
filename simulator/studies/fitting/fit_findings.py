"""Fit findings: fitted values, and the targets beside what was reached."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.scenario.schema import Scenario
from simulator.studies.fitting.free_setting import FreeSetting, Path
from simulator.studies.fitting.target import Target
from simulator.studies.runs.runs import Failure
from simulator.studies.runs.statistics import Estimate

if TYPE_CHECKING:
    import pandas as pd

MOST_LUCK = 3
"""The most tolerances that half an interval may be wide to excuse a target that is off [1]: few seeds make
intervals so wide that they hold any target."""
COLUMNS = ("kind", "name", "start", "target", "value", "low", "high", "residual", "unit", "verdict")


@dataclass(frozen=True)
class FittedSetting:
    """Setting with the value that was found."""

    setting: FreeSetting
    values: dict[Path, float]
    """The values found, by path, as they are written."""
    estimate: Estimate
    """The value, of several the multiple or what is added, with its 95 % interval: what other seeds would
    have led to, by the slopes."""
    at_end: str = ""
    """The end of its range at which it stands, in words; empty where it stands between them."""

    @property
    def key(self) -> str:
        """Return its dotted path, or several."""
        return self.setting.key

    @property
    def start(self) -> float:
        """Return where it started."""
        return self.setting.start


@dataclass(frozen=True)
class ReachedTarget:
    """Target with the value at the start and the value that was reached."""

    target: Target
    start: Estimate
    reached: Estimate
    tolerance: float
    """How far off still counts as reached [unit of the target]."""

    @property
    def residual(self) -> Estimate:
        """Return value − target, with its interval."""
        by, one = self.target.value, self.reached
        return Estimate(one.mean - by, one.low - by, one.high - by, one.n, one.of)

    @property
    def is_reached(self) -> bool:
        """Say whether the residual is within the tolerance."""
        return abs(self.residual.mean) <= self.tolerance

    @property
    def may_be_luck(self) -> bool:
        """Say whether the interval of the residual holds zero."""
        return self.residual.low <= 0 <= self.residual.high

    @property
    def is_within_luck(self) -> bool:
        """Say whether luck explains what is missing, and seeds enough were played to say so."""
        return self.may_be_luck and self.residual.half <= MOST_LUCK * self.tolerance


@dataclass(frozen=True)
class Fit:
    """Settings matched to targets."""

    start: Scenario
    scenario: Scenario
    """The world with the fitted values."""
    seeds: tuple[int, ...]
    settings: tuple[FittedSetting, ...]
    targets: tuple[ReachedTarget, ...]
    tolerance: float
    failures: tuple[Failure, ...]
    is_broken_off: bool = False
    """Whether the search ended by its number of steps, though it still came nearer."""
    times: int = 1
    """How many times as large the market was played [multiple]."""

    @property
    def is_exact(self) -> bool:
        """Say whether there are as many settings as targets, so that all could be reached."""
        return len(self.settings) == len(self.targets)

    @property
    def out_of_reach(self) -> list[ReachedTarget]:
        """Return the targets that were not reached, neither within the tolerance nor within luck."""
        return [one for one in self.targets if not (one.is_reached or one.is_within_luck)]

    @property
    def is_reached(self) -> bool:
        """Say whether all was reached that could be: of more targets than settings, not all can."""
        return not (self.is_exact and self.out_of_reach)

    def verdict(self, one: ReachedTarget) -> str:
        """Return in words how near a target was come."""
        if one.is_reached:
            return "reached"
        if one.is_within_luck:
            return "within luck: its interval holds the target; more seeds would tell more"
        ends = [f"{each.key} stands {each.at_end}" for each in self.settings if each.at_end]
        if one.may_be_luck and not self.is_broken_off:
            wide = f"± {one.residual.half:.2g}, over {MOST_LUCK} tolerances of {one.tolerance:.2g}"
            told = (
                f"NOT REACHED: {one.reached.mean:.4g}, and seeds too few to call it luck ({wide}): play more"
            )
            return "; ".join([told, *ends])
        if not self.is_exact:
            return "not reached: there are more targets than settings"
        if self.is_broken_off:
            return f"NOT REACHED: still coming nearer when the search ended, at {one.reached.mean:.4g}"
        told = "; ".join(ends) or "no step of the settings comes nearer"
        return f"OUT OF REACH: the nearest is {one.reached.mean:.4g}: {told}"

    def table(self) -> "pd.DataFrame":
        """Return one row a setting and one a target: start, target, value with its interval, residual."""
        import pandas as pd  # noqa: PLC0415 - a second to import

        nan = float("nan")
        rows: list[tuple[object, ...]] = [
            (
                "setting",
                s.key,
                s.start,
                nan,
                s.estimate.mean,
                s.estimate.low,
                s.estimate.high,
                nan,
                "",
                s.at_end,
            )
            for s in self.settings
        ]
        for t in self.targets:
            numbers = (t.start.mean, t.target.value, t.reached.mean, t.reached.low, t.reached.high)
            rows.append(("target", t.target.name, *numbers, t.residual.mean, t.target.unit, self.verdict(t)))
        return pd.DataFrame(rows, columns=list(COLUMNS))
