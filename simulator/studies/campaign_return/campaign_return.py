"""Campaign return: what campaigns bring the maker beside the same market without them, with the same luck.

    cost                     what more is paid for contacts and lead magnets with the campaigns than without
    incremental contribution what more is left to the maker, before that cost
    return                   (incremental contribution − cost) / cost      several runs pool it
    payback                  weeks from their first one until what was brought has covered what was spent

Both markets have the same customers with the same luck, rivals and plans beside these campaigns; in the one
without them all else moves: orders, prices, other campaigns' contacts, what customers know and tell. All
weeks count, those of the warm-up, too, as campaigns are paid in them, and nothing after the run does: what
was sown and is not yet reaped at its end is lost to the figure. Goods that buyers took into stock count as
sold to them; read it beside units sold to customers. Nothing is discounted.

Source: return on marketing investment, Farris, Bendle, Pfeifer & Reibstein (2010), Marketing Metrics, ch. 10;
paired counterfactual on common random numbers
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Unpack

import numpy as np

from simulator.scenario.errors.arguments import A_SCENARIO, of_type
from simulator.scenario.schema import Scenario
from simulator.studies.campaign_return.campaigns_meant import (
    Campaigns,
    campaign_told,
    campaigns_meant,
    without_campaigns,
)
from simulator.studies.campaign_return.payback import Payback, payback
from simulator.studies.runs.number_format import mean_and_half_width
from simulator.studies.runs.pooled_ratio import linearised
from simulator.studies.runs.questions import Question
from simulator.studies.runs.runner import PlayOptions, Runner, RunsFailedError
from simulator.studies.runs.runs import Failure, Line, Runs
from simulator.studies.runs.statistics import Estimate, interval, paired, share_interval
from simulator.studies.runs.time_path import TimePath, time_path

if TYPE_CHECKING:
    import pandas as pd

SEEDS = 10
WITH, WITHOUT = "with the campaigns", "without them"
REASONS = ("campaign", "lead_magnet")
"""What is paid for campaigns, by the reasons of payments."""
LEFT, UNITS = Line("contribution", "", "", None), Line("units_sold", "", "", None)
ROUTES, GROUPS = Question("contribution", "route"), Question("channel_contribution", "channel")
ASKED = (
    LEFT.question, UNITS.question, ROUTES, GROUPS, Question("contribution", "reason"),
    Question("contribution", "week"),
)  # fmt: skip


class Row(NamedTuple):
    """One figure of a campaign's return, or a part of it, with its 95 % interval."""

    figure: str
    part: str
    value: float
    low: float
    high: float
    unit: str


@dataclass(frozen=True)
class CampaignReturn:
    """Return on campaigns, from paired runs with them and without them; money in the scenario's currency."""

    campaigns: tuple[str, ...]
    """The campaigns, in words."""
    first_week: int
    """The first week in which one of them runs."""
    runs: Runs
    """Runs with the campaigns, and without them."""

    def __str__(self) -> str:
        """Say what the campaigns cost, brought and returned, and when they were paid back."""
        unit, seeds = self.runs.unit(LEFT.metric), len(self.runs.seeds)
        given = self.runs.scenarios[WITH]
        head = f"{given.name}: {'; '.join(self.campaigns)}; {seeds} seed{'s' * (seeds != 1)}"
        if not self.cost.mean > 0:
            return (
                f"{head}\nnothing more was paid for contacts with them than without: there is no return on it"
            )
        told = (f"{mean_and_half_width(one, unit)} {unit}" for one in (self.cost, self.incremental))
        return "\n".join([
            head,
            "cost {}, incremental contribution {}".format(*told),
            f"return {mean_and_half_width(self.roi, 'share', sign=True)} % of cost; {self._payback_told()}",
        ])  # fmt: skip

    @property
    def cost(self) -> Estimate:
        """Return what more is paid for campaigns with them than without [currency]."""
        return interval(self._costs)

    @property
    def net(self) -> Estimate:
        """Return what more is left to the maker with them than without, their cost taken off [currency]."""
        return self._more(LEFT)

    @property
    def incremental(self) -> Estimate:
        """Return what more is left to the maker with them, before their cost [currency]."""
        return interval(self._differences(LEFT) + self._costs)

    @property
    def roi(self) -> Estimate:
        """Return (incremental contribution − cost) / cost, pooled over seeds; unknown where none is spent."""
        pairs = list(zip(self._differences(LEFT).tolist(), self._costs.tolist(), strict=True))
        return interval(linearised(pairs) if self.cost.mean > 0 else [np.nan] * len(pairs))

    @property
    def payback(self) -> Payback:
        """Return after how many weeks they are paid back, in the mean over seeds; unknown of no cost."""
        if not self.cost.mean > 0:
            return Payback(np.nan, np.nan, np.nan, share_interval(0, 0))
        return payback(self.so_far, self.first_week, self.runs.scenarios[WITH].units.money_step / 2)

    @cached_property
    def so_far(self) -> TimePath:
        """Return what more was left to the maker so far, week by week, their cost taken off [currency]."""
        one, other = (time_path(self.runs, LEFT.metric, label) for label in (WITH, WITHOUT))
        return TimePath(one.weeks, one.values - other.values).summed()

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Return the runs that did not come to their end."""
        return self.runs.failures

    def table(self) -> "pd.DataFrame":
        """Return every figure and its parts, one row each.

        By route, what more the maker earned through each way to market; the routes, with the cost in what is
        in common, sum to the net contribution. By channel, what more was left to each group of members.
        """
        import pandas as pd  # noqa: PLC0415 - a second to import

        return pd.DataFrame(list(self._rows()), columns=list(Row._fields))

    def _rows(self) -> Iterator[Row]:
        money, back = self.runs.unit(LEFT.metric), self.payback
        for name, one, unit in (
            ("cost", self.cost, money),
            ("incremental contribution", self.incremental, money),
            ("net contribution", self.net, money),
            ("return on cost", self.roi, "share of cost"),
        ):
            yield _row(name, "", one, unit)
        yield Row("payback", "", back.weeks, back.low, back.high, "weeks")
        yield _row("units sold", "", self._more(UNITS), self.runs.unit(UNITS.metric))
        for question, name in ((ROUTES, "net contribution by route"), (GROUPS, "contribution by channel")):
            for line in self.runs.lines([str(question)]):
                yield _row(name, line.key, self._more(line), money)

    def _payback_told(self) -> str:
        back, runs = self.payback, self.payback.in_time
        share = f"in {round(runs.mean * runs.n)} of {runs.n} seeds by the end of the run"
        told = f"paid back after {_weeks(back.weeks)} weeks"
        if not np.isfinite(back.weeks):
            told = "not paid back in the run"
        is_sure = np.isnan(back.low) or back.low == back.high
        ends = "" if is_sure else f" (interval: {_weeks(back.low)} to {_weeks(back.high)})"
        return f"{told}{ends}, {share}"

    @cached_property
    def _costs(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        known = [line for line in self.runs.lines(["contribution:reason"]) if line.key in REASONS]
        return -sum((self._differences(line) for line in known), 0.0 * self._differences(LEFT))

    def _differences(self, line: Line) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """Return what a number is more with the campaigns, seed by seed; unknown where a run is missing."""
        one, other = (np.array(self.runs.series(line, label), np.float64) for label in (WITH, WITHOUT))
        return one - other

    def _more(self, line: Line) -> Estimate:
        without, with_them = (self.runs.series(line, label) for label in (WITHOUT, WITH))
        return paired(without, with_them).difference


def _row(name: str, part: str, told: Estimate, unit: str) -> Row:
    return Row(name, part, told.mean, told.low, told.high, unit)


def _weeks(number: float) -> str:
    return f"{number:.0f}" if np.isfinite(number) else "never"


def campaign_return(
    scenario: Scenario,
    campaigns: Campaigns = None,
    seeds: int | Sequence[int] = SEEDS,
    **options: Unpack[PlayOptions],
) -> CampaignReturn:
    """Play a scenario with some campaigns and without them, and tell their return and their payback.

    *campaigns* are places in the plan of the *scenario*, from 0, or names of media, one or several; left
    out, all campaigns of the plan about the focal manufacturer's products. Plays two runs for each of so many
    *seeds*, counted from 1, or of the seeds given; the other campaigns and those of events run in both.
    For *options* see `Runner`.

    Raises ArgumentError, before anything is played, for campaigns that are not there or are a rival's, and
    for a scenario that cannot be without them; RunsFailedError if no pair came to its end.
    """
    of_type("scenario", scenario, Scenario, A_SCENARIO)
    places = campaigns_meant(scenario, campaigns)
    whole = scenario.changed(warm_up=0)
    runner = Runner.of(seeds, ASKED, **options)
    runs = runner.run({WITH: whole, WITHOUT: without_campaigns(whole, places)})
    plan = scenario.campaigns
    words = tuple(campaign_told(at, plan[at]) for at in places)
    found = CampaignReturn(words, min(plan[at].weeks[0] for at in places), runs)
    if not found.net.n:
        raise RunsFailedError(f"of no seed both runs came to their end: {runs.failures[0].why}")
    return found
