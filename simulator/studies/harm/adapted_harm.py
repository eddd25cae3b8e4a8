"""Adapted harm: what aggrieved outlets earn more in the paired run without a source, beside what is booked.

    gross     margin lost to the source, as the choice model says it within the run (`gross_harm`)
    net       the same, less what the source's supplier made good of it (`net_harm`)
    static    less what the source brought as well, while members do the same (`static_net_harm`); told of a
              source that is one outlet
    adapted   margin earned in the run without the source − margin earned and received in the run with it

Margins are of all that the aggrieved sell, rivals' products too. Both runs have the same customers with the
same luck. In the run without the source everything else moves: prices, orders, entry and effort, what
customers know and believe, whom they ask and what owners tell. So the adapted figure may be less than what is
booked where the source brought others something, and below zero where it brought more than it took; or more,
where others leave or do less without it.

Source: paired counterfactual on common random numbers; encroachment that helps: Kalnins (2004), Marketing
Science 23(4); Van Crombrugge et al. (2025), International Journal of Research in Marketing 42(1).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Unpack

import numpy as np

from simulator.domain.channel.selector import Selector
from simulator.ledger.metric import measure
from simulator.ledger.queries.harms import aggrieved, harms, made_good, margins_earned
from simulator.ledger.queries.rows import Numbers, Rows, window
from simulator.scenario.errors.arguments import A_SCENARIO, of_type
from simulator.scenario.schema import Scenario
from simulator.studies.need_split.outlets_meant import Outlets
from simulator.studies.need_split.split_by_need import PlayWithout, outlets_split
from simulator.studies.runs.runner import PlayOptions, Runner, RunsFailedError
from simulator.studies.runs.statistics import Estimate, interval
from simulator.studies.runs.workers import work_through
from simulator.studies.runs.written_numbers import written

if TYPE_CHECKING:
    import pandas as pd

    from simulator.ledger.ledger import Ledger

SEEDS = 5
FIGURES = ("gross", "net", "static", "adapted")


@dataclass(frozen=True)
class AdaptedHarm:
    """Harm by a source, told in three ways; money in the scenario's currency."""

    outlets: tuple[str, ...]
    """The source: outlets that the other run is without."""
    seeds: tuple[int, ...]
    currency: str
    members: "pd.DataFrame"
    """One row a seed and aggrieved outlet: seed, member, earned, received, earned_without, gross, net,
    static, adapted."""

    def __str__(self) -> str:
        """Return the three figures with their intervals, a line each."""
        told = (getattr(self, name) for name in FIGURES)
        lines = [
            f"{name:>8}  {written(one.mean)} ± {written(one.half)} {self.currency}"
            for name, one in zip(FIGURES, told, strict=True)
        ]
        return "\n".join([f"harm by {', '.join(self.outlets)}, {len(self.seeds)} seeds", *lines])

    @property
    def gross(self) -> Estimate:
        """Return what is booked, in the mean over seeds."""
        return interval(self._by_seed["gross"].tolist())

    @property
    def net(self) -> Estimate:
        """Return what is booked, less compensation."""
        return interval(self._by_seed["net"].tolist())

    @property
    def static(self) -> Estimate:
        """Return what is left without what the source brought; unknown of several outlets."""
        return interval(self._by_seed["static"].tolist())

    @property
    def adapted(self) -> Estimate:
        """Return what the aggrieved earn more in the run without the source."""
        return interval(self._by_seed["adapted"].tolist())

    @property
    def ratio(self) -> tuple[float, float, float]:
        """Return the median of adapted / static over seeds, and between what the middle eight tenths lie."""
        by_seed = self._by_seed
        each = (by_seed["adapted"] / by_seed["static"]).replace([np.inf, -np.inf], np.nan).dropna()
        low, middle, high = (float(each.quantile(share)) for share in (0.1, 0.5, 0.9))
        return middle, low, high

    @cached_property
    def _by_seed(self) -> "pd.DataFrame":
        return self.members.groupby("seed")[list(FIGURES)].sum(min_count=1)


def adapted_harm(
    scenario: Scenario, outlets: Outlets, seeds: int | Sequence[int] = SEEDS, **options: Unpack[PlayOptions]
) -> AdaptedHarm:
    """Play a scenario with some outlets and without them, and tell the harm that they do in three ways.

    *outlets* are names or formats of outlets of the *scenario*, one or several: the source. Plays two runs
    for each of so many *seeds*, counted from 1, or of the seeds given. For *options* see `Runner`.

    Raises ArgumentError, before anything is played, for outlets that are not there; RunsFailedError if a run
    does not come to its end.
    """
    import pandas as pd  # noqa: PLC0415 - a second to import

    of_type("scenario", scenario, Scenario, A_SCENARIO)
    runner = Runner.of(seeds, **options)
    names = outlets_split(scenario, None, outlets)
    pieces = [(scenario, names, seed) for seed in runner.seeds]
    done = work_through(
        both_runs, pieces, jobs=runner.jobs, executor=runner.executor, progress=runner.progress or None
    )
    for one in done:
        if one.result is None:
            raise RunsFailedError(one.why)
    rows = [row for one in done for row in one.result or ()]
    return AdaptedHarm(names, tuple(runner.seeds), scenario.units.currency, pd.DataFrame(rows))


def both_runs(piece: tuple[Scenario, tuple[str, ...], int]) -> list[dict[str, Any]]:
    """Play the two runs of one seed; return what each aggrieved outlet lost, a row each."""
    from simulator.market.simulate import simulate  # noqa: PLC0415 - brings Mesa along

    scenario, outlets, seed = piece
    terms = scenario.conflict.model_copy(update={"net_of": [Selector(name=outlets[0])]})
    told = scenario.model_copy(update={"conflict": terms}) if can_be_told(scenario, outlets) else scenario
    ledger, without = simulate(told, seed), PlayWithout(outlets)(scenario, seed)
    return [{"seed": seed, **row} for row in harm_of_pair(ledger, without, outlets)]


def can_be_told(scenario: Scenario, outlets: Sequence[str]) -> bool:
    """Say whether what a source brings can be told: it is one outlet, and nothing is ordered for later."""
    return len(outlets) == 1 and not scenario.backorders


def harm_of_pair(ledger: "Ledger", without: "Ledger", outlets: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield of each aggrieved outlet what it earned in both runs, and what the source took from it."""
    import pandas as pd  # noqa: PLC0415 - a second to import

    header = ledger.header
    source = np.isin(header.parties, list(outlets))
    booked, paid = (_amounts(query(ledger, *window(ledger)), source) for query in (harms, made_good))
    earned, elsewhere = (margins_earned(one, *window(one), rivals_too=True) for one in (ledger, without))
    people = header.people_per_customer
    is_told = bool(ledger.count("without_source"))
    static = pd.Series(measure(ledger, "static_net_harm", "member") if is_told else [], dtype=np.float64)
    for code in np.flatnonzero(aggrieved(header)[:-1] & ~source).tolist():
        name = header.parties[code]
        alone = float(elsewhere[without.header.code(name)])
        yield {
            "member": name,
            "earned": float(earned[code]) * people,
            "received": float(paid[code]) * people,
            "earned_without": alone * people,
            "gross": float(booked[code]) * people,
            "net": float(booked[code] - paid[code]) * people,
            "static": float(static.get(name, np.nan)),
            "adapted": float(alone - earned[code] - paid[code]) * people,
        }


def _amounts(rows: Rows, source: "np.ndarray[Any, np.dtype[np.bool_]]") -> Numbers:
    """Return amounts by the party that lost or received them, of what the source did."""
    mine = rows.where(source[rows["source"]])
    return np.bincount(mine.who, mine["amount"], minlength=len(rows.header.parties)).astype(np.float64)
