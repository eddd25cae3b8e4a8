"""Split by need: play a world with outlets and without them, and split what they sell need by need.

The run without them is a scenario of one's own, or the same scenario with these outlets left out of its
channel: same customers, same luck, same rivals.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Unpack

from simulator.domain.channel.channel import members_of
from simulator.ledger.metric import DETAILS
from simulator.scenario.errors.arguments import A_SCENARIO, argument_error, of_type
from simulator.scenario.schema import Scenario
from simulator.studies.need_split.need_split import NeedSplit
from simulator.studies.need_split.outlets_meant import Outlets, outlets_added, outlets_meant
from simulator.studies.need_split.paired_needs import net_units, paired_needs, refuse_unpaired
from simulator.studies.probing.channel_changes import WithoutOutlets
from simulator.studies.probing.worlds import built, focal_products
from simulator.studies.runs.labels import labels_of
from simulator.studies.runs.runner import PlayOptions, Runner, RunsFailedError
from simulator.studies.runs.runs import Failure
from simulator.studies.runs.workers import work_through

if TYPE_CHECKING:
    import pandas as pd

    from simulator.ledger.ledger import Ledger

SEEDS = 5
DETAIL = "sales"
"""What ledgers must keep: what became of each need."""

type Fetch = Callable[[], "Ledger"]
"""Returns a ledger: played, kept or read."""


@dataclass(frozen=True)
class Pair:
    """Two runs of one seed, with the outlets and without them."""

    seed: int
    ledger: Fetch
    without: Fetch
    outlets: tuple[str, ...]


@dataclass(frozen=True)
class PlayWithout:
    """Play a scenario with some outlets left out of its channel."""

    outlets: tuple[str, ...]

    def __call__(self, scenario: Scenario, seed: int) -> "Ledger":
        """Play one run."""
        from simulator.market.setup.build_channel import build_channel  # noqa: PLC0415 - brings Mesa along
        from simulator.market.simulate import simulate  # noqa: PLC0415 - the same

        change = WithoutOutlets(self.outlets)
        return simulate(scenario, seed, build=lambda given, dice: change(build_channel(given, dice)))


def split_by_need(
    scenario: Scenario,
    without: Scenario | None = None,
    seeds: int | Sequence[int] = SEEDS,
    *,
    outlets: Outlets = None,
    **options: Unpack[PlayOptions],
) -> NeedSplit:
    """Split what outlets sell by what becomes of the same needs in the paired run without these outlets.

    Each unit was, without them, not bought by anybody (new), bought of the same manufacturer elsewhere (own),
    of a rival (rival), met with an earlier need of the same customer (shifted), or not met yet when the run
    ended (open); see `paired_needs`. *outlets* are names or formats of outlets, one or several; left out, all
    that *scenario* has and *without* has not. Without *without* the same scenario is played with the outlets
    left out. Plays two runs for each of so many *seeds*, or of the seeds given, at ``detail: sales`` at
    least.
    For *options* see `Runner`; a play of one's own needs *without*.

    Raises ArgumentError, before anything is played, for outlets that are not there, or are in both, and for
    scenarios with other customers, weeks or units; RunsFailedError if no pair came to its end.
    """
    of_type("scenario", scenario, Scenario, A_SCENARIO)
    if without is not None:
        of_type("without", without, Scenario, A_SCENARIO)
        refuse_unpaired(scenario, without)
    runner = Runner.of(seeds, **options)
    names = outlets_split(scenario, without, outlets)
    play = play_without = runner.play
    if without is None:
        if "play" in options:
            raise argument_error("play", "outlets are left out by the simulator's own play; give 'without'")
        play_without = PlayWithout(names)
    with_, other = _detailed(scenario), _detailed(without or scenario)
    pairs = [
        Pair(seed, partial(play, with_, seed), partial(play_without, other, seed), names)
        for seed in runner.seeds
    ]
    one, two = labels_of([scenario.name, without.name if without else f"{scenario.name} without them"])
    return split_of_pairs((one, two), scenario, pairs, runner)


def outlets_split(scenario: Scenario, without: Scenario | None, outlets: Outlets) -> tuple[str, ...]:
    """Return the names of the outlets that are meant; ArgumentError if the run without them has any."""
    channel = built(scenario)
    members = members_of(channel)
    if outlets is None and without is None:
        told = "name outlets or formats, such as ['web_store'], or give the scenario without them"
        raise argument_error("outlets", told)
    others = [] if without is None else members_of(built(without))
    focal = focal_products(scenario)
    names = outlets_added(members, others) if outlets is None else outlets_meant(channel, outlets, focal)
    there = [name for name in names if name in {member.name for member in others}]
    if there:
        raise argument_error("outlets", f"'{there[0]}' is in both scenarios; one must be without it")
    if without is None:
        WithoutOutlets(names)(channel)  # refuses outlets that supply others
    return names


def split_of_pairs(
    labels: tuple[str, str], scenario: Scenario, pairs: Sequence[Pair], runner: Runner
) -> NeedSplit:
    """Return the split over pairs of runs; RunsFailedError if not one pair came to its end."""
    import pandas as pd  # noqa: PLC0415 - a second to import

    outcomes = work_through(
        _carry_out, pairs, jobs=runner.jobs, executor=runner.executor, progress=runner.progress or None
    )
    both = list(zip(pairs, outcomes, strict=True))
    failures = tuple(
        Failure(labels[0], pair.seed, one.why, one.trace) for pair, one in both if one.result is None
    )
    found = [one.result for _, one in both if one.result is not None]
    if not found:
        error = RunsFailedError(f"none of {len(pairs)} pairs of runs came to its end: {failures[0].why}")
        error.add_note(failures[0].trace)
        raise error
    needs, net = (pd.concat(tables, ignore_index=True) for tables in zip(*found, strict=True))
    seeds = tuple(pair.seed for pair, one in both if one.result is not None)
    people = scenario.people_per_customer
    return NeedSplit(*labels, seeds, pairs[0].outlets, scenario.units, needs, net, failures, people)


def _carry_out(pair: Pair) -> "tuple[pd.DataFrame, pd.DataFrame]":
    import pandas as pd  # noqa: PLC0415 - a second to import

    ledger, without = pair.ledger(), pair.without()
    needs = paired_needs(ledger, without, pair.outlets)
    net = net_units(ledger, without, pair.outlets)
    needs.insert(0, "seed", pair.seed)
    return needs, pd.DataFrame({"seed": pair.seed, "source": list(net), "units": list(net.values())})


def _detailed(scenario: Scenario) -> Scenario:
    return scenario.model_copy(update={"detail": max(scenario.detail, DETAIL, key=DETAILS.index)})
